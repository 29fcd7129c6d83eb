using System;

namespace Offers;

/// <summary>
/// Keeps external names in ordinal order and says each one's rank, so that the last tie-break of a
/// sort compares two integers. New names are merged in when ranks are next asked for: k names among
/// n cost O(n + k log k) once, not O(n) each.
/// </summary>
internal sealed class NameOrder
{
    private Entry[] _sorted = [];
    private int _sortedCount;
    private Entry[] _added = [];
    private int _addedCount;

    internal readonly record struct Entry(string Name, int Row) : IComparable<Entry>
    {
        public int CompareTo(Entry other) => string.CompareOrdinal(Name, other.Name);
    }

    /// <summary>Whether names were added whose ranks nobody has taken yet.</summary>
    internal bool IsStale { get; private set; }

    internal void Add(string name, int row)
    {
        if (_addedCount == _added.Length)
        {
            Array.Resize(ref _added, Math.Max(16, _addedCount * 2));
        }

        _added[_addedCount++] = new Entry(name, row);
        IsStale = true;
    }

    /// <summary>
    /// Drops names of rows that died; ranks of the others keep their order. O(n).
    /// </summary>
    internal void Remove(string name)
    {
        Merge();
        int place = Array.BinarySearch(_sorted, 0, _sortedCount, new Entry(name, 0));
        Array.Copy(_sorted, place + 1, _sorted, place, --_sortedCount - place);
    }

    /// <summary>All names in order; a row's position here is its rank.</summary>
    internal ReadOnlySpan<Entry> Sorted()
    {
        Merge();
        return _sorted.AsSpan(0, _sortedCount);
    }

    /// <summary>
    /// Says that the ranks of <see cref="Sorted"/> were taken. (To look at it is not enough.)
    /// </summary>
    internal void RanksWereTaken() => IsStale = false;

    private void Merge()
    {
        if (_addedCount == 0)
        {
            return;
        }

        Array.Sort(_added, 0, _addedCount);
        int total = _sortedCount + _addedCount;
        if (total > _sorted.Length)
        {
            Array.Resize(ref _sorted, Math.Max(total, _sorted.Length * 2));
        }

        int old = _sortedCount - 1;
        int added = _addedCount - 1;
        for (int place = total - 1; added >= 0; place--)
        {
            bool takeOld = old >= 0 && _sorted[old].CompareTo(_added[added]) > 0;
            _sorted[place] = takeOld ? _sorted[old--] : _added[added--];
        }

        _sortedCount = total;
        _addedCount = 0;
    }
}
