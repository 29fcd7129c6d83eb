using BenchmarkDotNet.Attributes;

namespace Offers.Bench;

/// <summary>Adding a deadline and reporting it when it is due, with many pending.</summary>
public class TimingWheel
{
    private const int Turns = 100_000;

    private Items _items = null!;
    private TimingWheel<Items.View> _wheel = null!;
    private long _now;

    [Params(10_000, 1_000_000)]
    public int Pending { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _items = new Items(Pending);
        _wheel = new TimingWheel<Items.View>(new Items.View(_items));
        for (int i = 0; i < Pending; i++)
        {
            _items.Deadlines[i] = DeadlineAfter(0, i);
            _wheel.Add(i);
        }
    }

    /// <summary>The hold model: what is due comes again, so that the number pending stays.</summary>
    [Benchmark(OperationsPerInvoke = Turns)]
    public long DueAndAddAgain()
    {
        for (int turns = 0; turns < Turns;)
        {
            _now = Math.Max(_now + (TimeSpan.TicksPerSecond / 10), _wheel.NotBefore);
            _wheel.Advance(_now);
            while (_items.DueCount > 0)
            {
                int item = _items.Due[--_items.DueCount];
                _items.Deadlines[item] = DeadlineAfter(_now, item);
                _wheel.Add(item);
                turns++;
            }
        }

        return _now;
    }

    /// <summary>One second to an hour later, spread by a hash.</summary>
    private static long DeadlineAfter(long now, int item)
    {
        ulong spread = StableHash.Mix((ulong)now + (ulong)item) % 3_600;
        return now + ((long)(spread + 1) * TimeSpan.TicksPerSecond);
    }

    private sealed class Items(int count)
    {
        private readonly int[] _next = new int[count];

        internal long[] Deadlines { get; } = new long[count];

        internal int[] Due { get; } = new int[count];

        internal int DueCount { get; set; }

        internal readonly struct View(Items items) : ITimedItems
        {
            public ref int NextInWheel(int item) => ref items._next[item];

            public long DeadlineOf(int item) => items.Deadlines[item];

            public void Due(int item) => items.Due[items.DueCount++] = item;

            public bool TryDrop(int item) => false;
        }
    }
}
