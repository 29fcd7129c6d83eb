using Offers.Masters.Store;

namespace Offers.Masters.Frameworks;

/// <summary>
/// The demo frameworks that run in this process, each a job of the jobs file. Of the loop's thread.
/// </summary>
internal sealed class FrameworkDesk : IDisposable
{
    private const string Ending = ".log";

    private readonly string _directory;
    private readonly StoreFiles _files;
    private readonly List<HostedFramework> _all = [];
    private readonly Dictionary<string, HostedFramework> _byId = new(StringComparer.Ordinal);
    private readonly List<StaleFramework> _stale = [];
    private bool _hasToldEnd;

    /// <summary>A desk without frameworks.</summary>
    /// <param name="directory">Where the logs are.</param>
    /// <param name="files">The disk.</param>
    internal FrameworkDesk(string directory, StoreFiles files)
    {
        _directory = directory;
        _files = files;
    }

    /// <summary>The frameworks, in the order of the jobs file.</summary>
    internal IReadOnlyList<HostedFramework> All => _all;

    /// <summary>Calls that wait to be applied, in order.</summary>
    internal Queue<ClusterCommand> Calls { get; } = new();

    /// <summary>
    /// Called when a task has ended badly, not each time when that happens often; may be null.
    /// </summary>
    internal Action<ToldFailure>? TaskFailed { get; set; }

    /// <summary>When the first of them wants to be called; never when none does.</summary>
    internal Timestamp NextDeadline
    {
        get
        {
            Timestamp next = Timestamp.Never;
            foreach (HostedFramework framework in _all)
            {
                Timestamp own = framework.Scheduler.NextDeadline;
                next = own < next ? own : next;
            }

            return next;
        }
    }

    /// <summary>
    /// Frameworks that are not gone on with: to be torn down before <see cref="Forget"/>.
    /// </summary>
    internal IReadOnlyList<StaleFramework> Stale => _stale;

    /// <summary>
    /// Goes on with the jobs whose logs are there, and begins the others; and those again that do
    /// not end and were torn down.
    /// </summary>
    /// <exception cref="InvalidDataException">A log is spoilt.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    internal void Open(IReadOnlyList<JobSpec> jobs, Cluster cluster, Timestamp now)
    {
        if (!Directory.Exists(_directory))
        {
            Directory.CreateDirectory(_directory);
            _files.SyncDirectory(Path.GetDirectoryName(_directory)!);
        }

        HashSet<string> removed =
            new(cluster.TakeSnapshot().CompletedFrameworks, StringComparer.Ordinal);
        ILookup<string?, string> known = IdsIn(_directory).ToLookup(
            id => HostedFramework.JobTextOf(PathOf(id)), StringComparer.Ordinal);
        HashSet<string> wanted = new(StringComparer.Ordinal);
        foreach (JobSpec job in jobs)
        {
            wanted.Add(job.Text);
            HostedFramework framework =
                Continue(job, known[job.Text], cluster.Schema, removed)
                ?? Begin(job, cluster.Schema, now);
            _all.Add(framework);
            _byId.Add(framework.Id, framework);
        }

        foreach (IGrouping<string?, string> ids in known
            .Where(ids => ids.Key is null || !wanted.Contains(ids.Key)))
        {
            StaleReason reason = ids.Key is null ? StaleReason.Empty : StaleReason.Unwanted;
            _stale.AddRange(ids.Select(id => new StaleFramework(id, reason)));
        }
    }

    /// <summary>The names of the jobs whose frameworks a directory has, in order.</summary>
    /// <exception cref="InvalidDataException">A log is spoilt.</exception>
    internal static string[] JobsIn(string directory) => !Directory.Exists(directory)
        ? []
        : [.. IdsIn(directory)
            .Where(id => HostedFramework.JobTextOf(Path.Combine(directory, id + Ending))
                is not null)
            .Select(JobOf)
            .Distinct(StringComparer.Ordinal)];

    /// <summary>The name of the job that an id was made for.</summary>
    internal static string JobOf(string id) => id[..Math.Max(0, id.LastIndexOf('-'))];

    /// <summary>Connects all of them.</summary>
    internal void Connect(Func<long> number, Timestamp now)
    {
        foreach (HostedFramework framework in _all)
        {
            framework.Connect(number(), now, Calls);
        }
    }

