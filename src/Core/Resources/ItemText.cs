using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// Reads the text form of resource items of all sorts: the items of <see cref="ResourceSet.Parse"/>
/// before their names have kinds.
/// </summary>
internal static class ItemText
{
    internal static List<ItemDraft> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<ItemDraft> drafts = [];
        int start = 0;
        while (start < text.Length)
        {
            int end = text.IndexOf(';', start);
            end = end < 0 ? text.Length : end;
            if (!text.AsSpan(start, end - start).Trim().IsEmpty)
            {
                drafts.Add(ReadItem(text, start, end));
            }

            start = end + 1;
        }

        return drafts;
    }

    private static ItemDraft ReadItem(string text, int start, int end)
    {
        TextCursor cursor = new(text, start, end);
        cursor.SkipBlanks();
        int first = cursor.Position;
        ItemDraft draft = new(cursor.Until(":([{<@").Trim().ToString());
        draft = ItemHeadReader.Read(ref cursor, draft);
        cursor.SkipBlanks();
        cursor.Expect(':', "':' and a value");
        cursor.SkipBlanks();
        draft = ReadValue(ref cursor, draft);
        cursor.SkipBlanks();
        if (!cursor.IsAtEnd)
        {
            throw cursor.Bad("';' or the end of the text");
        }

        return ItemRules.Check(draft) is not string reason ? draft
            : throw new FormatException($"resources, character {first + 1}: {reason}");
    }

    private static ItemDraft ReadValue(ref TextCursor cursor, in ItemDraft draft)
    {
        if (cursor.TryTake('['))
        {
            return draft with
            {
                Type = ResourceValueType.Ranges,
                Intervals = ReadIntervals(ref cursor),
            };
        }

        if (cursor.TryTake('{'))
        {
            return draft with
            {
                Type = ResourceValueType.Set,
                Members = ReadMembers(ref cursor),
            };
        }

        long amount = ReadAmount(ref cursor);
        long copies = cursor.TryTake('<') ? ReadCopies(ref cursor) : 1;
        return draft with { Amount = amount, Copies = copies };
    }

    private static long ReadAmount(ref TextCursor cursor)
    {
        int start = cursor.Position;
        ReadOnlySpan<char> value = cursor.Until("<").Trim();
        return ResourceText.TryReadDecimal(value, out long amount)
            ? amount
            : throw TextCursor.Bad(start, $"value '{value}'",
                $"a decimal number from 0 to {ResourceVector.MaxAmount / 1000}, ranges in [] or "
                + "a set in {}");
    }

    private static long ReadCopies(ref TextCursor cursor)
    {
        long copies = ReadWhole(ref cursor, ">", 1, ResourceVector.MaxAmount);
        cursor.Expect('>', "'>'");
        return copies;
    }

    private static List<(long Low, long High)> ReadIntervals(ref TextCursor cursor)
    {
        List<(long, long)> intervals = [];
        cursor.SkipBlanks();
        if (cursor.TryTake(']'))
        {
            return intervals;
        }

        do
        {
            long low = ReadWhole(ref cursor, "-", 0, ItemRules.MaxRangeValue);
            cursor.Expect('-', "'-' and the last value of a range");
            long high = ReadWhole(ref cursor, ",]", low, ItemRules.MaxRangeValue);
            intervals.Add((low, high));
        }
        while (cursor.TryTake(','));

        cursor.Expect(']', "',' or ']'");
        return intervals;
    }

    private static List<string> ReadMembers(ref TextCursor cursor)
    {
        List<string> members = [];
        cursor.SkipBlanks();
        if (cursor.TryTake('}'))
        {
            return members;
        }

        do
        {
            members.Add(cursor.Field(",}", "the member of a set"));
        }
        while (cursor.TryTake(','));

        cursor.Expect('}', "',' or '}'");
        return members;
    }

    private static long ReadWhole(ref TextCursor cursor, string stops, long least, long most)
    {
        int start = cursor.Position;
        ReadOnlySpan<char> digits = cursor.Until(stops).Trim();
        return ResourceText.TryReadWhole(digits, out long value) && value >= least && value <= most
            ? value
            : throw TextCursor.Bad(
                start, $"'{digits}'", $"a whole number from {least} to {most}");
    }
}
