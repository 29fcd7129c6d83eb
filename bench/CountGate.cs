using System.Globalization;

namespace Offers.Bench;

/// <summary>
/// The part of the gate that knows no clock: bytes, and how often a run looks at a role for an
/// agent. Both are the same on every machine. Times and their ratios to a bare loop in the same run
/// are there to be read.
/// </summary>
internal static class CountGate
{
    private const int Repetitions = 11;
    private const long MostBytesOfBooks = 50_000_000;

    internal static bool Run()
    {
        Console.WriteLine(
            "| run | effects | roles looked at | most | bytes | most | us | bare us | ratio |");
        Console.WriteLine("|:---|---:|---:|---:|---:|---:|---:|---:|---:|");
        bool passed = true;
        foreach (CellPlan plan in Plans())
        {
            passed &= FullCycle(plan);
        }

        passed &= Quota(3_000, QuotaShape.WholeAgents, 3_000, 0);
        passed &= Quota(3_000, QuotaShape.LargeAndSmall, 20_000, 10_000);
        passed &= Quota(3_000, QuotaShape.SomeWithoutLimit, 20_000, 10_000);
        passed &= Quota(3_000, QuotaShape.LargeAndSmall, 20_000, 10_000, hasPorts: true);
        passed &= Revives(50_000);
        return passed & Books(1_000, 6_000);
    }

    private static CellPlan[] Plans() =>
    [
        new(10_000, 1_000, 1_000) { IsNested = true },
        new(10_000, 1_000, 1_000) { HasPorts = true },
        new(10_000, 1_000, 1_000) { IsNested = true, HasPorts = true },
    ];

    /// <summary>Every agent goes whole to the first who comes.</summary>
    private static bool FullCycle(CellPlan plan)
    {
        BenchCell cell = new(plan);
        LimitKernel kernel = new(plan.Agents, plan.Frameworks);
        Counted work = new(cell, () => cell.Cycle());
        Measure.Sample[][] samples = Measure.InTurns(
            Repetitions,
            new Measure.Work(kernel.Reset, () => kernel.Cycle()),
            new Measure.Work(() => { }, work.Run),
            new Measure.Work(cell.TakeOffers, () => cell.DeclineTaken(TimeSpan.Zero)));
        string name = (plan.IsNested ? "nested " : "") + (plan.HasPorts ? "ports " : "")
            + $"{plan.Agents} x {plan.Frameworks}";
        long back = Measure.MostBytes(samples[2]);
        return Check(name, work, plan.Agents, back, samples[1], samples[0]);
    }

    /// <summary>
    /// All who are owed something are served; then there is nothing to give, and a second run looks
    /// once more.
    /// </summary>
    private static bool Quota(
        int agents, QuotaShape shape, long mostOfFirst, long mostOfSecond, bool hasPorts = false)
    {
        BenchCell cell = QuotaCell.Build(agents, shape, hasPorts);
        LimitKernel kernel = new(agents, agents);
        QuotaKernel idle = new(agents, agents);
        Counted first = new(cell, () => cell.Cycle());
        Counted second = new(cell, () => cell.Cycle());
        Measure.Sample[][] samples = Measure.InTurns(
            Repetitions,
            new Measure.Work(kernel.Reset, () => kernel.Cycle()),
            new Measure.Work(() => { }, first.Run),
            new Measure.Work(() => { }, () => idle.Look()),
            new Measure.Work(cell.TakeOffers, second.Run),
            new Measure.Work(() => { }, () => cell.DeclineTaken(TimeSpan.Zero)));
        string name = $"quota {shape}" + (hasPorts ? " with ports" : "");
        long back = Measure.MostBytes(samples[4]);
        return Check(name, first, mostOfFirst, back, samples[1], samples[0])
            & Check(name + ", second run", second, mostOfSecond, 0, samples[3], samples[2])
            & second.Effects == 0;
    }

    /// <summary>However many revive, one run follows.</summary>
    private static bool Revives(int agents)
    {
        BenchCell cell = new(agents, 200);
        LimitKernel kernel = new(agents, 200);
        long runs = 0;
        Counted work = new(cell, () => runs = Math.Max(runs, ReviveBurst.ReviveAll(cell)));
        Measure.Sample[][] samples = Measure.InTurns(
            Repetitions,
            new Measure.Work(kernel.Reset, () => kernel.Cycle()),
            new Measure.Work(
                () =>
                {
                    cell.DeclineAll(TimeSpan.Zero);
                    ReviveBurst.SuppressAll(cell);
                },
                work.Run));
        bool isOne = runs == 1;
        string name = "200 revives, " + (isOne ? "one run" : $"{runs} runs");
        return isOne & Check(name, work, agents, 0, samples[1], samples[0]);
    }

    private static bool Books(int agents, int roles)
    {
        long books = ManyRoles.BytesOfBooks(agents, roles);
        long bare = ManyRoles.BytesOfBareBooks(agents, roles);
        Print("books of 1000 agents x 6000 roles", 0, 0, 0, books, MostBytesOfBooks, 0, 0,
            books / (double)bare);
        return books <= MostBytesOfBooks;
    }

    private static bool Check(
        string name, Counted work, long mostLooks, long moreBytes, Measure.Sample[] samples,
        Measure.Sample[] bare)
    {
        long bytes = Measure.MostBytes(samples) + moreBytes;
        double ratio = Measure.Median(
            samples.Zip(bare, (sample, limit) => sample.Microseconds / limit.Microseconds));
        Print(name, work.Effects, work.Looks, mostLooks, bytes, 0, Measure.MedianTime(samples),
            Measure.MedianTime(bare), ratio);
        return work.Looks <= mostLooks && bytes == 0;
    }

    private static void Print(string name, params ReadOnlySpan<double> cells)
    {
        Console.Write("| " + name);
        foreach (double cell in cells)
        {
            string format = double.IsInteger(cell) ? "F0" : "F2";
            Console.Write(" | " + cell.ToString(format, CultureInfo.InvariantCulture));
        }

        Console.WriteLine(" |");
    }

    /// <summary>Keeps what the last call did.</summary>
    private sealed class Counted(BenchCell cell, Action work)
    {
        internal long Effects { get; private set; }

        internal long Looks { get; private set; }

        internal void Run()
        {
            long looks = cell.Allocator.RolesLookedAt;
            int effects = cell.Allocator.Outbox.Count;
            work();
            Looks = cell.Allocator.RolesLookedAt - looks;
            Effects = cell.Allocator.Outbox.Count - effects;
        }
    }
}
