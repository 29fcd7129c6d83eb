using System.Globalization;
using System.Text.RegularExpressions;

namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>Reads the text form of resources and of amounts.</summary>
internal static partial class SlowResourceText
{
    /// <summary>2^50 thousandths.</summary>
    public const long MostThousandths = 1L << 50;

    private const long LastRangeValue = 1L << 53;

    public static SlowResources Resources(string text) =>
        SlowResources.Of(Parts(text).Select(Item));

    /// <summary>Scalars by name; neither roles nor marks.</summary>
    public static IEnumerable<(string Name, long Amount)> Amounts(string text)
    {
        foreach (string part in Parts(text))
        {
            string[] sides = part.Split(':');
            if (sides.Length != 2 || !PlainName().IsMatch(sides[0].Trim()))
            {
                throw new RefusedException($"'{part}' is not NAME:AMOUNT");
            }

            yield return (sides[0].Trim(), Thousandths(sides[1]));
        }
    }

    /// <summary>Rounds to thousandths, halves away from zero.</summary>
    public static long Thousandths(string number)
    {
        bool read = decimal.TryParse(
            number.Trim(),
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out decimal value);
        if (!read || value > MostThousandths / 1000m)
        {
            throw new RefusedException($"'{number}' is no amount");
        }

        return (long)decimal.Round(value * 1000, MidpointRounding.AwayFromZero);
    }

    private static IEnumerable<string> Parts(string text) =>
        text.Split(';').Select(p => p.Trim()).Where(p => p.Length > 0);

    private static SlowItem Item(string part)
    {
        Match match = Shape().Match(part);
        if (!match.Success)
        {
            throw new RefusedException($"'{part}' is no resource");
        }

        SlowItem value = Value(match.Groups["value"].Value.Trim());
        string role = match.Groups["role"].Value;
        bool reserved = match.Groups["role"].Success && role != "*";
        SlowIdentity identity = new(match.Groups["name"].Value, value.Identity.Kind)
        {
            Stack = reserved ? [new(false, SlowRole.Checked(role), null, "")] : [],
            IsRevocable = match.Groups["revocable"].Success,
        };
        return CheckedKind(value with { Identity = identity });
    }

    /// <summary>The well-known names have one kind each.</summary>
    public static SlowItem CheckedKind(SlowItem item)
    {
        SlowKind? known = item.Identity.Name switch
        {
            "cpus" or "mem" or "disk" or "gpus" => SlowKind.Scalar,
            "ports" => SlowKind.Ranges,
            _ => null,
        };
        return known is null || known == item.Identity.Kind
            ? item
            : throw new RefusedException($"{item.Identity.Name} must be {known}");
    }

    /// <summary>A value under a name that does not matter.</summary>
    private static SlowItem Value(string text)
    {
        if (text.StartsWith('[') && text.EndsWith(']'))
        {
            return new SlowItem(new("", SlowKind.Ranges))
            {
                Ranges = SlowItem.Normal(Inside(text).Select(Interval)),
            };
        }

        if (text.StartsWith('{') && text.EndsWith('}'))
        {
            return new SlowItem(new("", SlowKind.Set))
            {
                Members = [.. Inside(text).Distinct().Order(StringComparer.Ordinal)],
            };
        }

        return new SlowItem(new("", SlowKind.Scalar)) { Amount = Thousandths(text) };
    }

    private static IEnumerable<string> Inside(string text) =>
        text[1..^1].Split(',').Select(p => p.Trim()).Where(p => p.Length > 0);

    private static (long First, long Last) Interval(string text)
    {
        string[] ends = text.Split('-');
        return ends.Length == 2 ? Interval(ends[0], ends[1])
            : throw new RefusedException($"'{text}' is no interval");
    }

    public static (long First, long Last) Interval(string first, string last) =>
        long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out long low)
        && long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out long high)
        && low <= high && high <= LastRangeValue
            ? (low, high)
            : throw new RefusedException($"'{first}-{last}' is no interval");

    [GeneratedRegex(@"^[A-Za-z0-9_.\-]+$")]
    private static partial Regex PlainName();

    [GeneratedRegex(
        @"^(?<name>[A-Za-z0-9_.\-]+)\s*(\((?<role>[^()]*)\))?\s*"
        + @"(?<revocable>\{REV\})?\s*:(?<value>.*)$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();
}