    /// <summary>Removes the logs of what was torn down.</summary>
    internal void Forget(string id) => File.Delete(PathOf(id));

    /// <summary>The framework of an id; null when it is not here.</summary>
    internal HostedFramework? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Gives a service another number of instances, by its name or its id.</summary>
    /// <returns>False when there is no such service.</returns>
    internal bool TryScale(string job, int instances, Timestamp now) =>
        _all.Find(one => string.Equals(one.Job.Name, job, StringComparison.Ordinal)
            || string.Equals(one.Id, job, StringComparison.Ordinal))
            ?.TryScale(instances, now) == true;

    /// <summary>Calls those whose time has come.</summary>
    internal void Advance(Timestamp now)
    {
        foreach (HostedFramework framework in _all)
        {
            if (framework.Scheduler.NextDeadline <= now)
            {
                framework.Advance(now, Calls);
            }
        }
    }

    /// <summary>Hands something to a framework.</summary>
    internal void Deliver(HostedFramework framework, SchedulerEvent heard, Timestamp now)
    {
        if (framework.Receive(heard, now, Calls) is { } failure)
        {
            TaskFailed?.Invoke(failure);
        }
    }

    /// <summary>Writes the logs.</summary>
    internal void Write()
    {
        foreach (HostedFramework framework in _all)
        {
            framework.Write();
        }
    }

    /// <summary>Makes the logs durable.</summary>
    internal void Sync()
    {
        foreach (HostedFramework framework in _all)
        {
            framework.Sync();
        }
    }

    /// <summary>True once, when every job that ends has ended and there is one.</summary>
    internal bool TakeEnd()
    {
        // Calls that wait may be the acknowledgements of the last ends.
        bool hasEnded = !_hasToldEnd && Calls.Count == 0 && _all.Exists(static one => one.Job.Ends)
            && _all.TrueForAll(static one => !one.Job.Ends || one.HasEnded);
        _hasToldEnd |= hasEnded;
        return hasEnded;
    }

    /// <inheritdoc/>
    public void Dispose() => _all.ForEach(static framework => framework.Dispose());

    private static IEnumerable<string> IdsIn(string directory) => Directory
        .EnumerateFiles(directory, "*" + Ending)
        .Order(StringComparer.Ordinal)
        .Select(static path => Path.GetFileNameWithoutExtension(path));

    /// <summary>
    /// Goes on with the one of some frameworks of a job that is not removed; null when there is
    /// none. A job that ends stays removed.
    /// </summary>
    /// <remarks>
    /// There are several when a life ended after it began a job anew and before it had forgotten
    /// the framework that was torn down. And when it ended after the cell had removed a framework,
    /// and before the framework's log had it, then the cell alone knows.
    /// </remarks>
    private HostedFramework? Continue(
        JobSpec job, IEnumerable<string> ids, ResourceSchema schema, HashSet<string> removed)
    {
        HostedFramework? found = null;
        foreach (string id in ids)
        {
            HostedFramework? next = found is null
                ? HostedFramework.Continue(id, job, PathOf(id), schema, _files)
                : null;
            if (next is not null && (job.Ends || !(next.IsRemoved || removed.Contains(id))))
            {
                found = next;
                continue;
            }

            next?.Dispose();
            _stale.Add(new StaleFramework(id, StaleReason.TornDown));
        }

        return found;
    }

    private HostedFramework Begin(JobSpec job, ResourceSchema schema, Timestamp now)
    {
        string id = FreshId(job.Name, now);
        return HostedFramework.Begin(id, job, PathOf(id), schema, _files);
    }

    /// <summary>An id that no framework had: ids of ended ones are refused.</summary>
    private string FreshId(string name, Timestamp now)
    {
        for (long stamp = now.Ticks / TimeSpan.TicksPerMillisecond; ; stamp++)
        {
            string id = $"{name}-{Base36(stamp)}";
            if (!File.Exists(PathOf(id)))
            {
                return id;
            }
        }
    }

    private static string Base36(long number)
    {
        const string Letters = "0123456789abcdefghijklmnopqrstuvwxyz";
        string text = "";
        for (long left = number; left > 0; left /= 36)
        {
            text = Letters[(int)(left % 36)] + text;
        }

        return text.Length > 0 ? text : "0";
    }

    private string PathOf(string id) => Path.Combine(_directory, id + Ending);
}
