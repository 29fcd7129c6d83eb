using System.IO.Pipelines;

namespace Offers.Wire;

/// <summary>Bytes both ways, whatever carries them.</summary>
/// <param name="pipe">Both directions.</param>
/// <param name="endSending">Tells the peer that nothing more comes; it may still speak.</param>
/// <param name="cut">Ends everything at once; may be called more than once.</param>
internal sealed class WireTransport(IDuplexPipe pipe, Func<Task> endSending, Action cut)
{
    internal PipeReader Input => pipe.Input;

    internal PipeWriter Output => pipe.Output;

    /// <summary>A pipe of which the end of writing is the end of what the peer hears.</summary>
    internal static WireTransport Of(IDuplexPipe pipe) => new(
        pipe, () => pipe.Output.CompleteAsync().AsTask(), static () => { });

    internal Task EndSendingAsync() => endSending();

    internal void Cut() => cut();
}
