namespace Offers.Simulation;

/// <summary>
/// Places with room (held offers, or machines) and best fit over them: a task goes where the least
/// room is left that holds it, so that large holes stay for large tasks. Room is measured as the
/// sum of the shares of all kinds; ties go to the place that was added first.
/// </summary>
internal sealed class PlacementPool(ResourceVector unit)
{
    private readonly double[] _inverse = Inverses(unit);
    private Place[] _places = [];

    internal struct Place
    {
        internal ResourceVector Left;
        internal double Size;
    }

    internal int Count { get; private set; }

    internal ref readonly Place this[int place] => ref _places[place];

    internal void Add(in ResourceVector room)
    {
        if (Count == _places.Length)
        {
            Array.Resize(ref _places, Math.Max(8, Count * 2));
        }

        _places[Count++] = new Place { Left = room, Size = SizeOf(room) };
    }

    internal void Clear() => Count = 0;

    /// <summary>Removes a place; the later ones move down by one.</summary>
    internal void RemoveAt(int place)
    {
        Array.Copy(_places, place + 1, _places, place, --Count - place);
    }

    internal void CopyFrom(PlacementPool other)
    {
        Clear();
        for (int i = 0; i < other.Count; i++)
        {
            Add(other._places[i].Left);
        }
    }

    internal void Take(int place, in ResourceVector amounts) =>
        Set(place, _places[place].Left - amounts);

    internal void GiveBack(int place, in ResourceVector amounts) =>
        Set(place, _places[place].Left + amounts);

    /// <summary>
    /// Places all tasks of the groups or none. O(places * (groups + places that are used)).
    /// </summary>
    /// <param name="groups">The job's groups.</param>
    /// <param name="waiting">How many tasks of each group wait.</param>
    /// <param name="result">Receives the placements.</param>
    internal bool TryPlaceAll(
        IReadOnlyList<TaskGroup> groups, ReadOnlySpan<int> waiting, List<Placement> result)
    {
        result.Clear();
        for (int g = 0; g < groups.Count; g++)
        {
            if (PlaceGroup(groups[g], g, waiting[g], result) < waiting[g])
            {
                Undo(groups, result);
                return false;
            }
        }

        return true;
    }

    /// <summary>Places as many tasks as fit; returns whether all did.</summary>
    internal bool PlaceSome(
        IReadOnlyList<TaskGroup> groups, ReadOnlySpan<int> waiting, List<Placement> result)
    {
        result.Clear();
        bool all = true;
        for (int g = 0; g < groups.Count; g++)
        {
            all &= PlaceGroup(groups[g], g, waiting[g], result) == waiting[g];
        }

        return all;
    }

    /// <summary>Takes placements back.</summary>
    internal void Undo(IReadOnlyList<TaskGroup> groups, List<Placement> placements)
    {
        foreach (Placement placement in placements)
        {
            GiveBack(placement.Place, groups[placement.Group].Demand.Scale(placement.Count));
        }

        placements.Clear();
    }

    private int PlaceGroup(in TaskGroup group, int index, int wanted, List<Placement> result)
    {
        int placed = 0;
        while (placed < wanted)
        {
            int best = Smallest(group.Demand);
            if (best < 0)
            {
                break;
            }

            int count = CountThatFits(group.Demand, _places[best].Left, wanted - placed);
            Take(best, count == 1 ? group.Demand : group.Demand.Scale(count));
            result.Add(new Placement(best, index, count));
            placed += count;
        }

        return placed;
    }

    private int Smallest(in ResourceVector demand)
    {
        int best = -1;
        double size = double.PositiveInfinity;
        for (int i = 0; i < Count; i++)
        {
            ref readonly Place place = ref _places[i];
            if (place.Size < size && demand.Fits(place.Left))
            {
                best = i;
                size = place.Size;
            }
        }

        return best;
    }

    private int CountThatFits(in ResourceVector demand, in ResourceVector room, int most)
    {
        long count = most;
        for (int k = 0; count > 1 && k < _inverse.Length; k++)
        {
            ResourceKind kind = new(k);
            count = demand[kind] > 0 ? Math.Min(count, room[kind] / demand[kind]) : count;
        }

        return (int)count;
    }

    private void Set(int place, in ResourceVector left)
    {
        _places[place].Left = left;
        _places[place].Size = SizeOf(left);
    }

    private double SizeOf(in ResourceVector room)
    {
        double size = 0;
        for (int k = 0; k < _inverse.Length; k++)
        {
            size += room[new ResourceKind(k)] * _inverse[k];
        }

        return size;
    }

    private static double[] Inverses(in ResourceVector unit)
    {
        int kinds = 0;
        for (int k = 0; k < 64; k++)
        {
            kinds = unit[new ResourceKind(k)] > 0 ? k + 1 : kinds;
        }

        double[] inverse = new double[kinds];
        for (int k = 0; k < kinds; k++)
        {
            long amount = unit[new ResourceKind(k)];
            inverse[k] = amount > 0 ? 1.0 / amount : 0;
        }

        return inverse;
    }
}
