using FsCheck;
using FsCheck.Fluent;

namespace Offers.Core.Tests;

/// <summary>
/// The timing wheel against a sorted list, over spans from one tick to thousands of years.
/// </summary>
public sealed class TimingWheelPropertyTests
{
    private readonly record struct Step(bool Adds, int Exponent, int Mantissa)
    {
        /// <summary>
        /// 0 to almost 2^62 ticks; as often around one magnitude as around another.
        /// </summary>
        public long Ticks => ((long)Mantissa << Exponent) >> 5;
    }

    [Fact]
    public void Wheel_reports_each_item_once_at_the_first_moment_at_or_after_its_deadline()
    {
        Gen<Step> step =
            from adds in Gen.Choose(0, 2)
            from exponent in Gen.Choose(0, 56)
            from mantissa in Gen.Choose(0, 63)
            select new Step(adds > 0, adds > 0 ? exponent : Math.Min(exponent, 52), mantissa);
        PropertyRunner.ForAll(
            Arb.From(Gen.Sized(size => step.ArrayOf(size)), Shorter),
            cases: 3_000,
            endSize: 400,
            Play);
    }

    [Fact]
    public void Wheel_forgets_all_when_cleared()
    {
        Items items = new([]);
        TimingWheel<Items> wheel = new(items);
        for (int i = 0; i < 100; i++)
        {
            items.Table.Add((1L << (i % 60), -1));
            wheel.Add(i);
        }

        wheel.Clear();
        Assert.Equal(long.MaxValue, wheel.NotBefore);
        wheel.Advance(long.MaxValue >> 1);
        Assert.Empty(items.Reported);
    }

    private static void Play(Step[] steps)
    {
        Items items = new([]);
        TimingWheel<Items> wheel = new(items);
        SortedSet<(long Deadline, int Item)> waiting = [];
        long now = 0;
        foreach (Step step in steps)
        {
            if (step.Adds)
            {
                int item = items.Table.Count;
                items.Table.Add((now + step.Ticks, -1));
                waiting.Add((now + step.Ticks, item));
                wheel.Add(item);
            }
            else
            {
                now += step.Ticks;
                wheel.Advance(now);
                SameAreDue(items, waiting, now);
            }

            long first = waiting.Count == 0 ? long.MaxValue : waiting.Min.Deadline;
            Assert.True(wheel.NotBefore <= first);
            Assert.Equal(waiting.Count == 0, wheel.NotBefore == long.MaxValue);
        }
    }

    private static void SameAreDue(
        Items items, SortedSet<(long Deadline, int Item)> waiting, long now)
    {
        List<int> due = [];
        while (waiting.Count > 0 && waiting.Min.Deadline <= now)
        {
            due.Add(waiting.Min.Item);
            waiting.Remove(waiting.Min);
        }

        Assert.Equal(due.Order(), items.Reported.Order());
        items.Reported.Clear();
    }

    private static IEnumerable<Step[]> Shorter(Step[] steps)
    {
        for (int length = Math.Max(1, steps.Length / 2); steps.Length > 0; length /= 2)
        {
            for (int start = 0; start + length <= steps.Length; start += length)
            {
                yield return [.. steps[..start], .. steps[(start + length)..]];
            }

            if (length == 1)
            {
                yield break;
            }
        }
    }

    /// <summary>A table of deadlines and links; it notes what the wheel reports.</summary>
    private readonly struct Items(List<(long Deadline, int Next)> table) : ITimedItems
    {
        public List<(long Deadline, int Next)> Table { get; } = table;

        public List<int> Reported { get; } = [];

        public ref int NextInWheel(int item) =>
            ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(Table)[item].Next;

        public long DeadlineOf(int item) => Table[item].Deadline;

        public void Due(int item) => Reported.Add(item);

        public bool TryDrop(int item) => false;
    }
}
