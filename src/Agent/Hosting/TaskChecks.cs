using System.Threading.Channels;
using Offers.Agents.Images;
using Offers.Agents.Processes;

namespace Offers.Agents.Hosting;

/// <summary>
/// Looks at a running task as its checks say, and tells the agent what has changed. A health check
/// counts for itself; a plain check only reports, and only of a task without a health check.
/// </summary>
internal sealed class TaskChecks : IDisposable
{
    // A runtime that is asked to end passes that on; one that is killed cannot.
    private static readonly TimeSpan ImageGrace = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    /// <summary>Begins to look, if there is a check.</summary>
    internal TaskChecks(HostParts host, ContainerFacts facts, TaskProcess process)
    {
        TaskCheck? check = CheckOf(process.Task);
        _running = check is null
            ? Task.CompletedTask
            : RunAsync(host, facts, process, check, process.Task!.HealthCheck is not null);
    }

    /// <summary>Refuses a check that cannot be run, or not as the user that it names.</summary>
    /// <exception cref="IOException">It cannot; the message says why.</exception>
    internal static void Admit(HostParts host, ContainerFacts facts, TaskDescription? task)
    {
        if (CheckOf(task) is not { Kind: CheckKind.Command } check)
        {
            return;
        }

        host.Admit(check.Command?.User);
        if (facts.Image is { } image && !host.Runtimes.Of(image).RunsChecks)
        {
            throw new ImageException(
                $"image '{image}': expected a check over HTTP or TCP, found one by a command, "
                + "which cannot be run in a container of an engine");
        }
    }

    /// <summary>What counts of a task's checks; null if it has none.</summary>
    private static TaskCheck? CheckOf(TaskDescription? task) => task?.HealthCheck ?? task?.Check;

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    /// <summary>Looks no more; returns when nothing of it is left.</summary>
    internal async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
    }

    private async Task RunAsync(
        HostParts host, ContainerFacts facts, TaskProcess process, TaskCheck check,
        bool isHealthCheck)
    {
        IHealthProbe probe = HealthProbes.Of(
            check, host.ProbeHttp,
            line => new CommandProbe(
                host.Supervisor, $"{process.Name.CheckId}.{host.Life}",
                SpecOf(host, facts, process, line),
                facts.Image is null ? TimeSpan.Zero : ImageGrace));
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

    /// <summary>It runs as the task does: as its user, where it is, with what it knows.</summary>
    private static CommandSpec SpecOf(
        HostParts host, ContainerFacts facts, TaskProcess process, CommandLine line)
    {
        TaskDescription task = process.Task!;
        string? user = line.User ?? task.Command?.User ?? facts.Framework.User;
        CommandLine whole = line with
        {
            Environment = [.. task.Command?.Environment ?? [], .. line.Environment],
        };
        CommandSpec spec = TaskCommand.Of(
            host, facts, process, whole, facts.DirectoryOf(host.Sandboxes, process),
            host.UserOr(user)) with
        {
            Stdout = "/dev/null",
            Stderr = "/dev/null",
            OutputBound = 0,
            JoinFiles = host.Groups?.JoinFiles(process.Nested ?? process.Name.Container) ?? [],
        };
        return facts.Image is { } image
            ? host.Runtimes.Of(image).WrapCheck(process.Name.Container, image, spec)
            : spec;
    }
}
