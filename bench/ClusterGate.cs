using System.Globalization;

namespace Offers.Bench;

/// <summary>
/// The calls of a busy cluster: accept with ten tasks, update, acknowledge, decline. Gated are the
/// bytes that applying them allocates, which must be none; times, and their ratios to a bare loop
/// over the same names in the same run, are there to be read.
/// </summary>
internal static class ClusterGate
{
    private const int Agents = 2_000;

    /// <summary>Enough that the compiler has long done its best.</summary>
    private const int Repetitions = 2_000;

    internal static bool Run()
    {
        ClusterCell cell = new(Agents);
        BareCalls bare = new(Agents);
        Measure.Sample[][] samples = Measure.InTurns(
            Repetitions,
            new Measure.Work(cell.PrepareAccepts, cell.ApplyCalls),
            new Measure.Work(bare.PrepareAccepts, bare.Accept),
            new Measure.Work(cell.PrepareDeclines, cell.ApplyCalls),
            new Measure.Work(() => { }, () => bare.Decline()),
            new Measure.Work(cell.PrepareUpdates, cell.ApplyCalls),
            new Measure.Work(bare.PrepareUpdates, bare.Update),
            new Measure.Work(cell.PrepareAcknowledgements, cell.ApplyCalls),
            new Measure.Work(bare.PrepareAcknowledgements, bare.Acknowledge));
        Console.WriteLine("| call of a cluster | calls | us each | bare us each | ratio | bytes |");
        Console.WriteLine("|:---|---:|---:|---:|---:|---:|");
        const int Calls = ClusterCell.CallsPerTurn;
        const int Tasks = Calls * ClusterCell.TasksPerOffer;
        bool passed = Print("accept with 10 tasks", Calls, samples[0], samples[1]);
        passed &= Print("decline", Calls, samples[2], samples[3]);
        passed &= Print("status update", Tasks, samples[4], samples[5]);
        passed &= Print("acknowledgement", Tasks, samples[6], samples[7]);
        Console.WriteLine();
        return passed;
    }

    private static bool Print(
        string name, int calls, Measure.Sample[] samples, Measure.Sample[] bare)
    {
        double ratio = Measure.Median(
            samples.Zip(bare, (sample, limit) => sample.Microseconds / limit.Microseconds));
        long bytes = Measure.MostBytes(samples);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {calls} | {Measure.MedianTime(samples) / calls:F3} "
            + $"| {Measure.MedianTime(bare) / calls:F3} | {ratio:F1} | {bytes} |"));
        return bytes == 0;
    }
}
