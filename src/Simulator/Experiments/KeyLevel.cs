namespace Offers.Simulation.Experiments;

/// <summary>The known keys of one mapping of the format, and what lies below them.</summary>
internal sealed class KeyLevel
{
    private readonly List<string> _keys;
    private readonly Dictionary<string, Child> _children = new(StringComparer.Ordinal);

    internal KeyLevel(params string[] keys) => _keys = [.. keys];

    /// <summary>Keys in the order of the documentation.</summary>
    internal IReadOnlyList<string> Keys => _keys;

    /// <summary>
    /// The mapping below a key, or below each element of its list; null for values.
    /// </summary>
    internal KeyLevel? Below(string key) =>
        _children.TryGetValue(key, out Child child) ? child.Level : null;

    /// <summary>Whether the mappings below a key stand in a list.</summary>
    internal bool IsList(string key) =>
        _children.TryGetValue(key, out Child child) && child.IsList;

    internal KeyLevel And(params string[] keys)
    {
        _keys.AddRange(keys);
        return this;
    }

    internal KeyLevel AndMapping(string key, KeyLevel below) => Add(key, below, isList: false);

    internal KeyLevel AndList(string key, KeyLevel below) => Add(key, below, isList: true);

    /// <summary>Refuses a key that is not of this level.</summary>
    internal void Require(string key, YamlMark mark, string path)
    {
        if (!_keys.Contains(key, StringComparer.Ordinal))
        {
            throw new InputException(
                mark.File, mark.Line, path, key, $"a known key{Nearest.Hint(key, _keys)}");
        }
    }

    private KeyLevel Add(string key, KeyLevel below, bool isList)
    {
        _keys.Add(key);
        _children.Add(key, new Child(below, isList));
        return this;
    }

    private readonly record struct Child(KeyLevel Level, bool IsList);
}
