using System;
using System.Text;

namespace Offers;

/// <summary>A position in a part of a text, and the errors that name it.</summary>
internal ref struct TextCursor(string text, int start, int end)
{
    /// <summary>
    /// The blanks that do not count around a field. Others, such as the non-breaking one, have no
    /// code to stand in the text for them and belong to the field.
    /// </summary>
    private const string Blanks = " \t\n\v\f\r";

    private readonly string _text = text;
    private readonly int _end = end;

    /// <summary>Index of the next character.</summary>
    internal int Position { get; private set; } = start;

    internal readonly bool IsAtEnd => Position == _end;

    internal static FormatException Bad(int position, string found, string expected) =>
        new($"resources, character {position + 1}: found {found}, expected {expected}");

    internal readonly FormatException Bad(string expected) =>
        Bad(Position, IsAtEnd ? "the end" : $"'{_text[Position]}'", expected);

    internal void SkipBlanks()
    {
        while (!IsAtEnd && Blanks.Contains(_text[Position], StringComparison.Ordinal))
        {
            Position++;
        }
    }

    internal readonly bool IsAt(char c) => !IsAtEnd && _text[Position] == c;

    internal bool TryTake(char c)
    {
        bool isThere = IsAt(c);
        Position += isThere ? 1 : 0;
        return isThere;
    }

    internal bool TryTake(string word)
    {
        bool isThere = _text.AsSpan(Position, _end - Position).StartsWith(word);
        Position += isThere ? word.Length : 0;
        return isThere;
    }

    /// <summary>Takes a word if one of these characters, or the end, follows it.</summary>
    internal bool TryTakeWord(string word, string stops)
    {
        int first = Position;
        if (TryTake(word) && (IsAtEnd || stops.Contains(_text[Position], StringComparison.Ordinal)))
        {
            return true;
        }

        Position = first;
        return false;
    }

    internal void Expect(char c, string expected)
    {
        if (!TryTake(c))
        {
            throw Bad(expected);
        }
    }

    /// <summary>Everything before the first of these characters, or the end.</summary>
    internal ReadOnlySpan<char> Until(string stops)
    {
        ReadOnlySpan<char> rest = _text.AsSpan(Position, _end - Position);
        int stop = rest.IndexOfAny(stops);
        rest = stop < 0 ? rest : rest[..stop];
        Position += rest.Length;
        return rest;
    }

    /// <summary>
    /// A field of at least one character before one of the stops, without the blanks around it,
    /// percent signs resolved.
    /// </summary>
    internal string Field(string stops, string what)
    {
        SkipBlanks();
        int first = Position;
        ReadOnlySpan<char> raw = Until(stops).TrimEnd(Blanks);
        return raw.IsEmpty ? throw Bad(what) : Unescape(raw, first);
    }

    private static string Unescape(ReadOnlySpan<char> raw, int first)
    {
        StringBuilder field = new(raw.Length);
        for (int i = 0; i < raw.Length; i++)
        {
            char c = raw[i];
            if (c == '%')
            {
                c = Code(raw[i..], first + i);
                i += 2;
            }
            else if (ItemHead.HasMeaning(c))
            {
                throw Bad(first + i, $"'{c}'", $"%{(int)c:X2} in its place");
            }

            field.Append(c);
        }

        return field.ToString();
    }

    private static char Code(ReadOnlySpan<char> raw, int position)
    {
        bool isCode = raw.Length >= 3 && char.IsAsciiHexDigit(raw[1])
            && char.IsAsciiHexDigit(raw[2]) && Digit(raw[1]) < 8;
        return isCode
            ? (char)((Digit(raw[1]) * 16) + Digit(raw[2]))
            : throw Bad(position, "'%'", "'%' and two hexadecimal digits from 00 to 7F");
    }

    private static int Digit(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}
