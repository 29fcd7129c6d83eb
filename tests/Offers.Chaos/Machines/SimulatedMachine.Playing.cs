namespace Offers.Chaos;

// What happens by itself.
internal sealed partial class SimulatedMachine
{
    private static Timestamp NextOf(SimulatedContainer container)
    {
        Timestamp next = Earlier(container.GoneAt, container.ConnectsAt);
        foreach (SimulatedProcess process in container.Processes.Values)
        {
            next = Earlier(next, process.NextStep);
        }
        foreach (SimulatedProcess task in container.Tasks.Values)
        {
            next = Earlier(next, task.NextStep);
        }
        return next;
    }

    private void Play(Timestamp now, List<AgentReport> outbox)
    {
        while (!HasDied && _replies.TryPeek(out _, out (long Due, long Order) at)
            && at.Due <= now.Ticks)
        {
            Apply(_replies.Dequeue(), now, outbox);
        }
        foreach (SimulatedContainer container in _containers.Values.ToArray())
        {
            if (!HasDied && NextOf(container) <= now)
            {
                Play(container, now, outbox);
            }
        }
    }

    private void Play(SimulatedContainer container, Timestamp now, List<AgentReport> outbox)
    {
        List<AgentCommand> news = [];
        Step(container, now, news);
        foreach (AgentCommand command in news)
        {
            if (!HasDied)
            {
                Apply(command, now, outbox);
            }
        }
    }

    /// <summary>While no agent looks: what it would be told is found later.</summary>
    /// <returns>The limit that it met meanwhile; null if it met none.</returns>
    private ContainerLimited? PlayAlone(SimulatedContainer container, Timestamp now)
    {
        List<AgentCommand> news = [];
        container.IsConnected = false;
        container.GoneAt = Timestamp.Never;
        container.ConnectsAt = Timestamp.Never;
        Step(container, now, news);
        if (container.Processes.TryGetValue("", out SimulatedProcess? executor)
            && executor.End is null && _chance.PerMille(800))
        {
            container.ConnectsAt = now + _chance.Skewed(1.5) + TimeSpan.FromMilliseconds(1);
        }
        return news.OfType<ContainerLimited>().FirstOrDefault();
    }

    private void Step(SimulatedContainer container, Timestamp now, List<AgentCommand> news)
    {
        foreach (SimulatedProcess process in container.Processes.Values)
        {
            Step(container, process, now, news);
        }
        foreach (SimulatedProcess task in container.Tasks.Values.ToArray())
        {
            StepTask(container, task, now, news);
        }
        if (container.ConnectsAt <= now)
        {
            container.ConnectsAt = Timestamp.Never;
            container.IsConnected = true;
            news.Add(new ExecutorConnected(container.Name));
            news.AddRange(container.Reports);
        }
        if (container.GoneAt <= now)
        {
            _containers.Remove(container.Name);
            news.AddRange(container.Processes.Values.Where(p => p.End is null).Select(
                p => new ProcessEnded(container.Name, p.Name, new ProcessEnd { Signal = 9 })));
            news.Add(new ContainerDestroyed(container.Name));
        }
    }

    private static void Step(
        SimulatedContainer container, SimulatedProcess process, Timestamp now,
        List<AgentCommand> news)
    {
        if (process is { End: null, IsRunning: false } && process.RunsAt <= now)
        {
            process.IsRunning = true;
            if (process.StartError is not null)
            {
                process.EndsAt = process.RunsAt;
            }
            else
            {
                news.Add(new ProcessStarted(container.Name, process.Name));
            }
        }
        if (process is { End: null, IsRunning: true } && process.EndsAt <= now)
        {
            bool isLimit = process is { Signal: null, StartError: null, Name: not "" }
                && process.Script.Reason == TaskReason.ContainerLimitationMemory;
            if (isLimit)
            {
                news.Add(new ContainerLimited(
                    container.Name, TaskReason.ContainerLimitationMemory, "too much memory"));
            }
            process.End = process.StartError is not null
                ? new ProcessEnd { StartError = process.StartError }
                : process.Signal is int signal ? new ProcessEnd { Signal = signal }
                : isLimit ? new ProcessEnd { Signal = 9 }
                : new ProcessEnd { ExitStatus = process.Script.IsGood ? 0 : 3 };
            container.Needs.Remove(process.Name);
            news.Add(new ProcessEnded(container.Name, process.Name, process.End.Value));
        }
    }
}
