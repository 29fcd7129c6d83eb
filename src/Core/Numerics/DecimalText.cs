using System;

namespace Offers;

/// <summary>
/// Decimal numbers as text, read into thousandths without any binary rounding: <c>0.1</c> is
/// exactly 100. Halves of a thousandth round away from zero.
/// </summary>
internal static class DecimalText
{

    internal enum Outcome
    {
        /// <summary>It is a number and within bounds.</summary>
        Read,

        /// <summary>It is no decimal number.</summary>
        NotANumber,

        /// <summary>It is a number that exceeds <see cref="ResourceVector.MaxAmount"/>.</summary>
        TooLarge,
    }

    /// <summary>
    /// Reads a sign, digits with an optional point, and an optional exponent. O(length).
    /// </summary>
    internal static Outcome Read(ReadOnlySpan<char> text, out long thousandths)
    {
        thousandths = 0;
        bool isNegative = text.StartsWith("-");
        text = isNegative || text.StartsWith("+") ? text[1..] : text;
        int exponent = 0;
        int mark = text.IndexOfAny('e', 'E');
        if (mark >= 0)
        {
            if (!TryReadExponent(text[(mark + 1)..], out exponent))
            {
                return Outcome.NotANumber;
            }

            text = text[..mark];
        }

        int point = text.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? text : text[..point];
        ReadOnlySpan<char> decimals = point < 0 ? default : text[(point + 1)..];
        if (!AreDigits(whole) || !AreDigits(decimals) || whole.Length + decimals.Length == 0)
        {
            return Outcome.NotANumber;
        }

        bool isRead = TryScale(whole, decimals, exponent + 3, out thousandths);
        thousandths = isNegative ? -thousandths : thousandths;
        return isRead ? Outcome.Read : Outcome.TooLarge;
    }

    /// <summary>The shortest decimal text of so many thousandths.</summary>
    internal static string Format(long thousandths) => thousandths < 0
        ? "-" + ResourceText.FormatAmount(-thousandths)
        : ResourceText.FormatAmount(thousandths);

    /// <summary>Reads the digits as one whole number times ten to the power, rounded.</summary>
    private static bool TryScale(
        ReadOnlySpan<char> whole, ReadOnlySpan<char> decimals, int power, out long value)
    {
        value = 0;
        int digits = whole.Length + decimals.Length;
        int kept = whole.Length + power;
        for (int i = 0; i < Math.Min(digits, kept); i++)
        {
            value = (value * 10) + DigitAt(whole, decimals, i);
            if (value > ResourceVector.MaxAmount)
            {
                return false;
            }
        }

        for (int i = digits; i < kept && value > 0; i++)
        {
            value *= 10;
            if (value > ResourceVector.MaxAmount)
            {
                return false;
            }
        }

        bool roundsUp = kept >= 0 && kept < digits && DigitAt(whole, decimals, kept) >= 5;
        value += roundsUp ? 1 : 0;
        return value <= ResourceVector.MaxAmount;
    }

    private static int DigitAt(ReadOnlySpan<char> whole, ReadOnlySpan<char> decimals, int index) =>
        (index < whole.Length ? whole[index] : decimals[index - whole.Length]) - '0';

    private static bool TryReadExponent(ReadOnlySpan<char> text, out int exponent)
    {
        bool isNegative = text.StartsWith("-");
        text = isNegative || text.StartsWith("+") ? text[1..] : text;
        exponent = 0;
        if (text.IsEmpty || !AreDigits(text))
        {
            return false;
        }

        foreach (char digit in text)
        {
            // Beyond this every number but zero is out of bounds or rounds to zero.
            exponent = Math.Min((exponent * 10) + (digit - '0'), 1_000_000);
        }

        exponent = isNegative ? -exponent : exponent;
        return true;
    }

    private static bool AreDigits(ReadOnlySpan<char> text) =>
        text.IndexOfAnyExceptInRange('0', '9') < 0;
}
