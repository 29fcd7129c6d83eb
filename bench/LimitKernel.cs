namespace Offers.Bench;

/// <summary>
/// The least work that any allocator of this kind has to do for a full cycle, without names, roles,
/// filters, checks or exactness: read the agent's vector, take the least share from an indexed heap, add,
/// fix the heap, write the offer. The baseline of <c>AllocationCycle</c>.
/// </summary>
public sealed class LimitKernel
{
    private const int Lanes = 8;
    private const int Kinds = 4;
    private const int Arity = 4;

    private readonly long[] _free;
    private readonly long[] _held;
    private readonly double[] _inverseTotal = new double[Kinds];
    private readonly Entry[] _heap;
    private readonly long[] _offered;
    private readonly int[] _offeredTo;
    private readonly int _agents;

    public LimitKernel(int agents, int frameworks)
    {
        _agents = agents;
        _free = new long[agents * Lanes];
        _held = new long[frameworks * Lanes];
        _heap = new Entry[frameworks];
        _offered = new long[agents * Lanes];
        _offeredTo = new int[agents];
        long[] shape = [24_000, 4_096_000, 4_096_000, 0];
        for (int i = 0; i < agents; i++)
        {
            shape.CopyTo(_free, i * Lanes);
        }

        for (int i = 0; i < Kinds; i++)
        {
            _inverseTotal[i] = shape[i] == 0 ? 0 : 1.0 / (shape[i] * (double)agents);
        }
    }

    private readonly record struct Entry(double Share, int Framework);

    /// <summary>Nobody holds anything.</summary>
    public void Reset()
    {
        Array.Clear(_held);
        for (int i = 0; i < _heap.Length; i++)
        {
            _heap[i] = new Entry(0, i);
        }
    }

    /// <summary>Hands out every agent once.</summary>
    /// <returns>A number that depends on all of them, so that no work can be left out.</returns>
    public long Cycle()
    {
        for (int agent = 0; agent < _agents; agent++)
        {
            ReadOnlySpan<long> free = _free.AsSpan(agent * Lanes, Lanes);
            int framework = _heap[0].Framework;
            Span<long> held = _held.AsSpan(framework * Lanes, Lanes);
            double share = 0;
            for (int i = 0; i < Lanes; i++)
            {
                held[i] += free[i];
            }

            for (int i = 0; i < Kinds; i++)
            {
                share = Math.Max(share, held[i] * _inverseTotal[i]);
            }

            Sink(new Entry(share, framework));
            free.CopyTo(_offered.AsSpan(agent * Lanes, Lanes));
            _offeredTo[agent] = framework;
        }

        return _offeredTo[_agents - 1] + _offered[^Lanes];
    }

    private void Sink(Entry entry)
    {
        Entry[] heap = _heap;
        int place = 0;
        for (int child = 1; child < heap.Length; child = (place * Arity) + 1)
        {
            int least = child;
            int end = Math.Min(child + Arity, heap.Length);
            for (int other = child + 1; other < end; other++)
            {
                least = IsBefore(heap[other], heap[least]) ? other : least;
            }

            if (!IsBefore(heap[least], entry))
            {
                break;
            }

            heap[place] = heap[least];
            place = least;
        }

        heap[place] = entry;
    }

    private static bool IsBefore(in Entry first, in Entry second) => first.Share < second.Share
        || (first.Share == second.Share && first.Framework < second.Framework);
}
