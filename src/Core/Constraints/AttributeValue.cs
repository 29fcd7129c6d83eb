using System;
using System.Collections.Generic;
using System.Text;

namespace Offers;

/// <summary>
/// The value of an attribute: a text, a number or ranges of whole numbers. Immutable, equal by
/// content.
/// </summary>
public sealed class AttributeValue : IEquatable<AttributeValue>
{
    /// <summary>The largest number in a range: 2^53, exact in every JSON reader.</summary>
    public const long MaxRangeNumber = 1L << 53;

    private readonly AttributeRange[] _ranges;

    private AttributeValue(
        AttributeValueType type, string text, long thousandths, AttributeRange[] ranges)
    {
        Type = type;
        Text = text;
        Thousandths = thousandths;
        _ranges = ranges;
    }

    /// <summary>Which of the three sorts it is.</summary>
    public AttributeValueType Type { get; }

    /// <summary>The text; empty unless it is a text.</summary>
    public string Text { get; }

    /// <summary>The number in thousandths; may be negative; 0 unless it is a scalar.</summary>
    public long Thousandths { get; }

    /// <summary>The ranges, ascending, apart by at least one; none unless it is ranges.</summary>
    public IReadOnlyList<AttributeRange> Ranges => _ranges;

    /// <summary>A text.</summary>
    /// <param name="text">
    /// Not empty; neither begins nor ends with white space, nor begins with <c>[</c> or <c>{</c>,
    /// which announce ranges and sets.
    /// </param>
    /// <exception cref="ArgumentException">The text is none of these.</exception>
    public static AttributeValue OfText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsText(text)
            ? new AttributeValue(AttributeValueType.Text, text, 0, [])
            : throw new ArgumentException(
                $"found attribute text '{text}', expected one that is not empty, has no blanks "
                + "around and begins with neither '[' nor '{'", nameof(text));
    }

    /// <summary>A number.</summary>
    /// <param name="thousandths">
    /// Within plus and minus <see cref="ResourceVector.MaxAmount"/>.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The number is larger.</exception>
    public static AttributeValue OfScalar(long thousandths)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(thousandths, ResourceVector.MaxAmount);
        ArgumentOutOfRangeException.ThrowIfLessThan(thousandths, -ResourceVector.MaxAmount);
        return new AttributeValue(AttributeValueType.Scalar, "", thousandths, []);
    }

    /// <summary>
    /// Ranges of whole numbers; those that overlap or touch become one. O(n log n).
    /// </summary>
    /// <param name="ranges">
    /// At least one; each 0 &lt;= low &lt;= high &lt;= <see cref="MaxRangeNumber"/>.
    /// </param>
    /// <exception cref="ArgumentException">There is no range, or one is out of bounds.</exception>
    public static AttributeValue OfRanges(IReadOnlyList<AttributeRange> ranges)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        List<AttributeRange> sorted = new(ranges);
        sorted.Sort(static (a, b) => a.Low != b.Low
            ? a.Low.CompareTo(b.Low)
            : a.High.CompareTo(b.High));
        if (sorted.Count == 0 || sorted.Exists(static range => !IsRange(range)))
        {
            throw new ArgumentException(
                $"expected ranges within 0 to {MaxRangeNumber}, low ends first", nameof(ranges));
        }

        return new AttributeValue(AttributeValueType.Ranges, "", 0, Joined(sorted));
    }

    /// <summary>Equal sort and content.</summary>
    public bool Equals(AttributeValue? other) =>
        other is not null && Type == other.Type && Thousandths == other.Thousandths
        && string.Equals(Text, other.Text, StringComparison.Ordinal)
        && _ranges.AsSpan().SequenceEqual(other._ranges);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AttributeValue);

    /// <summary>A hash of the content, the same in every process.</summary>
    public override int GetHashCode()
    {
        StableHash hash = default;
        hash.Add((int)Type);
        hash.Add(Text);
        hash.Add(Thousandths);
        foreach (AttributeRange range in _ranges)
        {
            hash.Add(range.Low);
            hash.Add(range.High);
        }

        return (int)hash.Value;
    }

    /// <summary>As in the text form: <c>r1</c>, <c>1.5</c>, <c>[1-17,20-30]</c>.</summary>
    public override string ToString() => Type switch
    {
        AttributeValueType.Text => Text,
        AttributeValueType.Scalar => DecimalText.Format(Thousandths),
        _ => RangesText(),
    };

    internal static bool IsText(string text) =>
        text.Length > 0 && text[0] is not ('[' or '{')
        && !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1]);

    internal static bool IsRange(AttributeRange range) =>
        range.Low >= 0 && range.Low <= range.High && range.High <= MaxRangeNumber;

    private static AttributeRange[] Joined(List<AttributeRange> sorted)
    {
        List<AttributeRange> joined = [];
        foreach (AttributeRange range in sorted)
        {
            if (joined.Count > 0 && range.Low <= joined[^1].High + 1)
            {
                AttributeRange last = joined[^1];
                joined[^1] = last with { High = Math.Max(last.High, range.High) };
            }
            else
            {
                joined.Add(range);
            }
        }

        return joined.ToArray();
    }

    private string RangesText()
    {
        StringBuilder text = new("[");
        foreach (AttributeRange range in _ranges)
        {
            text.Append(text.Length > 1 ? "," : "").Append(range.Low).Append('-')
                .Append(range.High);
        }

        return text.Append(']').ToString();
    }
}
