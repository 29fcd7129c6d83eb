using System.Globalization;

namespace Offers.Simulation.Experiments;

/// <summary>
/// Changes an experiment's tree before it is read: <c>cell.shapes[0].count=40</c>. Mappings on the
/// way are made where the file has none; a list's element has to be there. The value null removes a
/// key, so that its default holds. The later of two wins.
/// </summary>
internal static class ExperimentOverrides
{
    private const string Option = "--set";
    private static readonly YamlMark Mark = new(Option, 0);

    internal static void Apply(YamlMapping root, IReadOnlyList<string> overrides)
    {
        foreach (string text in overrides)
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new InputException(Option, 0, "option", text, "PATH=VALUE");
            }

            string path = text[..equals].Trim();
            YamlItem value = YamlTree.Read(Option, text[(equals + 1)..], path, hasLines: false);
            Set(root, path, value);
        }
    }

    private static void Set(YamlMapping root, string path, YamlItem value)
    {
        YamlMapping mapping = root;
        KeyLevel level = ExperimentKeys.Experiment;
        string[] steps = path.Split('.');
        string walked = "";
        for (int i = 0; i < steps.Length; i++)
        {
            (string key, int? index) = Split(steps[i], path);
            walked = YamlValue.PathOf(walked, key);
            level.Require(key, Mark, walked);
            if (i == steps.Length - 1)
            {
                SetLast(mapping, key, index, walked, value);
                return;
            }

            mapping = StepInto(mapping, key, index, level, ref walked);
            level = level.Below(key)!;
        }
    }

    private static void SetLast(
        YamlMapping mapping, string key, int? index, string path, YamlItem value)
    {
        if (index is { } at)
        {
            YamlList list = RequireElement(mapping, key, at, path);
            list.Items[at] = value;
        }
        else if (value is YamlScalar { IsNull: true })
        {
            mapping.Remove(key);
        }
        else
        {
            mapping.Set(key, Mark, value);
        }
    }

    private static YamlMapping StepInto(
        YamlMapping mapping, string key, int? index, KeyLevel level, ref string walked)
    {
        string path = walked;
        if (level.Below(key) is null)
        {
            throw Bad(path, "a key below it", "a path that ends here");
        }

        if (level.IsList(key) != index.HasValue)
        {
            throw Bad(
                path,
                index.HasValue ? "an index" : "no index",
                index.HasValue ? $"{path} without index" : $"an index, such as {path}[0]");
        }

        if (index is { } at)
        {
            walked = YamlValue.PathOf(path, at);
            YamlItem element = RequireElement(mapping, key, at, path).Items[at];
            return element as YamlMapping ?? throw Bad(walked, element.Found, "a mapping");
        }

        if (mapping[key] is null)
        {
            mapping.Set(key, Mark, new YamlMapping(Mark));
        }

        return mapping[key] as YamlMapping
            ?? throw Bad(path, mapping[key]!.Found, "a mapping");
    }

    private static YamlList RequireElement(YamlMapping mapping, string key, int at, string path)
    {
        if (mapping[key] is not YamlList list)
        {
            throw Bad(path, mapping[key]?.Found ?? "nothing", "a list in the file");
        }

        return at < list.Items.Count ? list : throw Bad(
            path,
            string.Create(CultureInfo.InvariantCulture, $"[{at}]"),
            string.Create(CultureInfo.InvariantCulture, $"an index below {list.Items.Count}"));
    }

    /// <summary>Takes <c>roles[1]</c> apart.</summary>
    private static (string Key, int? Index) Split(string step, string path)
    {
        int open = step.IndexOf('[', StringComparison.Ordinal);
        if (open < 0)
        {
            return (step, null);
        }

        int index = 0;
        bool isIndex = step.EndsWith(']') && int.TryParse(
            step.AsSpan(open + 1, step.Length - open - 2),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out index);
        return isIndex
            ? (step[..open], index)
            : throw Bad(path, step, "keys and indexes, such as roles[0].name");
    }

    private static InputException Bad(string path, string found, string expected) =>
        new(Option, 0, path, found, expected);
}
