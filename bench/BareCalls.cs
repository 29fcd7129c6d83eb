namespace Offers.Bench;

/// <summary>
/// The least that any master does for the same calls: finds things by name, adds and subtracts
/// amounts, and writes down what to send. No checks, no roles, no states, no filters.
/// </summary>
internal sealed class BareCalls(int agents)
{
    private readonly Dictionary<string, int> _tasks = new(StringComparer.Ordinal);
    private readonly long[] _cpus = new long[agents];
    private readonly long[] _mem = new long[agents];
    private readonly List<string> _sent = [];
    private readonly List<string> _names = [];
    private long _last;

    internal void PrepareAccepts()
    {
        _names.Clear();
        for (int i = 0; i < agents / 2 * ClusterCell.TasksPerOffer; i++)
        {
            _names.Add($"task-{++_last}");
        }
    }

    internal void Accept()
    {
        for (int i = 0; i < _names.Count; i++)
        {
            int agent = i / ClusterCell.TasksPerOffer * 2;
            _tasks.Add(_names[i], agent);
            _cpus[agent] -= 1_000;
            _mem[agent] -= 512_000;
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
        for (int i = 1; i < agents; i += 2)
        {
            sum += _cpus[i];
            _cpus[i] = 16_000;
            _mem[i] = 16_384_000;
        }

        return sum;
    }
}
