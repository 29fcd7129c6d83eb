namespace Offers.Agents.Processes;

/// <summary>A request that waits for its answer.</summary>
/// <param name="Request">What is asked, repeated to each supervisor until one answers.</param>
/// <param name="Answer">Completes with the answer.</param>
internal sealed record PendingRequest(
    SupervisorRequest Request, TaskCompletionSource<SupervisorMessage> Answer);
