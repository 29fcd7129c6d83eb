namespace Offers.Bench;

/// <summary>
/// The least that any master does for the same calls: finds things by name, adds and subtracts
/// amounts, and writes down what to send. No checks, no roles, no states, no filters.
/// </summary>
internal sealed class BareCalls
{
    private const int Calls = ClusterCell.CallsPerTurn;
    private const int Tasks = Calls * ClusterCell.TasksPerOffer;

    private readonly Dictionary<string, int> _tasks = new(StringComparer.Ordinal);
    private readonly List<string> _sent = [];
    private readonly List<string> _names = [];
    private readonly long[] _cpus;
    private readonly long[] _mem;
    private long _last;
    private long _updated;
    private long _acknowledged;
    private int _agent;

    internal BareCalls(int agents)
    {
        _cpus = new long[agents];
        _mem = new long[agents];
        while (_last < ClusterCell.RunningTasks + ClusterCell.EndedTasks)
        {
            PrepareAccepts();
            Accept();
        }

        _updated = ClusterCell.EndedTasks;
    }

    internal void PrepareAccepts() => Name(ref _last);

    internal void PrepareUpdates() => Name(ref _updated);

    internal void PrepareAcknowledgements() => Name(ref _acknowledged);

    internal void Accept()
    {
        for (int i = 0; i < _names.Count; i++)
        {
            _agent = i % ClusterCell.TasksPerOffer == 0 ? (_agent + 1) % _cpus.Length : _agent;
            _tasks.Add(_names[i], _agent);
            _cpus[_agent] -= 1_000;
            _mem[_agent] -= 512_000;
            _sent.Add(_names[i]);
        }

        _sent.Clear();
    }

    internal void Update()
    {
        foreach (string name in _names)
        {
            int agent = _tasks[name];
            _cpus[agent] += 1_000;
            _mem[agent] += 512_000;
            _sent.Add(name);
        }

        _sent.Clear();
    }

    internal void Acknowledge()
    {
        foreach (string name in _names)
        {
            _tasks.Remove(name);
            _sent.Add(name);
        }

        _sent.Clear();
    }

    internal long Decline()
    {
        long sum = 0;
        for (int i = 0; i < Calls; i++)
        {
            _agent = (_agent + 1) % _cpus.Length;
            sum += _cpus[_agent];
            _cpus[_agent] = 16_000;
            _mem[_agent] = 16_384_000;
        }

        return sum;
    }

    private void Name(ref long number)
    {
        _names.Clear();
        for (int i = 0; i < Tasks; i++)
        {
            _names.Add($"task-{++number}");
        }
    }
}
