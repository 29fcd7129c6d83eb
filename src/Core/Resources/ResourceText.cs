using System;
using System.Collections.Generic;
using System.Text;

namespace Offers;

/// <summary>
/// The text form of scalar resources: <c>cpus:4;mem:1024.5</c>. Items are separated by semicolons,
/// blanks around names and values do not count, a decimal point separates decimals in every
/// culture. Values are rounded to thousandths, halves away from zero. Names that the schema lacks
/// are added to it.
/// </summary>
public static class ResourceText
{
    private const int DigitsBeforePoint = 13;

    /// <summary>Reads quantities. A name that stands twice is summed; zeros vanish.</summary>
    /// <exception cref="FormatException">
    /// The text is malformed; the message says at which character, what was found and what was
    /// expected.
    /// </exception>
    /// <exception cref="OverflowException">
    /// A sum exceeds <see cref="ResourceVector.MaxAmount"/>.
    /// </exception>
    public static ResourceVector Parse(string text, ResourceSchema schema)
    {
        ResourceVector sum = default;
        foreach ((string name, long amount, _) in Items(text))
        {
            ResourceKind kind = schema.Add(name, "");
            sum += ResourceVector.Of(kind, amount);
        }

        return sum;
    }

    /// <summary>
    /// Reads limits. Zero is kept; a name that stands twice is an error (as in Mesos).
    /// </summary>
    /// <exception cref="FormatException">The text is malformed or names a kind twice.</exception>
    public static ResourceLimits ParseLimits(string text, ResourceSchema schema)
    {
        ResourceLimits limits = default;
        foreach ((string name, long amount, int position) in Items(text))
        {
            ResourceKind kind = schema.Add(name, "");
            if (limits[kind] is not null)
            {
                throw Bad(position, $"'{name}' a second time", "each name at most once");
            }

            limits = limits.With(kind, amount);
        }

        return limits;
    }

    /// <summary>
    /// Writes quantities in the order of the kinds' names (ordinal), without zeros and without
    /// trailing decimals; the empty text for nothing. <see cref="Parse"/> reads it back to the same
    /// value.
    /// </summary>
    public static string Format(in ResourceVector vector, ResourceSchema schema)
    {
        List<(string Name, long Amount)> items = [];
        for (int i = 0; i < schema.Count; i++)
        {
            ResourceKind kind = new(i);
            if (vector[kind] != 0)
            {
                items.Add((schema.NameOf(kind), vector[kind]));
            }
        }

        return Join(items);
    }

    /// <summary>
    /// Writes limits in the order of the kinds' names; the empty text for no limit.
    /// </summary>
    public static string Format(in ResourceLimits limits, ResourceSchema schema)
    {
        List<(string Name, long Amount)> items = [];
        foreach ((ResourceKind kind, long limit) in limits.Listed())
        {
            items.Add((schema.NameOf(kind), limit));
        }

        return Join(items);
    }

    /// <summary>Writes thousandths as a decimal number: 1 500 is <c>1.5</c>.</summary>
    public static string FormatAmount(long thousandths)
    {
        StringBuilder text = new();
        AppendAmount(text, thousandths);
        return text.ToString();
    }

    private static string Join(List<(string Name, long Amount)> items)
    {
        items.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        StringBuilder text = new();
        foreach ((string name, long amount) in items)
        {
            text.Append(text.Length == 0 ? "" : ";").Append(name).Append(':');
            AppendAmount(text, amount);
        }

        return text.ToString();
    }

    internal static void AppendAmount(StringBuilder text, long thousandths)
    {
        text.Append(thousandths / 1000);
        long decimals = thousandths % 1000;
        if (decimals == 0)
        {
            return;
        }

        text.Append('.').Append((char)('0' + (decimals / 100)));
        if (decimals % 100 != 0)
        {
            text.Append((char)('0' + (decimals / 10 % 10)));
        }

        if (decimals % 10 != 0)
        {
            text.Append((char)('0' + (decimals % 10)));
        }
    }

    /// <summary>
    /// Splits and reads all items before any is used, so that bad text adds no kind.
    /// </summary>
    private static List<(string Name, long Amount, int Position)> Items(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<(string, long, int)> items = [];
        int start = 0;
        while (start < text.Length)
        {
            int end = text.IndexOf(';', start);
            end = end < 0 ? text.Length : end;
            if (!text.AsSpan(start, end - start).Trim().IsEmpty)
            {
                items.Add(Item(text, start, end));
            }

            start = end + 1;
        }

        return items;
    }

    private static (string Name, long Amount, int Position) Item(string text, int start, int end)
    {
        int colon = text.IndexOf(':', start, end - start);
        if (colon < 0)
        {
            throw Bad(start, $"'{text[start..end].Trim()}'", "NAME:VALUE");
        }

        ReadOnlySpan<char> name = text.AsSpan(start, colon - start).Trim();
        if (!ResourceSchema.IsName(name))
        {
            throw Bad(start, $"name '{name}'", "letters, digits, '_', '-' or '.'");
        }

        ReadOnlySpan<char> value = text.AsSpan(colon + 1, end - colon - 1).Trim();
        if (!TryReadAmount(value, out long amount))
        {
            string most = $"{ResourceVector.MaxAmount / 1000}";
            throw Bad(colon + 1, $"value '{value}'", $"a decimal number from 0 to below {most}");
        }

        return (name.ToString(), amount, start);
    }

    /// <summary>
    /// Reads digits with an optional point and decimals into thousandths, exactly.
    /// </summary>
    internal static bool TryReadAmount(ReadOnlySpan<char> text, out long thousandths) =>
        TryReadDecimal(text, out thousandths) && thousandths < ResourceVector.MaxAmount;

    /// <summary>
    /// As <see cref="TryReadAmount"/>, but up to the largest amount itself.
    /// </summary>
    internal static bool TryReadDecimal(ReadOnlySpan<char> text, out long thousandths)
    {
        thousandths = 0;
        int point = text.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? text : text[..point];
        ReadOnlySpan<char> decimals = point < 0 ? default : text[(point + 1)..];
        bool shaped = AreDigits(whole) && AreDigits(decimals)
            && whole.Length + decimals.Length > 0 && (point < 0 || decimals.Length > 0);
        whole = whole.TrimStart('0');
        if (!shaped || whole.Length > DigitsBeforePoint)
        {
            return false;
        }

        foreach (char digit in whole)
        {
            thousandths = (thousandths * 10) + (digit - '0');
        }

        for (int i = 0; i < 3; i++)
        {
            thousandths = (thousandths * 10) + (i < decimals.Length ? decimals[i] - '0' : 0);
        }

        thousandths += decimals.Length > 3 && decimals[3] >= '5' ? 1 : 0;
        return thousandths <= ResourceVector.MaxAmount;
    }

    /// <summary>Reads digits as a whole number of at most 18 digits.</summary>
    internal static bool TryReadWhole(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        ReadOnlySpan<char> digits = text.TrimStart('0');
        if (text.IsEmpty || !AreDigits(text) || digits.Length > 18)
        {
            return false;
        }

        foreach (char digit in digits)
        {
            value = (value * 10) + (digit - '0');
        }

        return true;
    }

    internal static bool AreDigits(ReadOnlySpan<char> text) =>
        text.IndexOfAnyExceptInRange('0', '9') < 0;

    private static FormatException Bad(int position, string found, string expected) =>
        new($"resources, character {position + 1}: found {found}, expected {expected}");
}
