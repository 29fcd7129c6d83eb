using System.Globalization;
using Offers.Masters.Store;

namespace Offers.Masters.Frameworks;

/// <summary>
/// A job's scheduler and the log of all that it has heard. The scheduler is a pure state machine:
/// to hear the log again makes it what it was, so it outlives the process.
/// </summary>
/// <remarks>
/// Lines of the log, each with the moment in ticks in front: <c>connect N</c>, <c>advance</c>,
/// <c>event {...}</c>, <c>scale N</c>; the first line says which job it is.
/// </remarks>
internal sealed class HostedFramework : IDisposable
{
    private readonly SchedulerOutbox _outbox = new();
    private readonly SchedulerEventWriter _writer;
    private readonly LineLog _log;
    private readonly FailureTally _failures = new();

    private HostedFramework(
        string id, JobSpec job, SchedulerBase scheduler, LineLog log, ResourceSchema schema)
    {
        Id = id;
        Job = job;
        Scheduler = scheduler;
        _log = log;
        _writer = new SchedulerEventWriter(schema);
    }

    /// <summary>The id of the framework.</summary>
    internal string Id { get; }

    /// <summary>What it runs.</summary>
    internal JobSpec Job { get; }

    /// <summary>What decides.</summary>
    internal SchedulerBase Scheduler { get; }

    /// <summary>Whether the cell has removed it: somebody has torn it down.</summary>
    internal bool IsRemoved => Scheduler.IsOver;

    /// <summary>Whether nothing more will come of a job that ends.</summary>
    internal bool HasEnded => Job.Ends && (IsRemoved || Scheduler switch
    {
        BatchScheduler batch => batch.IsDone,
        GangScheduler gang => gang.IsDone,
        _ => false,
    });

    /// <summary>What became of its tasks so far.</summary>
    internal TaskCounts Counts { get; private init; } = new();

    /// <summary>Why it gave offers back since its last launch.</summary>
    internal ValueList<OfferRefusalCount> Refusals => Scheduler switch
    {
        ServiceScheduler service => service.Status.Refusals,
        BatchScheduler batch => batch.Refusals,
        _ => [],
    };

    /// <summary>
    /// How far a job is that ends; null for others. What was still to be done when it was removed
    /// is given up.
    /// </summary>
    internal JobStatus? Status
    {
        get
        {
            JobStatus? status = Scheduler switch
            {
                BatchScheduler batch => batch.StatusOf(Job.Name),
                GangScheduler gang => gang.StatusOf(Job.Name),
                _ => null,
            };
            return IsRemoved && status is { } job
                ? job with
                {
                    Waiting = 0,
                    Running = 0,
                    GivenUp = job.GivenUp + job.Waiting + job.Running,
                }
                : status;
        }
    }

    /// <summary>Begins a job under a new id.</summary>
    internal static HostedFramework Begin(
        string id, JobSpec job, string path, ResourceSchema schema, StoreFiles files)
    {
        File.Delete(path);
        LineLog log = LineLog.Open(path, 0, files);
        log.Add(job.Text);
        log.Sync();
        files.SyncDirectory(Path.GetDirectoryName(path)!);
        return new HostedFramework(id, job, SchedulerOf(id, job, schema), log, schema);
    }

    /// <summary>Goes on with a job whose log is there.</summary>
    /// <exception cref="InvalidDataException">The log is spoilt.</exception>
    internal static HostedFramework Continue(
        string id, JobSpec job, string path, ResourceSchema schema, StoreFiles files)
    {
        SchedulerBase scheduler = SchedulerOf(id, job, schema);
        SchedulerEventReader reader = new(schema);
        SchedulerOutbox heard = new();
        TaskCounts counts = new();
        LineLogReader lines = new(path);
        foreach (string line in lines.Lines().Skip(1))
        {
            try
            {
                Replay(line, scheduler, reader, heard, counts);
            }
            catch (Exception bad) when (bad is FormatException or ArgumentException)
            {
                throw new InvalidDataException(string.Create(
                    CultureInfo.InvariantCulture, $"{path}:{lines.Line}: {bad.Message}"), bad);
            }

            foreach (ClusterCommand call in heard.Calls)
            {
                counts.Note(call);
            }

            heard.Clear();
        }

        LineLog log = LineLog.Open(path, lines.WholeLength, files);
        return new HostedFramework(id, job, scheduler, log, schema) { Counts = counts };
    }

