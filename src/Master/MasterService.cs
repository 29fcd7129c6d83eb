using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Offers.Masters.Agents;
using Offers.Masters.Frameworks;
using Offers.Masters.Local;
using Offers.Masters.Loop;
using Offers.Masters.Metrics;
using Offers.Masters.Options;
using Offers.Masters.Store;
using Offers.Simulation;
using Offers.Wire;

namespace Offers.Masters;

/// <summary>
/// A life of the master: recovers what the last one left, runs the loop on a thread of its own,
/// and listens for agents.
/// </summary>
internal sealed partial class MasterService : IHostedService, IAsyncDisposable
{
    private readonly MasterOptions _options;
    private readonly MasterMetrics _metrics;
    private readonly StoreFiles _files;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILogger<MasterService> _log;
    private readonly CancellationTokenSource _stop = new();
    private MasterStore? _store;
    private FrameworkDesk? _frameworks;
    private Thread? _thread;
    private AgentServer? _agents;
    private WireTls? _tls;
    private volatile bool _isRunning;

    /// <summary>A life that has not begun.</summary>
    public MasterService(
        MasterOptions options, MasterMetrics metrics, StoreFiles files,
        IHostApplicationLifetime lifetime, ILogger<MasterService> log)
    {
        _files = files;
        _options = options;
        _metrics = metrics;
        _lifetime = lifetime;
        _log = log;
    }

    /// <summary>The loop; null before the start.</summary>
    internal MasterLoop? Loop { get; private set; }

    /// <summary>Where agents connect, once it has started.</summary>
    internal WireEndpoint? Endpoint { get; private set; }

    /// <summary>Whether agents can connect and the loop has not ended.</summary>
    internal bool IsReady => _isRunning && _agents is not null;

    /// <summary>What the process ends with: 0, or 1 when the loop failed, or as jobs ended.
    /// </summary>
    internal int ExitCode { get; private set; }

    /// <summary>What became of the jobs, once all that end have ended; null before.</summary>
    internal List<JobSummary>? Summary { get; private set; }

    /// <summary>Recovers and starts.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        JobsFile jobs = _options.Run is { } file ? JobsReader.ReadFile(file) : JobsFile.Empty;
        _store = MasterStore.Open(_options.Data, _options.Store, _files);
        string logs = Path.Combine(_options.Data, "frameworks");
        if (_options.Run is null)
        {
            RefuseJobs(logs);
        }

        Recovery recovery = _store.Recover(_options.Cluster);
        if (recovery.IsRestart)
        {
            Recovered(_log, recovery.Incarnation, recovery.Entries, recovery.TornBytes);
        }

        MasterClock clock = new(TimeProvider.System, _options.TimeScale, recovery.Last);
        _frameworks = new FrameworkDesk(logs, _files)
        {
            // At the end the summary has the last failure of each job.
            TaskFailed = LocalAgent.HasTable(_options) ? null : Tell,
        };
        Loop = new MasterLoop(recovery.Cluster, _store, clock, _frameworks, _metrics,
            WireOptions.Default with { AllowInsecure = _options.AllowsInsecure });
        Begin(recovery, jobs);
        Loop.JobsEnded = _options.UntilDone ? EndJobs : null;
        _isRunning = true;
        _thread = new Thread(RunLoop) { Name = "master loop" };
        _thread.Start();
        if (_options.Tls is { } tls)
        {
            _tls = WireTls.FromFiles(tls.Certificate, tls.Key, tls.Authority);
        }

