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
    private readonly List<string> _stale = [];
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
    /// Ids of frameworks whose jobs are not in the file any more, or are others: to be torn down
    /// before <see cref="Forget"/>.
    /// </summary>
    internal IReadOnlyList<string> Stale => _stale;

    /// <summary>Goes on with the jobs whose logs are there, and begins the others.</summary>
    /// <exception cref="InvalidDataException">A log is spoilt.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    internal void Open(IReadOnlyList<JobSpec> jobs, ResourceSchema schema, Timestamp now)
    {
        Directory.CreateDirectory(_directory);
        Dictionary<string, string> known = new(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(_directory, "*" + Ending)
            .Order(StringComparer.Ordinal))
        {
            string id = Path.GetFileNameWithoutExtension(path);
            if (HostedFramework.JobTextOf(path) is not { } text || !known.TryAdd(text, id))
            {
                _stale.Add(id);
            }
        }

        foreach (JobSpec job in jobs)
        {
            bool isKnown = known.Remove(job.Text, out string? old);
            string id = isKnown ? old! : FreshId(job.Name, now);
            HostedFramework framework = isKnown
                ? HostedFramework.Continue(id, job, PathOf(id), schema, _files)
                : HostedFramework.Begin(id, job, PathOf(id), schema, _files);
            _all.Add(framework);
            _byId.Add(id, framework);
        }

        _stale.AddRange(known.Values.Order(StringComparer.Ordinal));
    }

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
    internal void Deliver(HostedFramework framework, SchedulerEvent heard, Timestamp now) =>
        framework.Receive(heard, now, Calls);

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
