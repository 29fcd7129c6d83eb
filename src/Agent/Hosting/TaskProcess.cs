namespace Offers.Agents.Hosting;

/// <summary>A process of a container, from the order to start it until its end is told.</summary>
/// <param name="name">Which.</param>
/// <param name="task">The task it is; null for an executor.</param>
/// <param name="stop">The end of the agent.</param>
internal sealed class TaskProcess(
    ProcessName name, TaskDescription? task, CancellationToken stop) : IDisposable
{
    private readonly CancellationTokenSource _unwanted =
        CancellationTokenSource.CreateLinkedTokenSource(stop);

    internal ProcessName Name { get; } = name;

    internal TaskDescription? Task { get; } = task;

    /// <summary>Where it has a container of its own inside; null when it has none.</summary>
    internal string? Nested { get; init; }

    /// <summary>Whether it had ended when the agent found it.</summary>
    internal bool WasEnded { get; init; }

    /// <summary>Its checks while it runs.</summary>
    internal TaskChecks? Checks { get; set; }

    /// <summary>Cancelled when it is not wanted any more, which ends what comes before it runs.
    /// </summary>
    internal CancellationToken Unwanted => _unwanted.Token;

    /// <summary>Completes when it runs, or will not.</summary>
    internal TaskCompletionSource<bool> Running { get; } =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The limit of its nested container; null when it has none.</summary>
    internal LimitWatch? Limit { get; set; }

    /// <summary>Completes when its end was told; never fails.</summary>
    internal Task Ended { get; set; } = System.Threading.Tasks.Task.CompletedTask;

    /// <summary>It is not wanted any more.</summary>
    internal void CallOff() => _unwanted.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _unwanted.Dispose();
}