    /// <summary>The job that a log is of; null when not even that was kept.</summary>
    internal static string? JobTextOf(string path) =>
        new LineLogReader(path).Lines().FirstOrDefault();

    /// <summary>There is a connection, by this number.</summary>
    internal void Connect(long number, Timestamp now, Queue<ClusterCommand> calls)
    {
        Keep(now, $"connect {number}");
        Scheduler.Connect(number, now, _outbox);
        Take(calls);
    }

    /// <summary>It hears something.</summary>
    /// <returns>The failure of a task, if it is that and is to be told.</returns>
    internal ToldFailure? Receive(
        SchedulerEvent heard, Timestamp now, Queue<ClusterCommand> calls)
    {
        Keep(now, $"event {_writer.Write(heard)}");
        bool hasFailed = Counts.Note(heard, now);
        Scheduler.Receive(heard, now, _outbox);
        Take(calls);
        return hasFailed && _failures.TryTell(now, out long leftOut)
            ? new ToldFailure(this, Counts.LastFailure!, leftOut)
            : null;
    }

    /// <summary>Time has passed.</summary>
    internal void Advance(Timestamp now, Queue<ClusterCommand> calls)
    {
        Keep(now, "advance");
        Scheduler.Advance(now, _outbox);
        Take(calls);
    }

    /// <summary>
    /// A service wants another number of instances; false for other jobs, and when it is removed.
    /// </summary>
    internal bool TryScale(int instances, Timestamp now)
    {
        if (IsRemoved || Scheduler is not ServiceScheduler service)
        {
            return false;
        }

        Keep(now, $"scale {instances}");
        service.Scale(instances);
        return true;
    }

    /// <summary>Writes the log.</summary>
    internal void Write() => _log.Write();

    /// <summary>Makes the log durable, if there is anything new in it.</summary>
    internal void Sync()
    {
        if (_log.IsDirty)
        {
            _log.Sync();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _log.Dispose();

    private static SchedulerBase SchedulerOf(string id, JobSpec job, ResourceSchema schema)
    {
        FrameworkProfile profile = new(id, new FrameworkDescription
        {
            Roles = [job.Role],
            Capabilities = FrameworkCapabilities.MultiRole | FrameworkCapabilities.PartitionAware,
        })
        {
            // It comes back with the master, before any time could pass for it.
            FailoverTimeout = TimeSpan.FromDays(7),
        };
        ulong seed = 0;
        foreach (char c in id)
        {
            seed = (seed * 31) + c;
        }

        return job.Create(profile, new SchedulerOptions { Seed = seed }, schema);
    }

    private static void Replay(
        string line, SchedulerBase scheduler, SchedulerEventReader reader, SchedulerOutbox heard,
        TaskCounts counts)
    {
        string[] parts = line.Split(' ', 3);
        if (!long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long at))
        {
            throw new FormatException($"found '{parts[0]}', expected a moment");
        }

        Timestamp now = new(at);
        switch (parts)
        {
            case [_, "advance"]:
                scheduler.Advance(now, heard);
                break;
            case [_, "event", { } text]:
                SchedulerEvent message = reader.Read(text);
                counts.Note(message, now);
                scheduler.Receive(message, now, heard);
                break;
            case [_, "connect", { } text] when long.TryParse(
                text, NumberStyles.None, CultureInfo.InvariantCulture, out long number):
                scheduler.Connect(number, now, heard);
                break;
            case [_, "scale", { } text] when scheduler is ServiceScheduler service
                && int.TryParse(
                    text, NumberStyles.None, CultureInfo.InvariantCulture, out int instances):
                service.Scale(instances);
                break;
            default:
                throw new FormatException(
                    $"found '{line}', expected connect, event, scale or advance");
        }
    }

    private void Keep(Timestamp now, string what) => _log.Add(
        string.Create(CultureInfo.InvariantCulture, $"{now.Ticks} {what}"));

    private void Take(Queue<ClusterCommand> calls)
    {
        foreach (ClusterCommand call in _outbox.Calls)
        {
            Counts.Note(call);
            calls.Enqueue(call);
        }

        _outbox.Clear();
    }
}
