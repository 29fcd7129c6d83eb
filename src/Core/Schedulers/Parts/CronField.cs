using System;
using System.Numerics;

namespace Offers;

/// <summary>One of the five fields of a cron expression: a set of numbers as bits.</summary>
internal readonly record struct CronField(ulong Bits, bool IsStar)
{
    /// <summary>The numbers that a field may have, and their names if there are any.</summary>
    /// <param name="What">The field's name.</param>
    /// <param name="Low">The least number.</param>
    /// <param name="High">The greatest number.</param>
    /// <param name="Names">Three letters a name, from the least number; empty is none.</param>
    internal readonly record struct Rule(string What, int Low, int High, string Names);

    internal static Rule[] Rules { get; } =
    [
        new("minute", 0, 59, ""),
        new("hour", 0, 23, ""),
        new("day of month", 1, 31, ""),
        new("month", 1, 12, "janfebmaraprmayjunjulaugsepoctnovdec"),
        new("day of week", 0, 7, "sunmontuewedthufrisat"),
    ];

    internal bool Has(int number) => (Bits >> number & 1) != 0;

    /// <summary>The least number of the set from here on; -1 if there is none.</summary>
    internal int From(int number)
    {
        ulong rest = number > 63 ? 0 : Bits >> number << number;
        return rest == 0 ? -1 : BitOperations.TrailingZeroCount(rest);
    }

    /// <summary>
    /// Reads a field: parts between commas, each a star, number or range, maybe with a step.
    /// </summary>
    internal static bool TryRead(
        ReadOnlySpan<char> text, Rule rule, out CronField field, out string error)
    {
        ulong bits = 0;
        field = default;
        foreach (Range part in text.Split(','))
        {
            if (!TryReadPart(text[part], rule, out ulong more))
            {
                error = $"{rule.What} '{text[part]}'";
                return false;
            }

            bits |= more;
        }

        bool isWeek = rule.High == 7;
        bits = isWeek && (bits >> 7 & 1) != 0 ? (bits | 1) & ~(1UL << 7) : bits;
        field = new CronField(bits, text[0] == '*');
        error = "";
        return true;
    }

    private static bool TryReadPart(ReadOnlySpan<char> part, Rule rule, out ulong bits)
    {
        bits = 0;
        int slash = part.IndexOf('/');
        long step = 1;
        if (slash >= 0)
        {
            bool isStep = ResourceText.TryReadWhole(part[(slash + 1)..], out step) && step >= 1;
            if (!isStep)
            {
                return false;
            }

            part = part[..slash];
        }

        if (!TryReadRange(part, rule, slash >= 0, out int low, out int high))
        {
            return false;
        }

        for (long number = low; number <= high; number += Math.Min(step, 64))
        {
            bits |= 1UL << (int)number;
        }

        return true;
    }

    /// <summary>A number with a step goes on to the field's end.</summary>
    private static bool TryReadRange(
        ReadOnlySpan<char> text, Rule rule, bool hasStep, out int low, out int high)
    {
        (low, high) = (rule.Low, rule.High);
        if (text is "*")
        {
            high = rule.High == 7 ? 6 : rule.High;
            return true;
        }

        int dash = text.IndexOf('-');
        if (dash < 0)
        {
            high = rule.High == 7 ? 6 : rule.High;
            bool isNumber = TryReadNumber(text, rule, out low);
            high = hasStep && low <= high ? high : low;
            return isNumber;
        }

        return TryReadNumber(text[..dash], rule, out low)
            && TryReadNumber(text[(dash + 1)..], rule, out high) && low <= high;
    }

    private static bool TryReadNumber(ReadOnlySpan<char> text, Rule rule, out int number)
    {
        number = 0;
        if (text.Length is > 0 and <= 2 && ResourceText.TryReadWhole(text, out long read))
        {
            number = (int)read;
            return number >= rule.Low && number <= rule.High;
        }

        for (int i = 0; text.Length == 3 && i < rule.Names.Length; i += 3)
        {
            if (text.Equals(rule.Names.AsSpan(i, 3), StringComparison.OrdinalIgnoreCase))
            {
                number = rule.Low + (i / 3);
                return true;
            }
        }

        return false;
    }
}
