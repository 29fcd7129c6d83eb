namespace Offers.Simulation.Experiments;

/// <summary>A mapping of an experiment file whose keys are all known.</summary>
internal sealed class YamlMap
{
    private readonly YamlMapping _mapping;
    private readonly string _path;

    /// <summary>Checks the keys.</summary>
    /// <exception cref="InputException">
    /// A key is unknown; the nearest known one is named.
    /// </exception>
    internal YamlMap(YamlMapping mapping, KeyLevel keys, string path)
    {
        _mapping = mapping;
        _path = path;
        foreach ((string key, YamlMark mark) in mapping.Keys)
        {
            keys.Require(key, mark, YamlValue.PathOf(path, key));
        }
    }

    internal bool Has(string key) => _mapping[key] is not null;

    /// <summary>The value of a key; null when it is absent.</summary>
    internal YamlValue? Find(string key) => _mapping[key] is { } item
        ? new YamlValue(item, YamlValue.PathOf(_path, key))
        : null;

    /// <summary>The value of a key that has to be there.</summary>
    internal YamlValue Require(string key) => Find(key)
        ?? throw Missing(key, $"the required key '{key}'");

    /// <summary>The only one of some keys that is there.</summary>
    internal string RequireOne(params string[] keys)
    {
        string[] found = [.. keys.Where(Has)];
        return found.Length == 1 ? found[0] : throw new InputException(
            _mapping.Mark.File,
            _mapping.Mark.Line,
            _path,
            found.Length == 0 ? "nothing" : string.Join(" and ", found),
            $"exactly one of the keys {string.Join(", ", keys)}");
    }

    /// <summary>The refusal of an absent key.</summary>
    internal InputException Missing(string key, string expected) => new(
        _mapping.Mark.File,
        _mapping.Mark.Line,
        YamlValue.PathOf(_path, key),
        "nothing",
        expected);
}
