using System;
using System.Text.Json;

namespace Offers;

/// <summary>Reads durations, counts and amounts out of fields, exactly.</summary>
internal static class FieldNumbers
{
    /// <summary>Decimals of a second that one tick of 100 nanoseconds can tell apart.</summary>
    internal const int TickDecimals = 7;

    /// <summary>Decimals of an amount or a weight.</summary>
    internal const int AmountDecimals = 3;

    /// <summary>
    /// Takes seconds of either sign, rounded to the nearest tick; null when they are missing. What
    /// no <see cref="TimeSpan"/> can hold is cut to the longest one (a refusal beyond a year means
    /// a year anyway, MESOS-7660).
    /// </summary>
    internal static TimeSpan? Duration(this FieldReader fields, string field)
    {
        if (!fields.TryTake(field, out JsonElement value))
        {
            return null;
        }

        string where = fields.At(field);
        JsonShape.Expect(value, JsonValueKind.Number, where, "seconds");
        ExactNumber.Read(value.GetRawText(), TickDecimals, long.MaxValue, out long ticks);
        return new TimeSpan(ticks);
    }

    /// <summary>Takes seconds from the least duration on; null when they are missing.</summary>
    internal static TimeSpan? DurationFrom(this FieldReader fields, string field, TimeSpan least)
    {
        TimeSpan? duration = fields.Duration(field);
        if (duration < least || duration == TimeSpan.MaxValue)
        {
            fields.TryTake(field, out JsonElement value);
            string expected = least > TimeSpan.Zero ? "seconds, more than 0" : "seconds, 0 or more";
            throw JsonShape.Bad(fields.At(field), JsonShape.NameOf(value), expected);
        }

        return duration;
    }

    /// <summary>Takes a whole number from 0 on.</summary>
    internal static int Count(this FieldReader fields, string field)
    {
        const string Expected = "a whole number from 0 to 2147483647";
        JsonElement value = fields.Take(field, Expected);
        return (int)Whole(value, fields.At(field), 0, int.MaxValue, Expected);
    }

    /// <summary>Takes a part of one in thousandths; null when it is missing.</summary>
    internal static int? Part(this FieldReader fields, string field)
    {
        const string Expected = "a number above 0 up to 1 with at most three decimals";
        return fields.TryTake(field, out JsonElement value)
            ? (int)Exact(value, fields.At(field), AmountDecimals, 1, 1_000, Expected)
            : null;
    }

    /// <summary>Takes a moment: seconds with at most seven decimals, from 0 on.</summary>
    internal static Timestamp Moment(this FieldReader fields, string field)
    {
        const string Expected = "seconds from 0 on with at most seven decimals";
        JsonElement value = fields.Take(field, Expected);
        return new Timestamp(
            Exact(value, fields.At(field), TickDecimals, 0, long.MaxValue - 1, Expected));
    }

    /// <summary>Reads an amount in thousandths, rounded as resource texts are.</summary>
    internal static long Amount(JsonElement json, string where, long most)
    {
        string expected = $"a number from 0 to {ExactNumber.Format(most, AmountDecimals)}";
        JsonShape.Expect(json, JsonValueKind.Number, where, expected);
        ExactOutcome outcome =
            ExactNumber.Read(json.GetRawText(), AmountDecimals, most, out long amount);
        return outcome != ExactOutcome.TooLarge && amount >= 0
            ? amount
            : throw JsonShape.Bad(where, JsonShape.NameOf(json), expected);
    }

    /// <summary>Reads a whole number within bounds.</summary>
    internal static long Whole(
        JsonElement json, string where, long least, long most, string expected) =>
        Exact(json, where, 0, least, most, expected);

    /// <summary>
    /// Reads a count of either sign, up to what 64 bits hold, exactly: more decimals are refused.
    /// </summary>
    internal static long Signed(JsonElement json, string where, int decimals, string expected)
    {
        JsonShape.Expect(json, JsonValueKind.Number, where, expected);
        string text = json.GetRawText();
        ExactOutcome outcome = ExactNumber.Read(text, decimals, long.MaxValue, out long count);
        if (outcome == ExactOutcome.Exact)
        {
            return count;
        }

        // The least number has no counterpart above zero: it is read in its written form only.
        string least = ExactNumber.Format(long.MinValue, decimals);
        return string.Equals(text, least, StringComparison.Ordinal)
            ? long.MinValue
            : throw JsonShape.Bad(where, JsonShape.NameOf(json), expected);
    }

    private static long Exact(
        JsonElement json, string where, int decimals, long least, long most, string expected)
    {
        JsonShape.Expect(json, JsonValueKind.Number, where, expected);
        ExactOutcome outcome = ExactNumber.Read(json.GetRawText(), decimals, most, out long count);
        return outcome == ExactOutcome.Exact && count >= least
            ? count
            : throw JsonShape.Bad(where, JsonShape.NameOf(json), expected);
    }
}
