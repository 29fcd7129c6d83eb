using System.Threading.Channels;
using Offers.Masters.Loop;

namespace Offers.Masters.Operators;

/// <summary>
/// Whether the master does its work: agents can connect, and the loop answers, which takes a turn
/// with all that it writes. One question is on its way at a time, whoever asks, so that nobody can
/// fill the loop's queue with them.
/// </summary>
/// <param name="loop">The loop; null while there is none.</param>
/// <param name="isListening">Whether agents can connect.</param>
/// <param name="within">How long an answer may take.</param>
internal sealed class ReadyProbe(
    Func<MasterLoop?> loop, Func<bool> isListening, TimeSpan within)
{
    /// <summary>How long an answer may take: less than most who probe wait.</summary>
    internal static readonly TimeSpan Within = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private Task<bool> _asked = Task.FromResult(false);

    /// <summary>Whether it does; it may take as long as an answer may.</summary>
    internal async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        if (!isListening() || loop() is not { } owner)
        {
            return false;
        }

        try
        {
            return await Ask(owner).WaitAsync(within, cancellation).ConfigureAwait(false);
        }
        catch (Exception bad) when (bad is TimeoutException or ChannelClosedException)
        {
            return false;
        }
    }

    private Task<bool> Ask(MasterLoop owner)
    {
        lock (_lock)
        {
            if (_asked.IsCompleted)
            {
                _asked = owner.AskAsync(static _ => true);
            }

            return _asked;
        }
    }
}
