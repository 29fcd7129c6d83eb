using System.Diagnostics.Metrics;

namespace Offers.Masters.Metrics;

/// <summary>What the loop counts, for anybody who listens to meters.</summary>
internal sealed class MasterMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    internal const string MeterName = "Offers.Master";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _commands;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _turns;
    private readonly Histogram<double> _syncs;
    private readonly Histogram<double> _rolls;
    private readonly Histogram<long> _batches;
    private long _agents;
    private long _frameworks;
    private long _tasks;
    private long _offers;
    private long _connections;

    /// <summary>Makes the instruments.</summary>
    internal MasterMetrics()
    {
        _commands = _meter.CreateCounter<long>(
            "offers.master.commands", "{command}", "Commands applied, by sort and status.");
        _sent = _meter.CreateCounter<long>(
            "offers.master.instructions", "{instruction}", "Instructions queued for agents.");
        _turns = _meter.CreateCounter<long>(
            "offers.master.turns", "{turn}", "Turns of the loop.");
        _syncs = _meter.CreateHistogram<double>(
            "offers.master.sync.duration", "s", "Time that a sync before messages takes.");
        _rolls = _meter.CreateHistogram<double>(
            "offers.master.snapshot.duration", "s", "Time to write a snapshot.");
        _batches = _meter.CreateHistogram<long>(
            "offers.master.turn.arrivals", "{arrival}", "Things that one turn took.");
        Gauge("agents", "{agent}", "Agents that are registered.", () => _agents);
        Gauge("agent.connections", "{connection}", "Open connections of agents.",
            () => _connections);
        Gauge("frameworks", "{framework}", "Frameworks that are not removed.", () => _frameworks);
        Gauge("tasks", "{task}", "Tasks in the books.", () => _tasks);
        Gauge("offers", "{offer}", "Open offers.", () => _offers);
    }

    /// <summary>The meter, to listen to.</summary>
    internal Meter Meter => _meter;

    /// <summary>A command was applied.</summary>
    internal void Applied(ClusterCommand command, ClusterStatus status) => _commands.Add(
        1,
        new KeyValuePair<string, object?>("command", Words.Of(command)),
        new KeyValuePair<string, object?>("status", Words.Of(status)));

    /// <summary>An instruction was queued.</summary>
    internal void Sent() => _sent.Add(1);

    /// <summary>The disk has what it must have.</summary>
    internal void Synced(TimeSpan length) => _syncs.Record(length.TotalSeconds);

    /// <summary>A new generation has begun.</summary>
    internal void Rolled(TimeSpan length) => _rolls.Record(length.TotalSeconds);

    /// <summary>A turn of the loop is over.</summary>
    internal void Turned(Cluster cluster, int connections, int taken)
    {
        _turns.Add(1);
        _batches.Record(taken);
        Volatile.Write(ref _agents, cluster.AgentCount);
        Volatile.Write(ref _frameworks, cluster.FrameworkCount);
        Volatile.Write(ref _tasks, cluster.TaskCount);
        Volatile.Write(ref _offers, cluster.OpenOfferCount);
        Volatile.Write(ref _connections, connections);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private void Gauge(string name, string unit, string description, Func<long> read) =>
        _meter.CreateObservableGauge($"offers.master.{name}", read, unit, description);
}
