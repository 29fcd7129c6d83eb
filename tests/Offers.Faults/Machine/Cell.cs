using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Offers.Agents.Processes;

namespace Offers.Faults.Machine;

/// <summary>A master and its agents, real processes all of them, in a directory of their own.
/// </summary>
internal sealed class Cell : IDisposable
{
    private const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite
        | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const UnixFileMode Writable = UnixFileMode.UserRead | UnixFileMode.UserWrite
        | UnixFileMode.GroupRead | UnixFileMode.GroupWrite
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    /// <summary>A cell in which nothing runs yet.</summary>
    internal Cell(FaultKind kind, int agents)
    {
        Root = Directory.CreateTempSubdirectory("offers-faults-").FullName;
        File.SetUnixFileMode(Root, Passable);
        File.WriteAllText(Runs, "");
        File.SetUnixFileMode(Runs, Writable);
        if (kind == FaultKind.MasterDiskFull)
        {
            Disk = new SmallDisk(Data);
        }

        Master = new HostedProgram(
            "master", Path.Combine(Root, "master.log"), "Master",
            [
                "--data", Data, "--time-scale", "0.05", "--journal-lines", "400",
                "--max-missed-pings", "8",
            ]);
        Client = new MasterClient(Path.Combine(Data, "operator.sock"));
        string mark = Path.GetFileName(Root)[^6..];
        Agents = [.. Enumerable.Range(1, agents).Select(number => new AgentSite(
            Root, $"f{number}-{mark}", number, Path.Combine(Data, "agents.sock"), kind))];
    }

    /// <summary>The directory of it all.</summary>
    internal string Root { get; }

    /// <summary>The master's directory.</summary>
    internal string Data => Path.Combine(Root, "m");

    /// <summary>Where each command of a task says that it begins, and that it ends.</summary>
    internal string Runs => Path.Combine(Root, "runs");

    internal HostedProgram Master { get; }

    internal MasterClient Client { get; }

    internal IReadOnlyList<AgentSite> Agents { get; }

    /// <summary>The master's disk, if that is to be full.</summary>
    internal SmallDisk? Disk { get; }

    /// <summary>Whether the directory stays for people to look at.</summary>
    internal bool IsKept { get; set; }

    /// <summary>Has the master run jobs, from its next start on.</summary>
    internal void Give(string jobs, int group)
    {
        string path = string.Create(CultureInfo.InvariantCulture, $"{Root}/jobs-{group}.yaml");
        File.WriteAllText(path, jobs);
        string[] words = [.. Master.Arguments.TakeWhile(static word => word != "--run")];
        Master.Arguments = [.. words, "--run", path];
    }

    /// <summary>Waits for something that has to come; how long that took, or null.</summary>
    internal static async Task<TimeSpan?> UntilAsync(Func<Task<bool>> holds, TimeSpan bound)
    {
        long started = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            if (Stopwatch.GetElapsedTime(started) > bound)
            {
                return null;
            }

            await Task.Delay(Look);
        }

        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>
    /// Whether the master knows every agent, hears from it, and has admitted some so often.
    /// </summary>
    internal async Task<bool> IsWholeAsync(long admissions)
    {
        if (!Master.IsRunning || Agents.Any(static agent => !agent.Program.IsRunning)
            || await Client.AskAsync("agents") is not { } known)
        {
            return false;
        }

        int heard = known.EnumerateArray().Count(static agent =>
            agent.GetProperty("state").ValueEquals("CONNECTED")
            && agent.GetProperty("missed_pings").GetInt32() == 0);
        return heard == Agents.Count && await Client.AdmissionsAsync() >= admissions;
    }

    /// <summary>What the master says of its jobs that end; empty when it says nothing.</summary>
    internal async Task<IReadOnlyList<JsonElement>> BatchesAsync() =>
        await Client.AskAsync("state") is { } state
            ? [.. state.GetProperty("jobs").EnumerateArray()
                .Where(static job => job.TryGetProperty("finished", out _))]
            : [];

    /// <summary>Ends all that is left, by its number; the groups of dead tasks go too.</summary>
    public void Dispose()
    {
        Master.Dispose();
        foreach (AgentSite agent in Agents)
        {
            agent.Dispose();
        }

        foreach ((int pid, _, _) in ProcessTable.Of(Root))
        {
            _ = Native.kill(pid, Native.SignalKill);
        }

        if (IsKept)
        {
            return;
        }

        Disk?.Dispose();
        foreach (AgentSite agent in Agents)
        {
            agent.Disk?.Dispose();
        }

        Directory.Delete(Root, recursive: true);
    }
}
