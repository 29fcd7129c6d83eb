using System.Threading.Channels;
using Offers.Agents.Processes;

namespace Offers.Agents.Hosting;

/// <summary>
/// Looks at a running task as its checks say, and tells the agent what has changed. A health check
/// counts for itself; a plain check only reports, and only of a task without a health check.
/// </summary>
internal sealed class TaskChecks : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    /// <summary>Begins to look, if there is a check.</summary>
    internal TaskChecks(HostParts host, TaskProcess process)
    {
        TaskCheck? check = process.Task?.HealthCheck ?? process.Task?.Check;
        _running = check is null
            ? Task.CompletedTask
            : RunAsync(host, process, check, process.Task!.HealthCheck is not null);
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    /// <summary>Looks no more; returns when nothing of it is left.</summary>
    internal async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
    }

    private async Task RunAsync(
        HostParts host, TaskProcess process, TaskCheck check, bool isHealthCheck)
    {
        IHealthProbe probe = HealthProbes.Of(
            check, host.Http,
            line => new CommandProbe(
                host.Supervisor, process.Name.CheckId, SpecOf(host, process, line)));
        HealthChecker checker = new(
            isHealthCheck ? check : check with { ConsecutiveFailures = int.MaxValue },
            probe, TimeProvider.System);
        Channel<HealthEvent> events = Channel.CreateBounded<HealthEvent>(1);
        Task looking = checker.RunAsync(events.Writer, _stop.Token);
        bool? last = null;
        await foreach (HealthEvent seen in events.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            if (seen.KillsTask || last != seen.Result.IsHealthy)
            {
                last = seen.Result.IsHealthy;
                host.Post(new HealthChanged(
                    process.Name.Container, process.Name.Process, seen.Result.IsHealthy)
                {
                    IsFatal = isHealthCheck && seen.KillsTask,
                });
            }
        }

        await looking.ConfigureAwait(false);
    }

    private static CommandSpec SpecOf(HostParts host, TaskProcess process, CommandLine line) =>
        CommandSpec.From(line, "/", host.UserOr(line.User ?? process.Task?.Command?.User)) with
        {
            Stdout = "/dev/null",
            Stderr = "/dev/null",
            Environment = [.. process.Task?.Command?.Environment ?? [], .. line.Environment],
            JoinFiles = host.Groups?.JoinFiles(process.Nested ?? process.Name.Container) ?? [],
        };
}
