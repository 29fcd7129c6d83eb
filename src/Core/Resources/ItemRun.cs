using System;
using System.Collections.Generic;
using System.Text;

namespace Offers;

/// <summary>The segments of one item, as it is written.</summary>
internal readonly record struct ItemRun(ResourceIdentity Id, string Text, ItemSegment[] Segments)
{
    /// <summary>The items of a set in the order of their texts' UTF-8 bytes.</summary>
    internal static List<ItemRun> Of(ResourceSet resources)
    {
        List<ItemRun> runs = [];
        for (int i = 0; i < resources.Plain.LaneCount; i++)
        {
            if (resources.Plain.Lane(i) is > 0 and long amount)
            {
                ResourceIdentity id = ResourceIdentity.Plain(resources.Schema!, new(i));
                runs.Add(Of([new ItemSegment(id, 0, amount)]));
            }
        }

        ReadOnlySpan<ItemSegment> marked = resources.Marked.Items;
        int start = 0;
        while (start < marked.Length)
        {
            int end = ItemBag.ItemEnd(marked, start);
            runs.Add(Of(marked[start..end].ToArray()));
            start = end;
        }

        runs.Sort(static (a, b) => CompareBytes(a.Text, b.Text));
        return runs;
    }

    /// <summary>The item as people outside see it.</summary>
    internal ResourceItem ToItem()
    {
        ItemSegment first = Segments[0];
        long amount = Id.ValueType != ResourceValueType.Scalar ? 0
            : Id.IsCounted ? first.Low : first.High;
        return new ResourceItem(Id, amount, Id.IsCounted ? first.High : 1, Value(Segments));
    }

    private static ItemRun Of(ItemSegment[] segments)
    {
        ResourceIdentity id = segments[0].Id.WithMember(null);
        return new ItemRun(id, $"{id.Text}:{Value(segments)}", segments);
    }

    private static string Value(ItemSegment[] segments)
    {
        ItemSegment first = segments[0];
        if (first.Id.ValueType == ResourceValueType.Scalar)
        {
            return ScalarValue(first);
        }

        bool isSet = first.Id.ValueType == ResourceValueType.Set;
        StringBuilder text = new(isSet ? "{" : "[");
        foreach (ItemSegment segment in segments)
        {
            text.Append(text.Length > 1 ? "," : "");
            if (isSet)
            {
                ItemHead.AppendEscaped(text, segment.Id.Member!);
            }
            else
            {
                text.Append(segment.Low).Append('-').Append(segment.High);
            }
        }

        return text.Append(isSet ? '}' : ']').ToString();
    }

    private static string ScalarValue(in ItemSegment segment)
    {
        if (!segment.Id.IsCounted)
        {
            return ResourceText.FormatAmount(segment.High);
        }

        string size = ResourceText.FormatAmount(segment.Low);
        return segment.High == 1 ? size : $"{size}<{segment.High}>";
    }

    /// <summary>
    /// Orders texts as their UTF-8 bytes: as UTF-16, but with surrogates above everything else.
    /// </summary>
    private static int CompareBytes(string left, string right)
    {
        int same = left.AsSpan().CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
        {
            return left.Length - right.Length;
        }

        (char a, char b) = (left[same], right[same]);
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a - b : char.IsSurrogate(a) ? 1 : -1;
    }
}
