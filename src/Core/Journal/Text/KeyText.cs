using System;

namespace Offers;

/// <summary>The text form of the keys of offers and the ids of updates.</summary>
internal static class KeyText
{
    private const string HexDigits = "0123456789abcdef";

    private const int DigitsOfHalf = 16;

    /// <summary>The key as <c>3-17</c>, the same in every culture.</summary>
    internal static string Of(OfferKey key) =>
        ExactNumber.Format(key.Incarnation, 0) + "-" + ExactNumber.Format(key.Number, 0);

    /// <summary>The id as 32 hexadecimal digits, the higher half first.</summary>
    internal static string Of(UpdateId id)
    {
        Span<char> digits = stackalloc char[DigitsOfHalf * 2];
        for (int i = 0; i < DigitsOfHalf; i++)
        {
            int shift = 4 * (DigitsOfHalf - 1 - i);
            digits[i] = HexDigits[(int)((id.High >> shift) & 15)];
            digits[DigitsOfHalf + i] = HexDigits[(int)((id.Low >> shift) & 15)];
        }

        return new string(digits);
    }

    /// <summary>Reads a key, in exactly the form in which it is written.</summary>
    internal static bool TryRead(string text, out OfferKey key)
    {
        // A minus may stand in front of the first number.
        int dash = text.Length < 2 ? -1 : text.IndexOf('-', 1);
        bool isRead = dash >= 0 & TryReadWhole(text.AsSpan(0, Math.Max(dash, 0)), out long life)
            & TryReadWhole(text.AsSpan(dash + 1), out long number)
            && life is >= int.MinValue and <= int.MaxValue;
        key = isRead ? new OfferKey((int)life, number) : default;
        return isRead && string.Equals(Of(key), text, StringComparison.Ordinal);
    }

    /// <summary>Reads an id; capitals are as good as small letters.</summary>
    internal static bool TryRead(string text, out UpdateId id)
    {
        id = default;
        if (text.Length != DigitsOfHalf * 2)
        {
            return false;
        }

        foreach (char digit in text)
        {
            if (!char.IsAsciiHexDigit(digit))
            {
                return false;
            }
        }

        id = new UpdateId(Half(text.AsSpan(0, DigitsOfHalf)), Half(text.AsSpan(DigitsOfHalf)));
        return true;
    }

    private static ulong Half(ReadOnlySpan<char> digits)
    {
        ulong half = 0;
        foreach (char digit in digits)
        {
            int value = char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
            half = (half << 4) | (uint)value;
        }

        return half;
    }

    private static bool TryReadWhole(ReadOnlySpan<char> text, out long number)
    {
        bool isNegative = text.StartsWith("-", StringComparison.Ordinal);
        ReadOnlySpan<char> digits = isNegative ? text[1..] : text;
        Int128 sum = 0;
        bool isRead = !digits.IsEmpty;
        foreach (char digit in digits)
        {
            isRead &= char.IsAsciiDigit(digit) && sum <= long.MaxValue;
            sum = isRead ? (sum * 10) + (digit - '0') : 0;
        }

        sum = isNegative ? -sum : sum;
        isRead &= sum >= long.MinValue && sum <= long.MaxValue;
        number = isRead ? (long)sum : 0;
        return isRead;
    }
}
