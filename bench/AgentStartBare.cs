using System.Diagnostics;
using System.Runtime.Versioning;
using Offers.Agents.Containers;
using Offers.Agents.Sandboxes;

namespace Offers.Bench;

/// <summary>What the start of a task costs at the least: its writes and syncs, a shell.</summary>
[SupportedOSPlatform("linux")]
internal sealed class AgentStartBare : IDisposable
{
    // What the agent keeps of a launch, a start and an update, in bytes.
    private const int RowBytes = 700;
    private const int Syncs = 3;
    private readonly string _work;
    private readonly IContainerGroups _groups;
    private readonly SandboxLayout _sandboxes;
    private readonly AppendLog _log;
    private readonly byte[] _rows = new byte[RowBytes];
    private readonly ContainerLimits _limits =
        new() { Cpus = 100, MemoryHardBytes = ContainerLimits.LeastMemoryBytes };

    internal AgentStartBare(string work, IContainerGroups groups)
    {
        _work = work;
        _groups = groups;
        Directory.CreateDirectory(work);
        _sandboxes = new SandboxLayout(work);
        _log = AppendLog.Open(Path.Combine(work, "log"), static _ => { });
    }

    /// <inheritdoc/>
    public void Dispose() => _log.Dispose();

    /// <summary>Starts one and ends it; milliseconds until its program ran.</summary>
    internal async Task<double> RunAsync(string name)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Syncs - 1; i++)
        {
            _log.Append(_rows);
            _log.Sync();
        }

        _sandboxes.Create(new SandboxKey("f", name, name), Environment.UserName);
        _groups.Create(name, _limits);
        ProcessStartBare bare = new(_work, _groups.JoinFiles(name));
        int pid = bare.Start(byShell: true);
        _log.Append(_rows);
        _log.Sync();
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        ProcessStartBare.End(pid);
        await _groups.DestroyAsync(name, TimeSpan.FromSeconds(10));
        return milliseconds;
    }
}
