namespace Offers.Simulation.Experiments;

/// <summary>A mapping; keys are scalars, each stands once, their order is kept.</summary>
/// <param name="mark">Where it stood.</param>
internal sealed class YamlMapping(YamlMark mark) : YamlItem(mark)
{
    private readonly OrderedDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Keys in the order of the file, each with the place of the key itself.</summary>
    internal IEnumerable<(string Key, YamlMark Mark)> Keys =>
        _entries.Select(static entry => (entry.Key, entry.Value.Mark));

    internal override int Size => 1 + _entries.Values.Sum(static entry => 1 + entry.Item.Size);

    internal override int Height =>
        1 + _entries.Values.Select(static entry => entry.Item.Height).DefaultIfEmpty().Max();

    internal override string Found => "a mapping";

    /// <summary>The value of a key; null when the key is absent.</summary>
    internal YamlItem? this[string key] =>
        _entries.TryGetValue(key, out Entry entry) ? entry.Item : null;

    /// <summary>Adds a key; false when it is there already.</summary>
    internal bool TryAdd(string key, YamlMark mark, YamlItem item) =>
        _entries.TryAdd(key, new Entry(mark, item));

    /// <summary>Adds a key or replaces its value.</summary>
    internal void Set(string key, YamlMark mark, YamlItem item) =>
        _entries[key] = new Entry(mark, item);

    internal void Remove(string key) => _entries.Remove(key);

    internal override YamlItem Copy()
    {
        YamlMapping copy = new(Mark);
        foreach ((string key, Entry entry) in _entries)
        {
            copy._entries.Add(key, entry with { Item = entry.Item.Copy() });
        }

        return copy;
    }

    private readonly record struct Entry(YamlMark Mark, YamlItem Item);
}
