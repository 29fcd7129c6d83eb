using System.Globalization;

namespace Offers.Bench;

/// <summary>
/// The quick check for CI: everything in this process, under a minute. It fails on allocated bytes, which
/// do not vary, and on a ratio of times only when that is a catastrophe.
/// </summary>
internal static class Gate
{
    private const double Budget = 3;
    private const double Catastrophe = 3 * Budget;
    private const double IdleBudgetMicroseconds = 100;

    internal static int Run()
    {
        bool passed = true;
        Console.WriteLine("| agents | frameworks | roles | cycle us | kernel us | ratio | bytes |");
        Console.WriteLine("|---:|---:|---:|---:|---:|---:|---:|");
        passed &= CycleIsWithinBudget(1_000, 100, 1);
        passed &= CycleIsWithinBudget(10_000, 1_000, 1);
        passed &= CycleIsWithinBudget(50_000, 1, 1);
        passed &= CycleIsWithinBudget(50_000, 3_000, 1);
        passed &= CycleIsWithinBudget(50_000, 3_000, 3_000);
        Console.WriteLine();
        Console.WriteLine("| agents | frameworks | filters | idle batch us | bytes |");
        Console.WriteLine("|---:|---:|---:|---:|---:|");
        passed &= IdleIsWithinBudget(1_000, 600);
        passed &= IdleIsWithinBudget(10_000, 6_000);
        Console.WriteLine(passed ? "passed" : "FAILED");
        return passed ? 0 : 1;
    }

    private static bool CycleIsWithinBudget(int agents, int frameworks, int roles)
    {
        const int Repetitions = 25;
        BenchCell cell = new(agents, frameworks, roles);
        LimitKernel kernel = new(agents, frameworks);
        Measure.Sample[] samples = Measure.Medians(
            Repetitions,
            new Measure.Work(kernel.Reset, () => kernel.Cycle()),
            new Measure.Work(() => cell.DeclineAll(TimeSpan.Zero), () => cell.Cycle()));
        (Measure.Sample limit, Measure.Sample cycle) = (samples[0], samples[1]);
        double ratio = cycle.Microseconds / limit.Microseconds;
        Print(agents, frameworks, roles, cycle.Microseconds, limit.Microseconds, ratio, cycle.Bytes);
        return cycle.Bytes == 0 && ratio <= Catastrophe;
    }

    private static bool IdleIsWithinBudget(int agents, int frameworks)
    {
        BenchCell cell = IdleCell.Build(agents, frameworks, 50);
        Measure.Work work = new(() => { }, () => cell.Cycle());
        Measure.Sample idle = Measure.Medians(51, work)[0];
        Print(agents, frameworks, cell.Allocator.FilterCount, idle.Microseconds, idle.Bytes);
        return idle.Bytes == 0 && idle.Microseconds <= Catastrophe * IdleBudgetMicroseconds;
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
