using System.Globalization;

namespace Offers.Bench;

/// <summary>
/// The quick check for CI: everything in this process, under 40 seconds. It fails on allocated
/// bytes and on counts (<see cref="CountGate"/>), which do not vary; of the ratios of times, which
/// do, only on that of the largest shape, and only when it is three times its budget. The others
/// are there to be read: with one framework, for example, the kernel has no heap to work on, and
/// the ratio says little.
/// </summary>
internal static class Gate
{
    private const double Budget = 3;
    private const double Catastrophe = 3 * Budget;

    /// <summary>32, and what lists of chunks and sets of indexes take beside.</summary>
    private const double MostBytesPerFilter = 34;

    private static readonly Shape[] Shapes =
    [
        new(1_000, 100, 1),
        new(10_000, 1_000, 1),
        new(50_000, 1, 1),
        new(50_000, 3_000, 1, Catastrophe),
        new(50_000, 3_000, 3_000),
    ];

    private readonly record struct Shape(
        int Agents, int Frameworks, int Roles, double MostRatio = double.PositiveInfinity);

    internal static int Run()
    {
        bool passed = true;
        Console.WriteLine(
            "| agents | frameworks | roles | cycle us | kernel us | ratio | bytes | decline ns |");
        Console.WriteLine("|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (Shape shape in Shapes)
        {
            passed &= CycleIsWithinBudget(shape);
        }

        Console.WriteLine();
        Console.WriteLine(
            "| agents | frameworks | filters | idle batch us | bytes | bytes a filter |");
        Console.WriteLine("|---:|---:|---:|---:|---:|---:|");
        passed &= IdleIsWithinBudget(1_000, 600);
        passed &= IdleIsWithinBudget(50_000, 6_000);
        Console.WriteLine();
        passed &= ClusterGate.Run();
        passed &= CountGate.Run();
        Console.WriteLine(passed ? "passed" : "FAILED");
        return passed ? 0 : 1;
    }

    /// <summary>Kernel, cycle and the way back take turns; the first two are a pair.</summary>
    private static bool CycleIsWithinBudget(Shape shape)
    {
        const int Repetitions = 15;
        BenchCell cell = new(shape.Agents, shape.Frameworks, shape.Roles);
        LimitKernel kernel = new(shape.Agents, shape.Frameworks);
        Measure.Sample[][] samples = Measure.InTurns(
            Repetitions,
            new Measure.Work(kernel.Reset, () => kernel.Cycle()),
            new Measure.Work(() => { }, () => cell.Cycle()),
            new Measure.Work(cell.TakeOffers, () => cell.DeclineTaken(TimeSpan.Zero)));
        (Measure.Sample[] limits, Measure.Sample[] cycles) = (samples[0], samples[1]);
        double ratio = Measure.Median(
            cycles.Zip(limits, (cycle, limit) => cycle.Microseconds / limit.Microseconds));
        long bytes = Measure.MostBytes(cycles) + Measure.MostBytes(samples[2]);
        Print(
            shape.Agents,
            shape.Frameworks,
            shape.Roles,
            Measure.MedianTime(cycles),
            Measure.MedianTime(limits),
            ratio,
            bytes,
            Measure.MedianTime(samples[2]) * 1_000 / shape.Agents);
        return bytes == 0 && ratio <= shape.MostRatio;
    }

    private static bool IdleIsWithinBudget(int agents, int frameworks)
    {
        BenchCell cell = IdleCell.Build(agents, frameworks, 50, out double bytesPerFilter);
        Measure.Sample[] idle =
            Measure.InTurns(51, new Measure.Work(() => { }, () => cell.Cycle()))[0];
        double micros = Measure.MedianTime(idle);
        long bytes = Measure.MostBytes(idle);
        Print(agents, frameworks, cell.Allocator.FilterCount, micros, bytes, bytesPerFilter);
        return bytes == 0 && bytesPerFilter <= MostBytesPerFilter;
    }

    private static void Print(params ReadOnlySpan<double> cells)
    {
        foreach (double cell in cells)
        {
            string format = double.IsInteger(cell) ? "F0" : "F2";
            Console.Write("| " + cell.ToString(format, CultureInfo.InvariantCulture) + " ");
        }

        Console.WriteLine("|");
    }
}
