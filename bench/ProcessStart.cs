using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Offers.Agents.Processes;

namespace Offers.Bench;

/// <summary>
/// <c>--processes</c>: the time from request to program running, through client and supervisor,
/// against bare spawns that join the same groups and sync the same record, one after another in
/// the same run. Budget: 1.3 times the bare spawn (architecture, section 6).
/// </summary>
[SupportedOSPlatform("linux")]
internal static class ProcessStart
{
    private const int Warmups = 50;
    private const int Starts = 400;

    /// <summary>Measures and prints; false when the budget is missed by more than 3 times.
    /// </summary>
    internal static async Task<bool> RunAsync()
    {
        string work = Directory.CreateTempSubdirectory("offers-test-").FullName;
        using var groups = new ProcessStartGroups();
        var bare = new ProcessStartBare(work, groups.JoinFiles);
        var client = new SupervisorClient(new SupervisorClientOptions(work));
        await using (client.ConfigureAwait(false))
        {
            var command = new CommandSpec("/bin/sleep", work)
            {
                Arguments = ["1000"],
                JoinFiles = groups.JoinFiles,
                Stdout = Path.Combine(work, "stdout"),
                Stderr = Path.Combine(work, "stderr"),
            };
            double[][] times = await MeasureAsync(client, command, bare);
            await client.StopWhenEmptyAsync();
            Directory.Delete(work, recursive: true);
            return StartTable.Print(
                $"start of a process, {Starts} each, {groups.JoinFiles.Count} groups joined, "
                + "record synced",
                [
                    "supervisor", "bare: a shell joins and execs",
                    "bare: no shell, joined from outside",
                ],
                times);
        }
    }

    private static async Task<double[][]> MeasureAsync(
        SupervisorClient client, CommandSpec command, ProcessStartBare bare)
    {
        double[][] times = [new double[Starts], new double[Starts], new double[Starts]];
        for (int index = -Warmups; index < Starts; index++)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"task-{index}");
            long start = Stopwatch.GetTimestamp();
            await client.StartAsync(id, command);
            double supervised = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            await client.EndAsync(id, TimeSpan.Zero);
            await client.ForgetAsync(id);
            double shell = bare.Run(byShell: true);
            double leanest = bare.Run(byShell: false);
            if (index >= 0)
            {
                (times[0][index], times[1][index], times[2][index]) = (supervised, shell, leanest);
            }
        }

        return times;
    }
}
