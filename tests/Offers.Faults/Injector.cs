using System.Diagnostics;
using Offers.Agents.Processes;
using Offers.Faults.Machine;
using Offers.Faults.Network;

namespace Offers.Faults;

/// <summary>Does one fault after another to a cell, at moments that a seed decides.</summary>
internal sealed class Injector(FaultKind kind, Cell cell, Random random, FaultResult result)
{
    private static readonly TimeSpan HealBound = TimeSpan.FromSeconds(40);

    /// <summary>
    /// One fault: waits for a while, does it, undoes it, and mostly waits until the cell is whole.
    /// </summary>
    internal async Task<string> InjectAsync()
    {
        await Task.Delay(random.Next(600));
        AgentSite agent = cell.Agents[random.Next(cell.Agents.Count)];
        long before = await cell.Client.AdmissionsAsync();
        result.Injected++;
        string what;
        long started = Stopwatch.GetTimestamp();
        switch (kind)
        {
            case FaultKind.AgentKill:
                what = await KillAsync(agent.Program);
                before++;
                break;
            case FaultKind.MasterKill:
                what = await KillAsync(cell.Master);
                before = cell.Agents.Count;
                break;
            case FaultKind.BothKill:
                what = await KillBothAsync(agent.Program);
                before = cell.Agents.Count;
                break;
            case FaultKind.SupervisorKill:
                what = await KillSupervisorAsync(agent);
                break;
            case FaultKind.Cut:
                (what, started) = await CutAsync(agent);
                before++;
                break;
            case FaultKind.Slow:
                (what, started) = await SlowAsync(agent.Proxy!);
                break;
            case FaultKind.HalfClosed:
                (what, started) = await HalfCloseAsync(agent.Proxy!);
                before++;
                break;
            case FaultKind.AgentDiskFull:
                (what, started) = await FillAsync(agent.Disk!);
                break;
            default:
                what = await FillMasterAsync();
                before = cell.Agents.Count;
                break;
        }

        if (random.Next(3) > 0)
        {
            await HealAsync(before, started);
        }

        return what;
    }

    /// <summary>Waits until the cell is whole, and starts what has ended.</summary>
    /// <param name="admissions">How often the master must have admitted agents.</param>
    /// <param name="started">When the fault happened, or ended if it lasted; null for none.</param>
    internal async Task HealAsync(long admissions, long? started)
    {
        TimeSpan? whole = await Cell.UntilAsync(
            () =>
            {
                Revive();
                return cell.IsWholeAsync(admissions);
            },
            HealBound);
        if (whole is null)
        {
            result.Wrong.Add($"not whole again after {HealBound.TotalSeconds} s");
        }
        else if (started is { } moment)
        {
            result.Heals.Add(Stopwatch.GetElapsedTime(moment));
        }
    }

    /// <summary>Starts what ended of itself, which most faults are no reason for.</summary>
    internal void Revive()
    {
        foreach (AgentSite agent in cell.Agents)
        {
            Revive(agent.Program, mayEnd: false);
        }

        Revive(cell.Master, kind == FaultKind.MasterDiskFull);
    }

    private void Revive(HostedProgram program, bool mayEnd)
    {
        if (program.ExitCode is not { } code)
        {
            return;
        }

        if (!mayEnd || code != 1)
        {
            result.Wrong.Add($"{program}: ended with {code} of itself");
        }

        program.Start();
    }

    private async Task<string> KillAsync(HostedProgram program)
    {
        program.Kill();
        int pause = random.Next(2) * random.Next(700);
        await Task.Delay(pause);
        program.Start();
        return $"{program.Name} killed, started after {pause} ms";
    }

    private async Task<string> KillBothAsync(HostedProgram agent)
    {
        agent.Kill();
        cell.Master.Kill();
        bool isMasterFirst = random.Next(2) == 0;
        (isMasterFirst ? cell.Master : agent).Start();
        await Task.Delay(random.Next(500));
        (isMasterFirst ? agent : cell.Master).Start();
        return $"{agent.Name} and master killed, {(isMasterFirst ? "master" : "agent")} first";
    }

    private async Task<string> KillSupervisorAsync(AgentSite agent)
    {
        int pid = 0;
        await Cell.UntilAsync(
            () =>
            {
                pid = ProcessTable.SupervisorOf(agent.Work);
                return Task.FromResult(pid > 0);
            },
            HealBound);
        _ = Native.kill(pid, Native.SignalKill);
        if (random.Next(2) == 0)
        {
            return $"supervisor {pid} of {agent.Name} killed";
        }

        await Task.Delay(random.Next(2) * random.Next(100));
        agent.Program.Kill();
        agent.Program.Start();
        return $"supervisor {pid} and {agent.Name} killed";
    }

    private async Task<(string, long)> CutAsync(AgentSite agent)
    {
        await Cell.UntilAsync(() => Task.FromResult(agent.Proxy!.IsConnected), HealBound);
        int bytes = random.Next(2) == 0 ? random.Next(64) : random.Next(4000);
        agent.Proxy!.CutAfter(bytes);
        bool isCut = await Cell.UntilAsync(
            () => Task.FromResult(!agent.Proxy!.IsConnected), TimeSpan.FromSeconds(2)) is not null;
        agent.Proxy.Cut();
        return ($"{agent.Name} cut {(isCut ? $"after {bytes} bytes" : "while it was silent")}",
            Stopwatch.GetTimestamp());
    }

    private async Task<(string, long)> SlowAsync(Proxy proxy)
    {
        int length = random.Next(4) == 0 ? random.Next(9000) : random.Next(1500);
        Directions directions = (Directions)random.Next(4);
        if (directions == Directions.None)
        {
            proxy.IsTrickling = true;
        }

        proxy.Stalled = directions;
        await Task.Delay(length);
        proxy.Stalled = Directions.None;
        proxy.IsTrickling = false;
        return ($"{(directions == Directions.None ? "trickle" : directions)} for {length} ms",
            Stopwatch.GetTimestamp());
    }

    private async Task<(string, long)> HalfCloseAsync(Proxy proxy)
    {
        await Cell.UntilAsync(() => Task.FromResult(proxy.IsConnected), HealBound);
        int length = random.Next(4) == 0 ? random.Next(9000) : random.Next(1500);
        Directions direction = random.Next(2) == 0 ? Directions.ToAgent : Directions.ToMaster;
        bool isSilent = random.Next(2) == 0;
        proxy.Swallowed = direction;
        if (!isSilent)
        {
            proxy.HalfClose(direction);
        }

        await Task.Delay(length);
        proxy.Swallowed = Directions.None;
        proxy.Cut();
        return ($"{direction} ended {(isSilent ? "silently" : "")} for {length} ms",
            Stopwatch.GetTimestamp());
    }

    private async Task<(string, long)> FillAsync(SmallDisk disk)
    {
        int length = random.Next(4) == 0 ? random.Next(6000) : random.Next(1000);
        disk.Fill();
        await Task.Delay(length);
        disk.Free();
        return ($"full for {length} ms", Stopwatch.GetTimestamp());
    }

    private async Task<string> FillMasterAsync()
    {
        cell.Disk!.Fill();
        int code = await cell.Master.EndAsync();
        if (code != 1)
        {
            result.Wrong.Add($"the master's disk is full: it ended with {code}, expected 1");
        }

        if (random.Next(3) == 0)
        {
            // Another life that finds the disk full; it may also begin just as that is over.
            cell.Master.Start();
            await Task.Delay(random.Next(1200));
        }

        cell.Disk!.Free();
        if (!cell.Master.IsRunning)
        {
            cell.Master.Start();
        }

        return "the master's disk is full";
    }
}
