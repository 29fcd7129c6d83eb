using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>Reads the values of attributes.</summary>
internal static class AttributeText
{
    private static readonly string[] NotFinite = ["nan", "inf", "infinity"];

    /// <summary>Reads a value of the text form, whose look decides its sort.</summary>
    internal static AttributeValue Read(ReadOnlySpan<char> text, string where)
    {
        ReadOnlySpan<char> unsigned = text.TrimStart("+-");
        foreach (string word in NotFinite)
        {
            if (unsigned.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                throw JsonShape.Bad(where, $"'{text}'", "a finite number");
            }
        }

        DecimalText.Outcome outcome = DecimalText.Read(text, out _);
        return outcome == DecimalText.Outcome.NotANumber
            ? ReadText(text.ToString(), where)
            : ReadNumber(text, where);
    }

    internal static AttributeValue ReadNumber(ReadOnlySpan<char> text, string where) =>
        DecimalText.Read(text, out long thousandths) == DecimalText.Outcome.Read
        ? AttributeValue.OfScalar(thousandths)
        : throw JsonShape.Bad(
            where, $"'{text}'", $"a number within {ResourceVector.MaxAmount / 1000}");

    /// <summary>Reads a text, or ranges when it begins with a bracket.</summary>
    internal static AttributeValue ReadText(string text, string where)
    {
        if (text.StartsWith('['))
        {
            return ReadRanges(text, where);
        }

        return AttributeValue.IsText(text)
            ? AttributeValue.OfText(text)
            : throw JsonShape.Bad(
                where, $"'{text}'", "a text without blanks around it, a number or [LOW-HIGH,...]");
    }

    private static AttributeValue ReadRanges(string text, string where)
    {
        if (!text.EndsWith(']'))
        {
            throw BadRanges(text, where);
        }

        List<AttributeRange> ranges = [];
        ReadOnlySpan<char> inner = text.AsSpan(1, text.Length - 2);
        foreach (Range part in inner.Split(','))
        {
            ReadOnlySpan<char> range = inner[part];
            int dash = range.IndexOf('-');
            if (dash < 0
                || !TryReadWhole(range[..dash].Trim(), out long low)
                || !TryReadWhole(range[(dash + 1)..].Trim(), out long high)
                || !AttributeValue.IsRange(new AttributeRange(low, high)))
            {
                throw BadRanges(text, where);
            }

            ranges.Add(new AttributeRange(low, high));
        }

        return AttributeValue.OfRanges(ranges);
    }

    private static bool TryReadWhole(ReadOnlySpan<char> text, out long number)
    {
        number = 0;
        foreach (char c in text)
        {
            if (!char.IsAsciiDigit(c) || number > AttributeValue.MaxRangeNumber)
            {
                return false;
            }

            number = (number * 10) + (c - '0');
        }

        return !text.IsEmpty;
    }

    private static FormatException BadRanges(string text, string where) => JsonShape.Bad(
        where, $"'{text}'",
        $"[LOW-HIGH,...] of whole numbers within 0 to {AttributeValue.MaxRangeNumber}");
}
