using Offers.Masters.Frameworks;
using Offers.Masters.Loop;
using Offers.Masters.Metrics;
using Offers.Masters.Store;

namespace Offers.Masters.Tests.Loop;

/// <summary>A life of a master without threads, sockets or real time.</summary>
internal sealed class PlayedMaster : IDisposable
{
    private readonly MasterStore _store;
    private readonly MasterMetrics _metrics = new();
    private readonly List<(AgentSession Session, PlayedLink Link, PlayedAgent Agent)> _agents = [];

    internal PlayedMaster(
        string directory, ManualTime time, string jobs = "", StoreFiles? disk = null,
        ArrivalBudget? arrivals = null)
    {
        StoreFiles files = disk ?? new BadDiskFree();
        _store = MasterStore.Open(directory, new StoreOptions(JournalLines: 200), files);
        Recovery recovery = _store.Recover(new ClusterOptions());
        Recovery = recovery;
        Time = time;
        Frameworks = new FrameworkDesk(Path.Combine(directory, "frameworks"), files);
        Loop = new MasterLoop(
            recovery.Cluster, _store, new MasterClock(time, 1, recovery.Last), Frameworks,
            _metrics)
        {
            Arrivals = arrivals ?? new ArrivalBudget(),
        };
        if (recovery.IsRestart)
        {
            Loop.Apply(new RestartMaster(recovery.Incarnation + 1));
        }

        IReadOnlyList<JobSpec> specs =
            jobs.Length > 0 ? JobsReader.Read("jobs.yaml", jobs).Jobs : [];
        Frameworks.Open(specs, recovery.Cluster, Loop.Now);
        Frameworks.Connect(Loop.NextConnection, Loop.Now);
    }

    internal ManualTime Time { get; }

    internal Recovery Recovery { get; }

    internal MasterLoop Loop { get; }

    internal FrameworkDesk Frameworks { get; }

    internal MasterMetrics Metrics => _metrics;

    /// <summary>An operator ends the framework of a job.</summary>
    internal ClusterStatus TearDown(string job) => Loop.Apply(
        new TearDown(Of(job).Id) { IsByOperator = true });

    internal HostedFramework Of(string job) =>
        Frameworks.All.Single(one => one.Job.Name == job);

    internal void Connect(PlayedAgent agent)
    {
        PlayedLink link = new();
        AgentSession session = new(Loop.NextConnection(), link);
        _agents.Add((session, link, agent));
        Loop.Open(session);
        Loop.Hear(session, agent.Greeting());
    }

    /// <summary>A second passes, with all that comes of it.</summary>
    internal void Step(double seconds = 1)
    {
        Time.Pass(seconds);
        bool isBusy = true;
        while (isBusy)
        {
            Loop.Turn();
            isBusy = Frameworks.Calls.Count > 0 || Loop.Cluster.NextDeadline <= Loop.Now;
            foreach ((AgentSession session, PlayedLink link, PlayedAgent agent) in _agents)
            {
                while (link.Sent.TryDequeue(out AgentInstruction? instruction))
                {
                    isBusy = true;
                    agent.Hear(instruction).ForEach(report => Loop.Hear(session, report));
                }
            }
        }

        foreach ((AgentSession session, PlayedLink _, PlayedAgent agent) in _agents)
        {
            agent.Play().ForEach(report => Loop.Hear(session, report));
        }
    }

    /// <summary>The process is gone; what was not written is lost.</summary>
    public void Dispose()
    {
        _store.Dispose();
        Frameworks.Dispose();
        _metrics.Dispose();
    }

    /// <summary>The real disk without its syncs, which no test here needs.</summary>
    private sealed class BadDiskFree : StoreFiles
    {
        internal override void Sync(Stream stream)
        {
        }

        internal override void SyncDirectory(string directory)
        {
        }
    }
}
