using Offers.Agents.Containers;
using Offers.Agents.Processes;

namespace Offers.Agents.Hosting;

/// <content>What follows once a command is kept and carried out.</content>
internal sealed partial class AgentHost
{
    private static readonly TimeSpan SupervisorPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SupervisorLook = TimeSpan.FromMilliseconds(5);

    /// <summary>What can be let go of, now that the agent has a command for good.</summary>
    private void Settle(AgentCommand command)
    {
        switch (command)
        {
            case ProcessEnded ended:
                HostLog.Ended(_parts.Log, ended.Container, ended.Process, ended.End);
                WorkerOf(ended.Container).ForgetProcess(ended.Process);
                Show(ended.Container);
                break;
            case ContainerCreated created:
                Show(created.Container);
                break;
            case ContainerResized resized:
                Show(resized.Container);
                break;
            case ExecutorReported reported:
                _workers.GetValueOrDefault(reported.Container)?.Taken();
                break;
            case HealthChanged changed:
                _workers.GetValueOrDefault(changed.Container)?.CheckTaken(changed.Task);
                break;
            case ContainerLimited limited:
                HostLog.Limited(_parts.Log, limited.Container, limited.Message);
                break;
            case ContainerDestroyed destroyed:
                if (_workers.Remove(destroyed.Container, out ContainerWorker? gone))
                {
                    _settings.ContainerChanged?.Invoke(gone.View(isGone: true));
                    gone.Dispose();
                }

                break;
            case InstructionArrived arrived:
                _link!.Taken();
                if (arrived.Instruction is AgentRefused refused)
                {
                    HostLog.Refused(_parts.Log, refused.Status);
                }

                break;
            case MasterConnected:
                _link!.Began();
                break;
            case MasterDisconnected:
                _link!.Ended();
                break;
        }

        _metrics.Settled(command, _agent);
    }

    /// <summary>Ends are waited for one by one; that the supervisor is lost is told here.</summary>
    private async Task DrainEventsAsync()
    {
        try
        {
            await foreach (ProcessStatus _ in _parts.Supervisor.Events.ReadAllAsync()
                .ConfigureAwait(false))
            {
            }
        }
        catch (IOException bad)
        {
            Fail(bad);
        }
    }

    /// <summary>Old sandboxes and images are looked after; what fails there is told at once.
    /// </summary>
    private async Task CareAsync()
    {
        try
        {
            await _care.RunAsync(_parts.Runtimes, _stop.Token).ConfigureAwait(false);
        }
        catch (Exception bad)
        {
            Fail(bad);
        }
    }

    /// <summary>What containers use now, from any thread; those that go meanwhile are left out.
    /// </summary>
    private IEnumerable<(string Container, ContainerUsage Usage)> Usages()
    {
        foreach (string name in _parts.Groups?.List() ?? [])
        {
            ContainerUsage usage;
            try
            {
                usage = _parts.Groups!.Usage(name);
            }
            catch (GroupException)
            {
                continue;
            }

            yield return (name, usage);
        }
    }

    private void Show(string container)
    {
        if (_settings.ContainerChanged is { } changed)
        {
            changed(WorkerOf(container).View(isGone: false));
        }
    }

    /// <summary>
    /// The agent has left: what it last said goes out, and the supervisor ends as nothing is held.
    /// </summary>
    private async Task LeaveNothingAsync()
    {
        await _link!.CloseAsync().ConfigureAwait(false);
        foreach (ProcessStatus status in await _parts.Supervisor.ListAsync(_stop.Token)
            .ConfigureAwait(false))
        {
            await _parts.Supervisor.EndAsync(status.Id, TimeSpan.Zero, _stop.Token)
                .ConfigureAwait(false);
            await _parts.Supervisor.ForgetAsync(status.Id, _stop.Token).ConfigureAwait(false);
        }

        int supervisor = _parts.Supervisor.SupervisorPid;
        ulong started = ProcFiles.StartOf(supervisor);
        await _parts.Supervisor.StopWhenEmptyAsync(_stop.Token).ConfigureAwait(false);

        // A client that lives would start another one.
        await _parts.Supervisor.DisposeAsync().ConfigureAwait(false);
        long asked = TimeProvider.System.GetTimestamp();
        while (ProcFiles.IsRunning(supervisor, started)
            && TimeProvider.System.GetElapsedTime(asked) < SupervisorPatience)
        {
            await Task.Delay(SupervisorLook, _stop.Token).ConfigureAwait(false);
        }
    }
}
