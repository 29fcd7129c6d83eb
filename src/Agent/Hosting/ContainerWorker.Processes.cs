using Offers.Agents.Containers;
using Offers.Agents.Images;
using Offers.Agents.Processes;

namespace Offers.Agents.Hosting;

/// <content>The processes in the container.</content>
internal sealed partial class ContainerWorker
{
    private static readonly TimeSpan CheckPatience = TimeSpan.FromSeconds(5);

    /// <summary>Starts a process once the container is there.</summary>
    internal void Start(StartProcess start, ContainerLimits? limits)
    {
        TaskProcess process = new(new ProcessName(Name, start.Process), start.Task, _stop)
        {
            Nested = start.IsNested ? $"{Name}/{NestedName(start.Process)}" : null,
        };
        _processes[start.Process] = process;
        Task before = _before;
        string? user = _host.UserOr(start.User);
        if (start.Process.Length == 0)
        {
            Listen(user);
        }

        process.Ended = RunAsync(process, async () =>
        {
            await before.ConfigureAwait(false);
            CommandSpec spec = await PrepareAsync(process, start.Command, user, limits)
                .ConfigureAwait(false);
            process.Unwanted.ThrowIfCancellationRequested();
            ProcessStatus status = await _host.Supervisor.StartAsync(process.Name.Id, spec, _stop)
                .ConfigureAwait(false);
            PreferForKill(status.Pid, limits);
            _host.Post(new ProcessStarted(Name, start.Process));
        });
    }

    /// <summary>A process of a former life of the agent, which runs or has ended.</summary>
    internal void AdoptProcess(string name, TaskDescription? task, bool isNested, bool wasEnded)
    {
        TaskProcess process = new(new ProcessName(Name, name), task, _stop)
        {
            Nested = isNested ? $"{Name}/{NestedName(name)}" : null,
            WasEnded = wasEnded,
        };
        Watch(process);
        _processes[name] = process;
        process.Ended = RunAsync(process, static () => Task.CompletedTask);
    }

    /// <summary>Asks a process to end, or ends it; one that does not run yet never will.</summary>
    internal void Signal(SignalProcess signal)
    {
        if (_processes.TryGetValue(signal.Process, out TaskProcess? process))
        {
            process.CallOff();
            _ = SendWhenItRunsAsync();
        }

        async Task SendWhenItRunsAsync()
        {
            if (await process.Running.Task.ConfigureAwait(false))
            {
                await GuardedAsync(() => SendAsync(process, signal.IsKill)).ConfigureAwait(false);
            }
        }
    }

    private async Task SendAsync(TaskProcess process, bool isKill)
    {
        string? image = _facts?.Image;
        if (isKill && image is not null
            && await _host.Runtimes.Of(image).KillAsync(Name).ConfigureAwait(false))
        {
            return;
        }

        await _host.Supervisor.SignalAsync(
            process.Name.Id, isKill ? Native.SignalKill : Native.SignalTerm,
            toGroup: image is null, _stop).ConfigureAwait(false);
    }

    /// <summary>The agent has taken what a check of a task told.</summary>
    internal void CheckTaken(string task) =>
        _processes.GetValueOrDefault(task)?.Checks?.Taken();

    /// <summary>The agent has the end of a process for good: the supervisor may forget it.
    /// </summary>
    internal void ForgetProcess(string name)
    {
        if (_processes.Remove(name, out TaskProcess? process))
        {
            _ = GuardedAsync(async () =>
            {
                using (process)
                {
                    await process.Ended.ConfigureAwait(false);
                    await _host.Supervisor.ForgetAsync(process.Name.Id, _stop)
                        .ConfigureAwait(false);
                }
            });
        }
    }

    /// <summary>From the start of a process until its end was told.</summary>
    private async Task RunAsync(TaskProcess process, Func<Task> start)
    {
        try
        {
            string? error = await StartErrorOfAsync(process, start).ConfigureAwait(false);
            ProcessEnd end = error is null
                ? await EndOfAsync(process).ConfigureAwait(false)
                : new ProcessEnd { StartError = error };
            await EndNestedAsync(process).ConfigureAwait(false);
            Tell(process, end);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The agent ends, the process does not.
        }
        catch (Exception bad)
        {
            _host.Fail(bad);
        }
        finally
        {
            process.Running.TrySetResult(false);
        }
    }

    /// <summary>Starts it; why it could not be, or null when it runs.</summary>
    private async Task<string?> StartErrorOfAsync(TaskProcess process, Func<Task> start)
    {
        try
        {
            await start().ConfigureAwait(false);
            process.Running.TrySetResult(true);
            return null;
        }
        catch (Exception bad) when (!_stop.IsCancellationRequested)
        {
            // Whatever it is, it is of this task and ends no other.
            TellUnforeseen(bad);
            return bad is OperationCanceledException ? "it was called off" : FaultText.Of(bad);
        }
    }

