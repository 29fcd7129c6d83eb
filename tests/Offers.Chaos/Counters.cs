namespace Offers.Chaos;

/// <summary>How often everything happened, for the report and for the test of coverage.</summary>
internal sealed class Counters
{
    private readonly Dictionary<(string Group, string Name), long> _counts = [];

    public void Add(string group, string name, long count = 1) =>
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(
            _counts, (group, name), out _) += count;

    public long this[string group, string name] => _counts.GetValueOrDefault((group, name));

    public long Sum(string group) =>
        _counts.Where(c => c.Key.Group == group).Sum(c => c.Value);

    public void Add(Counters other)
    {
        foreach (((string group, string name), long count) in other._counts)
        {
            Add(group, name, count);
        }
    }

    public IEnumerable<string> Groups =>
        _counts.Keys.Select(k => k.Group).Distinct().Order(StringComparer.Ordinal);

    public IEnumerable<(string Name, long Count)> In(string wanted) =>
        from count in _counts
        where count.Key.Group == wanted
        orderby count.Key.Name
        select (count.Key.Name, count.Value);
}
