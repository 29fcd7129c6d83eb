using System.Diagnostics;
using System.Diagnostics.Metrics;
using Offers.Agents.Containers;

namespace Offers.Agents.Hosting;

/// <summary>What an agent measures of itself, under the meter <c>Offers.Agent</c>.</summary>
internal sealed class AgentMetrics : IDisposable
{
    private readonly Meter _meter = new("Offers.Agent");
    private readonly Counter<long> _started;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _limited;
    private readonly Histogram<double> _syncs;
    private volatile int _liveTasks;
    private volatile int _containers;
    private volatile int _unacknowledged;
    private volatile bool _isRegistered;
    private volatile Func<IEnumerable<(string Container, ContainerUsage Usage)>>? _usages;

    internal AgentMetrics()
    {
        _started = _meter.CreateCounter<long>(
            "offers.agent.processes.started", "{process}", "Processes that ran.");
        _ended = _meter.CreateCounter<long>(
            "offers.agent.processes.ended", "{process}", "Processes that ended, by how.");
        _limited = _meter.CreateCounter<long>(
            "offers.agent.containers.limited", "{container}", "Containers that met a limit.");
        _syncs = _meter.CreateHistogram<double>(
            "offers.agent.sync.duration", "s", "Time until what is to be kept was on disk.");
        _meter.CreateObservableGauge(
            "offers.agent.tasks.live", () => _liveTasks, "{task}", "Tasks that run.");
        _meter.CreateObservableGauge(
            "offers.agent.containers", () => _containers, "{container}", "Containers there are.");
        _meter.CreateObservableGauge(
            "offers.agent.tasks.unacknowledged", () => _unacknowledged, "{task}",
            "Tasks with an update that is not acknowledged.");
        _meter.CreateObservableCounter(
            "offers.agent.container.cpu", () => Each(usage => usage.CpuNanoseconds / 1e9), "s",
            "Processor time that a container has had.");
        _meter.CreateObservableGauge(
            "offers.agent.container.memory", () => Each(usage => usage.MemoryBytes), "By",
            "Memory that a container has, page cache included.");
        _meter.CreateObservableGauge(
            "offers.agent.container.pids", () => Each(usage => usage.Pids), "{process}",
            "Processes and threads in a container.");
        _meter.CreateObservableGauge(
            "offers.agent.registered", () => _isRegistered ? 1 : 0, "{agent}",
            "Whether a master has admitted the agent.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    /// <summary>Says where what containers use is read, when somebody asks.</summary>
    internal void Read(Func<IEnumerable<(string Container, ContainerUsage Usage)>> usages) =>
        _usages = usages;

    private IEnumerable<Measurement<double>> Each(Func<ContainerUsage, double> value) =>
        (_usages?.Invoke() ?? []).Select(one => new Measurement<double>(
            value(one.Usage), new KeyValuePair<string, object?>("container", one.Container)));

    /// <summary>Measures a sync.</summary>
    internal void Synced(Action sync)
    {
        long start = Stopwatch.GetTimestamp();
        sync();
        _syncs.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    /// <summary>Something was applied.</summary>
    internal void Settled(AgentCommand command, Agent agent)
    {
        switch (command)
        {
            case ProcessStarted:
                _started.Add(1);
                break;
            case ProcessEnded ended:
                _ended.Add(1, new KeyValuePair<string, object?>("how",
                    ended.End.StartError is not null ? "not_started"
                    : ended.End.Signal is not null ? "signal"
                    : ended.End.IsGood ? "good"
                    : "status"));
                break;
            case ContainerLimited:
                _limited.Add(1);
                break;
        }

        _liveTasks = agent.LiveTasks;
        _containers = agent.Containers;
        _unacknowledged = agent.UnacknowledgedTasks;
        _isRegistered = agent.IsRegistered;
    }
}
