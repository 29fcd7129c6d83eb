using System;
using System.Text;

namespace Offers;

/// <summary>
/// JSON numbers as whole counts of a small unit (thousandths, ticks), read from their own digits
/// without any binary rounding: <c>0.1</c> is exactly 100 thousandths.
/// </summary>
internal static class ExactNumber
{
    /// <summary>Exponents beyond this leave nothing or too much, whatever the digits.</summary>
    private const int LargestExponent = 1_000_000;

    /// <summary>Reads a number that the JSON reader has found well-formed. O(length).</summary>
    /// <param name="json">The raw text: sign, digits, point, exponent.</param>
    /// <param name="decimals">How many decimals a count has: 3 for thousandths.</param>
    /// <param name="most">The largest size of the count, whatever the sign.</param>
    /// <param name="count">
    /// The nearest count, halves away from zero; when it is too large, the largest one.
    /// </param>
    /// <returns>Whether the number is exactly the count, rounded to it, or too large.</returns>
    internal static ExactOutcome Read(
        ReadOnlySpan<char> json, int decimals, long most, out long count)
    {
        bool isNegative = json[0] == '-';
        json = isNegative ? json[1..] : json;
        int mark = json.IndexOfAny('e', 'E');
        int exponent = mark < 0 ? 0 : Exponent(json[(mark + 1)..]);
        ReadOnlySpan<char> digits = mark < 0 ? json : json[..mark];
        int point = digits.IndexOf('.');
        int whole = (point < 0 ? digits.Length : point) + exponent + decimals;
        ExactOutcome outcome = Scale(digits, point, whole, most, out count);
        count = isNegative ? -count : count;
        return outcome;
    }

    /// <summary>Writes a count with as few decimals as it needs, but at least so many.</summary>
    internal static string Format(long count, int decimals, int atLeast = 0)
    {
        StringBuilder text = new();
        text.Append(count < 0 ? (ulong)-(count + 1) + 1 : (ulong)count);
        if (text.Length <= decimals)
        {
            text.Insert(0, "0", decimals + 1 - text.Length);
        }

        int end = text.Length;
        int least = text.Length - decimals + atLeast;
        while (end > least && text[end - 1] == '0')
        {
            end--;
        }

        int start = text.Length - decimals;
        text.Length = end;
        return text.Insert(start, end > start ? "." : "").Insert(0, count < 0 ? "-" : "")
            .ToString();
    }

    /// <summary>Takes the first so many digits as the count and rounds by the next.</summary>
    private static ExactOutcome Scale(
        ReadOnlySpan<char> digits, int point, int whole, long most, out long count)
    {
        count = 0;
        UInt128 sum = 0;
        bool isExact = true;
        int position = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            if (i == point)
            {
                continue;
            }

            int digit = digits[i] - '0';
            if (position < whole)
            {
                sum = (sum * 10) + (uint)digit;
            }
            else
            {
                sum += position == whole && digit >= 5 ? 1u : 0u;
                isExact &= digit == 0;
            }

            position++;
            if (sum > (UInt128)(ulong)most)
            {
                return TooLarge(most, out count);
            }
        }

        for (; position < whole && sum > 0; position++)
        {
            sum *= 10;
            if (sum > (UInt128)(ulong)most)
            {
                return TooLarge(most, out count);
            }
        }

        count = (long)sum;
        return isExact ? ExactOutcome.Exact : ExactOutcome.Rounded;
    }

    private static ExactOutcome TooLarge(long most, out long count)
    {
        count = most;
        return ExactOutcome.TooLarge;
    }

    private static int Exponent(ReadOnlySpan<char> text)
    {
        int exponent = 0;
        foreach (char digit in text.TrimStart("+-"))
        {
            exponent = Math.Min((exponent * 10) + (digit - '0'), LargestExponent);
        }

        return text[0] == '-' ? -exponent : exponent;
    }
}
