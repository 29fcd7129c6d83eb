using System;
using System.Collections.Generic;
using System.Text;

namespace Offers;

/// <summary>Writes the canonical text of resources of all sorts.</summary>
internal static class ItemWriter
{
    internal static string Write(ResourceSet resources)
    {
        List<string> items = [];
        for (int i = 0; i < resources.Plain.LaneCount; i++)
        {
            if (resources.Plain.Lane(i) is > 0 and long amount)
            {
                string name = resources.Schema!.NameOf(new ResourceKind(i));
                items.Add($"{name}:{ResourceText.FormatAmount(amount)}");
            }
        }

        AddMarked(items, resources.Marked is null ? default : resources.Marked.Items);
        items.Sort(CompareBytes);
        return string.Join(';', items);
    }

    /// <summary>The value of an item, which has these segments.</summary>
    internal static string Value(ReadOnlySpan<ItemSegment> run)
    {
        ResourceIdentity id = run[0].Id;
        if (id.ValueType == ResourceValueType.Scalar)
        {
            return ScalarValue(run[0]);
        }

        bool isSet = id.ValueType == ResourceValueType.Set;
        StringBuilder text = new(isSet ? "{" : "[");
        foreach (ref readonly ItemSegment segment in run)
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

    private static void AddMarked(List<string> items, ReadOnlySpan<ItemSegment> segments)
    {
        int start = 0;
        while (start < segments.Length)
        {
            int end = ItemBag.ItemEnd(segments, start);
            items.Add($"{segments[start].Id.Text}:{Value(segments[start..end])}");
            start = end;
        }
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
