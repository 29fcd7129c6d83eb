namespace Offers.Agents.Processes;

/// <summary>A request that waits for its answer.</summary>
/// <param name="Process">The process meant.</param>
/// <param name="Line">What is asked, repeated to each supervisor until one answers.</param>
/// <param name="Answer">Completes with the answer.</param>
internal sealed record PendingRequest(
    string Process, byte[] Line, TaskCompletionSource<SupervisorMessage> Answer)
{
    /// <summary>On how many connections it was asked that closed without an answer.</summary>
    internal int Closes { get; set; }
}