    /// <summary>Waits for its end, and for the limit that it died of, which is told first.
    /// </summary>
    private async Task<ProcessEnd> EndOfAsync(TaskProcess process)
    {
        ProcessEnd end = EndOf(await CheckedAsync(process).ConfigureAwait(false));
        if (!end.IsGood)
        {
            await LimitFirstAsync(process).ConfigureAwait(false);
        }

        return end;
    }

    /// <summary>Waits for its end, and has its checks run until then.</summary>
    private async Task<ProcessStatus> CheckedAsync(TaskProcess process)
    {
        using TaskChecks checks = new(_host, _facts!, process);
        process.Checks = checks;
        checks.Begin();
        try
        {
            ProcessStatus ended =
                await _host.Supervisor.WaitAsync(process.Name.Id, _stop).ConfigureAwait(false);
            await checks.StopAsync().ConfigureAwait(false);
            return ended;
        }
        catch
        {
            // The agent ends: one that hangs is the business of its next life.
            await checks.StopAsync().WaitAsync(CheckPatience)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
        finally
        {
            process.Checks = null;
        }
    }

    private void Tell(TaskProcess process, in ProcessEnd end)
    {
        process.Running.TrySetResult(false);
        _host.Post(new ProcessEnded(Name, process.Name.Process, end));
    }

    private static ProcessEnd EndOf(ProcessStatus status) => status.End switch
    {
        { Kind: ProcessEndKind.Exited, Code: int code } => new ProcessEnd { ExitStatus = code },
        { Kind: ProcessEndKind.Signaled, Code: int signal } => new ProcessEnd { Signal = signal },
        _ => default,
    };

    /// <summary>How a process that the supervisor told of has ended; null while it runs.</summary>
    internal static ProcessEnd? EndOrNull(ProcessStatus status) =>
        status.End is null ? null : EndOf(status);

    /// <summary>All that a process needs before it is started.</summary>
    private async Task<CommandSpec> PrepareAsync(
        TaskProcess process, CommandLine command, string? user, ContainerLimits? limits)
    {
        ContainerFacts facts = _facts!;
        string sandbox = facts.DirectoryOf(_host.Sandboxes, process);
        _host.Admit(user);
        TaskChecks.Admit(_host, facts, process.Task);
        if (facts.IsGroup && process.Task is not null)
        {
            _host.Sandboxes.CreateTask(facts.Sandbox, process.Name.Process, user);
            foreach (string uri in command.Uris)
            {
                await _host.Fetcher.FetchAsync(
                    FetchText.Parse(uri, user), sandbox, process.Unwanted).ConfigureAwait(false);
            }
        }

        if (process.Nested is { } nested)
        {
            _host.Groups?.Create(nested, limits!);
            Watch(process);
        }

        CommandSpec spec = TaskCommand.Of(_host, facts, process, command, sandbox, user) with
        {
            JoinFiles = _host.Groups?.JoinFiles(process.Nested ?? Name) ?? [],
        };
        if (facts.Image is not { } image)
        {
            return spec;
        }

        string? group = _host.Groups is { } groups ? $"/{groups.Layout.Root}/{Name}" : null;
        return await _host.Runtimes.Of(image).WrapAsync(
            Name, image, spec, command.Value.Length == 0, group, process.Unwanted)
            .ConfigureAwait(false);
    }

    /// <summary>Who may burst is killed before others when the machine itself runs out.</summary>
    private void PreferForKill(int pid, ContainerLimits? limits)
    {
        if (_host.Groups is null || _host.MachineBytes == 0
            || limits?.OomScoreAdjustment(_host.MachineBytes) is not { } score)
        {
            return;
        }

        try
        {
            KernelFile.Write(
                FormattableString.Invariant($"/proc/{pid}/oom_score_adj"),
                FormattableString.Invariant($"{score}"));
        }
        catch (IOException)
        {
            // It has ended already.
        }
    }

    /// <summary>What nobody meant to happen is logged with where it did.</summary>
    private void TellUnforeseen(Exception bad)
    {
        if (bad is not (IOException or UnauthorizedAccessException or GroupException
            or ImageException or OperationCanceledException))
        {
            HostLog.Unforeseen(_host.Log, Name, bad);
        }
    }

    private async Task GuardedAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception bad) when (bad is ProcessStartException or OperationCanceledException
            or ObjectDisposedException)
        {
            // It has ended, or the agent does.
        }
        catch (Exception bad)
        {
            _host.Fail(bad);
        }
    }
}
