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
    private readonly HostParts _host;
    private readonly ContainerFacts _facts;
    private readonly TaskProcess _process;
    private Task _running = Task.CompletedTask;
    private TaskCompletionSource? _untaken;

    /// <summary>The checks of a process, if it has any.</summary>
    internal TaskChecks(HostParts host, ContainerFacts facts, TaskProcess process)
    {
        _host = host;
        _facts = facts;
        _process = process;
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

    /// <summary>Begins to look, if there is a check of what may run.</summary>
    internal void Begin()
    {
        if (!_process.WasEnded && CheckOf(_process.Task) is { } check)
        {
            _running = RunAsync(check, _process.Task!.HealthCheck is not null);
        }
    }

    /// <summary>The agent has taken what was last told: there is room for news.</summary>
    internal void Taken() => Interlocked.Exchange(ref _untaken, null)?.TrySetResult();

    /// <summary>Looks no more; returns when nothing of it is left.</summary>
    internal async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
    }

    /// <summary>Never fails: what a check does ends no agent.</summary>
    private async Task RunAsync(TaskCheck check, bool isHealthCheck)
    {
        CancellationToken stop = _stop.Token;
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            HealthChecker checker = new(
                isHealthCheck ? check : check with { ConsecutiveFailures = int.MaxValue },
                new LateProbe(() => ProbeOf(check)), TimeProvider.System);

            // What the agent has no time for is overtaken by what is newer.
            Channel<HealthEvent> events = Channel.CreateBounded<HealthEvent>(
                new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
            Task looking = checker.RunAsync(events.Writer, stop);
            await TellAsync(events.Reader, isHealthCheck, stop)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await looking.ConfigureAwait(false);
        }
        catch (Exception bad)
        {
            HostLog.CheckFailed(
                _host.Log, _process.Name.Container, _process.Name.Process, bad.Message);
        }
    }

    private async Task TellAsync(
        ChannelReader<HealthEvent> events, bool isHealthCheck, CancellationToken stop)
    {
        bool? last = null;
        await foreach (HealthEvent seen in events.ReadAllAsync(stop).ConfigureAwait(false))
        {
            if (seen.KillsTask || last != seen.Result.IsHealthy)
            {
                last = seen.Result.IsHealthy;
                HostLog.Checked(
                    _host.Log, _process.Name.Container, _process.Name.Process,
                    seen.Result.IsHealthy, seen.Result.Detail);
                await PostAsync(seen.Result.IsHealthy, isHealthCheck && seen.KillsTask, stop)
                    .ConfigureAwait(false);
            }
        }
    }

    /// <summary>Tells the agent, and waits until it has taken that.</summary>
    private Task PostAsync(bool isHealthy, bool isFatal, CancellationToken stop)
    {
        TaskCompletionSource taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _untaken, taken);
        _host.Post(new HealthChanged(_process.Name.Container, _process.Name.Process, isHealthy)
        {
            IsFatal = isFatal,
        });
        return taken.Task.WaitAsync(stop);
    }

    private IHealthProbe ProbeOf(TaskCheck check) => HealthProbes.Of(
        check, _host.ProbeHttp,
        line => new CommandProbe(
            _host.Supervisor, $"{_process.Name.CheckId}.{_host.Life}",
            SpecOf(_host, _facts, _process, line),
            _facts.Image is null ? TimeSpan.Zero : ImageGrace));

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

    /// <summary>
    /// Made by the first look that can: what it needs may be missing, or the disk be full.
    /// </summary>
    private sealed class LateProbe(Func<IHealthProbe> make) : IHealthProbe
    {
        private IHealthProbe? _probe;

        public Task<ProbeResult> ProbeAsync(CancellationToken cancellation) =>
            (_probe ??= make()).ProbeAsync(cancellation);
    }
}
