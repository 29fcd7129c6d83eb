using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// Constraints that hold together, ready to be asked whether one more task may run at a place. The
/// answer depends on the place and on the places of the tasks that are there, on nothing else.
/// </summary>
public sealed class PlacementConstraints
{
    private readonly TextPattern?[] _patterns;

    /// <summary>Checks and compiles constraints.</summary>
    /// <exception cref="ArgumentException">
    /// A field is empty, a number is out of range, or a pattern is broken or costly.
    /// </exception>
    public PlacementConstraints(ValueList<PlacementConstraint> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        Items = items;
        _patterns = new TextPattern?[items.Count];
        for (int i = 0; i < items.Count; i++)
        {
            _patterns[i] = Compile(items[i]);
        }
    }

    /// <summary>No constraint.</summary>
    public static PlacementConstraints None { get; } = new([]);

    /// <summary>The constraints, in the order in which they are asked.</summary>
    public ValueList<PlacementConstraint> Items { get; }

    /// <summary>
    /// The first constraint that one more task at the place would break; null when all hold.
    /// O(constraints x placed).
    /// </summary>
    /// <param name="site">Where it would run.</param>
    /// <param name="placed">Where the tasks of the same service are.</param>
    public PlacementConstraint? FirstBroken(
        PlacementSite site, IReadOnlyList<PlacementSite> placed)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(placed);
        for (int i = 0; i < Items.Count; i++)
        {
            if (!Holds(i, site, placed))
            {
                return Items[i];
            }
        }

        return null;
    }

    private static TextPattern? Compile(PlacementConstraint item)
    {
        bool hasNumber = item.Operator switch
        {
            PlacementOperator.GroupBy => item.Number >= 0,
            PlacementOperator.MaxPer => item.Number >= 1,
            _ => item.Number == 0,
        };
        if (string.IsNullOrEmpty(item.Field) || !hasNumber)
        {
            throw new ArgumentException(
                $"found '{item}', expected a field and a number that the operator can have",
                nameof(item));
        }

        if (item.Operator is not (PlacementOperator.Like or PlacementOperator.Unlike))
        {
            return null;
        }

        return TextPattern.TryCompile(item.Text, out TextPattern? pattern, out string error)
            ? pattern
            : throw new ArgumentException(
                $"found '{item}', expected a pattern, not {error}", nameof(item));
    }

    private bool Holds(int index, PlacementSite site, IReadOnlyList<PlacementSite> placed)
    {
        PlacementConstraint item = Items[index];
        if (site.ValueOf(item.Field) is not { } value)
        {
            return item.Operator == PlacementOperator.Unlike;
        }

        return item.Operator switch
        {
            PlacementOperator.Unique => Count(item.Field, value, placed) == 0,
            PlacementOperator.GroupBy => IsEven(item, value, placed),
            PlacementOperator.MaxPer => Count(item.Field, value, placed) < item.Number,
            PlacementOperator.Like => _patterns[index]!.Matches(value),
            PlacementOperator.Unlike => !_patterns[index]!.Matches(value),
            _ => IsTheOne(item, value, placed),
        };
    }

    private static int Count(string field, string value, IReadOnlyList<PlacementSite> placed)
    {
        int count = 0;
        foreach (PlacementSite other in placed)
        {
            count += string.Equals(other.ValueOf(field), value, StringComparison.Ordinal) ? 1 : 0;
        }

        return count;
    }

    private static bool IsEven(
        PlacementConstraint item, string value, IReadOnlyList<PlacementSite> placed)
    {
        List<string> groups = item.Values.Count > 0
            ? new List<string>(item.Values)
            : Found(item.Field, placed);
        if (!groups.Contains(value))
        {
            return item.Values.Count == 0;
        }

        int here = Count(item.Field, value, placed);
        foreach (string group in groups)
        {
            if (Count(item.Field, group, placed) < here)
            {
                return false;
            }
        }

        return item.Values.Count > 0 || groups.Count >= item.Number;
    }

    private static List<string> Found(string field, IReadOnlyList<PlacementSite> placed)
    {
        List<string> found = [];
        foreach (PlacementSite other in placed)
        {
            if (other.ValueOf(field) is { } value && !found.Contains(value))
            {
                found.Add(value);
            }
        }

        return found;
    }

    private static bool IsTheOne(
        PlacementConstraint item, string value, IReadOnlyList<PlacementSite> placed)
    {
        if (item.Text.Length > 0)
        {
            return string.Equals(value, item.Text, StringComparison.Ordinal);
        }

        return Count(item.Field, value, placed) == placed.Count;
    }
}