        _agents = await AgentServer.StartAsync(
            Loop, _options.Listen, _tls, _log, _options.MaxConnections).ConfigureAwait(false);
        Endpoint = _agents.Endpoint;
        Listening(_log, Endpoint.ToString(), _options.Operator);
    }

    /// <summary>
    /// Ends in order: the loop first, so that the ends of connections are no losses of agents, and
    /// then the connections, over which what it sent still goes out.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _thread?.Join();
        _thread = null;
        if (Interlocked.Exchange(ref _agents, null) is { } agents)
        {
            await agents.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        _frameworks?.Dispose();
        _store?.Dispose();
        _tls?.Dispose();
    }

    /// <summary>Nobody said what is to become of jobs that are there: none is ended by that.
    /// </summary>
    private static void RefuseJobs(string logs)
    {
        const int Most = 10;
        string[] jobs = FrameworkDesk.JobsIn(logs);
        if (jobs.Length > 0)
        {
            string names = string.Join(", ", jobs.Take(Most))
                + (jobs.Length > Most ? $" and {jobs.Length - Most} more" : "");
            throw new InputException(
                logs, 0, "--run", "nothing", $"a file, for there are frameworks of jobs: {names}; "
                + "give --run FILE, with an empty list of jobs (services: []) to end them all");
        }
    }

    /// <summary>The first commands of this life, durable before anybody can connect.</summary>
    private void Begin(Recovery recovery, JobsFile jobs)
    {
        MasterLoop loop = Loop!;
        FrameworkDesk frameworks = _frameworks!;
        if (recovery.IsRestart)
        {
            loop.Apply(new RestartMaster(recovery.Incarnation + 1));
        }

        foreach (ClusterCommand command in RoleSettings.CommandsOf(
            jobs.Roles, loop.Cluster))
        {
            ClusterStatus status = loop.Apply(command);
            if (status != ClusterStatus.Ok)
            {
                throw RoleSettings.Refusal(
                    _options.Run!, jobs.Roles, loop.Cluster.Options, status);
            }
        }

        frameworks.Open(jobs.Jobs, loop.Cluster, loop.Now);
        foreach (StaleFramework stale in frameworks.Stale)
        {
            Tell(stale);
            loop.Apply(new TearDown(stale.Id) { IsByOperator = true });
        }

        loop.Turn();
        foreach (StaleFramework stale in frameworks.Stale)
        {
            frameworks.Forget(stale.Id);
        }

        frameworks.Connect(loop.NextConnection, loop.Now);
    }

    private void Tell(StaleFramework stale)
    {
        string job = FrameworkDesk.JobOf(stale.Id);
        if (stale.Reason == StaleReason.Unwanted)
        {
            Unwanted(_log, job, stale.Id);
        }
        else if (stale.Reason == StaleReason.TornDown)
        {
            BegunAnew(_log, job, stale.Id);
        }
    }

    private void Tell(ToldFailure told)
    {
        if (_options.WithAgent && _lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Whoever ended the two wanted that.
            return;
        }

        if (told.LeftOut == 0)
        {
            TaskFailed(_log, told.Framework.Id, told.Failure);
        }
        else
        {
            TasksFailed(_log, told.Framework.Id, told.Failure, told.LeftOut);
        }
    }

    private void RunLoop()
    {
        try
        {
            Loop!.Run(_stop.Token);
        }
        catch (Exception bad)
        {
            // What was not made durable was not sent: the next life begins with what is on disk.
            ExitCode = 1;
            Failed(_log, bad.Message, bad is IOException ? null : bad);
        }
        finally
        {
            _isRunning = false;
            _lifetime.StopApplication();
        }
    }

    /// <summary>
    /// Every job that ends has ended: tells how, ends the others, and the master with them.
    /// </summary>
    private void EndJobs()
    {
        MasterLoop loop = Loop!;
        Summary = JobSummary.Of(loop.Frameworks.All);
        ExitCode = Summary.Exists(static job => job.GivenUp > 0)
            ? MasterProgram.JobsGaveUp
            : ExitCode;
        foreach (HostedFramework framework in loop.Frameworks.All)
        {
            loop.Apply(new TearDown(framework.Id) { IsByOperator = true });
        }

        // The next turn of the loop makes that durable and tells the agents.
        loop.AfterTurn(() =>
        {
            foreach (HostedFramework framework in loop.Frameworks.All)
            {
                loop.Frameworks.Forget(framework.Id);
            }

            _lifetime.StopApplication();
        });
    }

    [LoggerMessage(1, LogLevel.Information,
        "recovered life {Incarnation}: {Entries} commands done again, {TornBytes} bytes cut off")]
    private static partial void Recovered(
        ILogger log, int incarnation, long entries, long tornBytes);

    [LoggerMessage(2, LogLevel.Information,
        "listening for agents at {Endpoint}, for operators at {Operator}")]
    private static partial void Listening(ILogger log, string endpoint, string @operator);

    [LoggerMessage(4, LogLevel.Warning, "the job {Job} is torn down ({Framework}): it stands no "
        + "more in the jobs file, or is another there")]
    private static partial void Unwanted(ILogger log, string job, string framework);

    [LoggerMessage(5, LogLevel.Information,
        "the job {Job} begins anew: it was torn down ({Framework})")]
    private static partial void BegunAnew(ILogger log, string job, string framework);

    [LoggerMessage(6, LogLevel.Warning, "{Framework}: {Failure}")]
    private static partial void TaskFailed(ILogger log, string framework, TaskFailure failure);

    [LoggerMessage(7, LogLevel.Warning,
        "{Framework}: {Failure} (and {LeftOut} failures before it that were not told)")]
    private static partial void TasksFailed(
        ILogger log, string framework, TaskFailure failure, long leftOut);

    [LoggerMessage(3, LogLevel.Critical, "the master cannot go on: {Reason}")]
    private static partial void Failed(ILogger log, string reason, Exception? bad);
}
