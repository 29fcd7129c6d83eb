namespace Offers.Chaos;

// What the agent wants done.
internal sealed partial class SimulatedMachine
{
    private void Carry(AgentAction action)
    {
        switch (action)
        {
            case SendReport send:
                _outbox!.Add(send.Report);
                break;
            case CreateContainer create:
                Create(create);
                break;
            case ResizeContainer resize:
                Resize(resize);
                break;
            case StartProcess start:
                Start(start);
                break;
            case SignalProcess signal:
                Signal(signal);
                break;
            case DestroyContainer destroy:
                Destroy(destroy);
                break;
            case InstructExecutor order:
                Instruct(order);
                break;
        }
    }

    private void Create(CreateContainer create)
    {
        ChaosFailure.Require(!_containers.ContainsKey(create.Container), "container twice",
            $"{Name} makes {create.Container} twice");
        SimulatedContainer container = new(create.Container) { Size = create.Size.Requests };
        _containers.Add(container.Name, container);
        Reply(_chance.PerMille(10)
            ? new ContainerFailed(container.Name, "nothing could be fetched")
            : new ContainerCreated(container.Name), _chance.Skewed(2));
    }

    private void Resize(ResizeContainer resize)
    {
        if (!_containers.TryGetValue(resize.Container, out SimulatedContainer? container))
        {
            return;
        }
        if (_chance.PerMille(5))
        {
            Reply(new ContainerFailed(resize.Container, "cannot be resized"), _chance.Upto(0.1));
            return;
        }
        container.Size = resize.Size.Requests;
        Reply(new ContainerResized(resize.Container, resize.Resize), _chance.Upto(0.1));
    }

    private void Start(StartProcess start)
    {
        if (!_containers.TryGetValue(start.Container, out SimulatedContainer? container))
        {
            return;
        }
        bool isExecutor = start.Process.Length == 0;
        TaskScript script = start.Task is null
            ? TaskScript.OfExecutor
            : TaskScript.Of(_seed, start.Container, start.Task);
        ChaosFailure.Require(!container.Processes.ContainsKey(start.Process), "started twice",
            $"{Name} starts {start.Process} of {start.Container} twice");
        container.Processes.Add(start.Process, new SimulatedProcess(start.Process, script)
        {
            RunsAt = _now + script.StartDelay,
            EndsAt = _now + script.StartDelay + script.Length,
            StartError = _chance.PerMille(10) ? "no such file" : null,
        });
        if (isExecutor)
        {
            container.ConnectsAt = _chance.PerMille(50)
                ? Timestamp.Never
                : _now + _chance.Skewed(5) + TimeSpan.FromMilliseconds(1);
            return;
        }
        Need(container, start.Task!);
    }

    /// <summary>A container holds what runs in it, before it runs.</summary>
    private void Need(SimulatedContainer container, TaskDescription task)
    {
        container.Needs[task.Name] = task.Resources;
        ResourceSet all = container.Needs.Values.Aggregate(
            ResourceSet.Empty, (sum, need) => sum + need);
        ChaosFailure.Require(container.Size.Contains(all), "grow before start",
            $"{Name} starts {task.Name} in {container.Name} of {container.Size}: {all} for "
            + string.Join(", ", container.Needs.Select(n => $"{n.Key} {n.Value}")));
    }

    private void Signal(SignalProcess signal)
    {
        if (!_containers.TryGetValue(signal.Container, out SimulatedContainer? container)
            || !container.Processes.TryGetValue(signal.Process, out SimulatedProcess? process)
            || process.End is not null || (!signal.IsKill && _chance.PerMille(150)))
        {
            return;
        }
        TimeSpan after = signal.IsKill ? TimeSpan.FromMilliseconds(1) : _chance.Skewed(6);
        process.EndsAt = Earlier(process.EndsAt, _now + after);
        process.RunsAt = Earlier(process.RunsAt, process.EndsAt);
        process.Signal = signal.IsKill ? 9 : 15;
    }

    private void Destroy(DestroyContainer destroy)
    {
        if (!_containers.TryGetValue(destroy.Container, out SimulatedContainer? container))
        {
            Reply(new ContainerDestroyed(destroy.Container), TimeSpan.FromMilliseconds(1));
            return;
        }
        container.GoneAt = _now + _chance.Skewed(3) + TimeSpan.FromMilliseconds(1);
    }
}
