using System.Globalization;
using System.Text.RegularExpressions;

namespace Offers.Simulation.Experiments;

/// <summary>
/// A value of an experiment file with its path, and the ways to read it strictly.
/// </summary>
/// <param name="Item">The value.</param>
/// <param name="Path">Where it stands in the file, as messages say it.</param>
internal readonly partial record struct YamlValue(YamlItem Item, string Path)
{
    /// <summary>The longest name of an experiment, a role or a framework.</summary>
    internal const int LongestName = 64;

    internal static string PathOf(string path, string key) =>
        path.Length == 0 ? key : $"{path}.{key}";

    internal static string PathOf(string path, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    /// <summary>A text that is not empty and that YAML takes for nothing else.</summary>
    internal string Text(string expected = "a text")
    {
        if (Item is not YamlScalar scalar || scalar.IsNull || scalar.Value.Length == 0)
        {
            throw Bad(expected);
        }

        return scalar.IsText ? scalar.Value : throw Bad($"{expected}, in quotes");
    }

    /// <summary>A text of letters, digits, '-' and '_'.</summary>
    internal string Name()
    {
        const string Expected = "1 to 64 letters, digits, '-' and '_'";
        string name = Text(Expected);
        return name.Length <= LongestName && name.All(IsNameLetter) ? name : throw Bad(Expected);
    }

    /// <summary>One of some words.</summary>
    internal string Word(string what, IReadOnlyList<string> known)
    {
        string expected = $"a known {what}";
        string word = Text(expected);
        return known.Contains(word, StringComparer.Ordinal)
            ? word
            : throw Bad(expected + Nearest.Hint(word, known));
    }

    /// <summary>A finite number in a range, both ends included.</summary>
    internal double Number(double min, double max)
    {
        bool isNumber = Item is YamlScalar { IsPlain: true } scalar
            && DecimalNumber().IsMatch(scalar.Value);
        double number = isNumber ? double.Parse(
            ((YamlScalar)Item).Value, NumberStyles.Float, CultureInfo.InvariantCulture) : 0;
        return isNumber && number >= min && number <= max
            ? number + 0.0
            : throw Bad(string.Create(
                CultureInfo.InvariantCulture, $"a number from {min} to {max}"));
    }

    /// <summary>A whole number in a range, both ends included.</summary>
    internal long Whole(long min, long max)
    {
        return Item is YamlScalar { IsPlain: true } scalar
            && long.TryParse(
                scalar.Value,
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out long number)
            && number >= min && number <= max
            ? number
            : throw Bad(string.Create(
                CultureInfo.InvariantCulture, $"a whole number from {min} to {max}"));
    }

    /// <summary><c>true</c> or <c>false</c>, and no other spelling.</summary>
    internal bool Flag() => Item switch
    {
        YamlScalar { IsPlain: true, Value: "true" } => true,
        YamlScalar { IsPlain: true, Value: "false" } => false,
        _ => throw Bad("true or false"),
    };

    /// <summary>A mapping whose keys are all known.</summary>
    internal YamlMap Map(KeyLevel keys) => Item is YamlMapping mapping
        ? new YamlMap(mapping, keys, Path)
        : throw Bad("a mapping");

    /// <summary>The elements of a list.</summary>
    internal List<YamlValue> Items(bool mayBeEmpty = false)
    {
        string expected = mayBeEmpty ? "a list" : "a list with at least one element";
        if (Item is not YamlList list)
        {
            throw Bad(expected);
        }

        List<YamlValue> values = new(list.Items.Count);
        foreach (YamlItem item in list.Items)
        {
            values.Add(new YamlValue(item, PathOf(Path, values.Count)));
        }

        return values.Count > 0 || mayBeEmpty ? values : throw Bad("an empty list", expected);
    }

    /// <summary>Reads every element and refuses a second one of the same value.</summary>
    internal List<T> Distinct<T>(Func<YamlValue, T> read, string what, bool mayBeEmpty = false)
    {
        List<T> values = [];
        HashSet<T> seen = [];
        foreach (YamlValue item in Items(mayBeEmpty))
        {
            values.Add(read(item));
            if (!seen.Add(values[^1]))
            {
                throw item.Bad($"{item.Item.Found} a second time", $"each {what} once");
            }
        }

        return values;
    }

    /// <summary>
    /// Resources as text, for <paramref name="count"/> of which the allocator's range has to
    /// suffice.
    /// </summary>
    internal string Resources(long count = 1)
    {
        string text = Text("resources, such as cpus:4;mem:1024");
        try
        {
            ResourceSchema schema = ResourceSchema.CreateStandard();
            ResourceVector amounts = ResourceText.Parse(text, schema);
            _ = amounts.Scale(count);
            return amounts.IsZero ? throw Bad("at least one amount above 0") : text;
        }
        catch (FormatException e)
        {
            throw Bad($"resources, such as cpus:4;mem:1024 ({e.Message})");
        }
        catch (OverflowException e)
        {
            throw Bad($"smaller amounts ({e.Message})");
        }
    }

    /// <summary>The refusal of this value.</summary>
    internal InputException Bad(string expected) => Bad(Item.Found, expected);

    /// <inheritdoc cref="Bad(string)"/>
    internal InputException Bad(string found, string expected) =>
        new(Item.Mark.File, Item.Mark.Line, Path, found, expected);

    private static bool IsNameLetter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';

    [GeneratedRegex(
        @"\A[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex DecimalNumber();
}
