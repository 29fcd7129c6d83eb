using Microsoft.Win32.SafeHandles;
using Offers.Agents.Processes;

namespace Offers.Agents.Containers;

/// <summary>
/// Tells which containers run into their hard memory limits. One thread waits for the events of all
/// of them.
/// </summary>
/// <remarks>Safe to call from several threads.</remarks>
public sealed class OomWatcher : IDisposable
{
    private readonly IContainerGroups _groups;
    private readonly IGroupFiles _files;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, OomSource> _sources = new(StringComparer.Ordinal);
    private readonly List<OomSource> _forgotten = [];
    private readonly List<TaskCompletionSource> _looks = [];
    private readonly SafeFileHandle _wake = OomSource.NewEventHandle();
    private readonly Thread _thread;
    private bool _isClosed;

    /// <summary>Starts to wait.</summary>
    /// <param name="groups">Where the containers are.</param>
    public OomWatcher(IContainerGroups groups)
        : this(groups, new GroupFiles())
    {
    }

    internal OomWatcher(IContainerGroups groups, IGroupFiles files)
    {
        ArgumentNullException.ThrowIfNull(groups);
        _groups = groups;
        _files = files;
        _thread = new Thread(Run) { IsBackground = true, Name = "out of memory" };
        _thread.Start();
    }

    /// <summary>Begins to watch a container; better before something runs in it.</summary>
    /// <returns>
    /// The first event with its figures; cancelled when the container is watched no more (version
    /// 1 tells of its removal too, version 2 does not). A container that is watched already gives
    /// the same task.
    /// </returns>
    /// <exception cref="GroupException">There is no such container.</exception>
    public Task<OomReport> Watch(string name)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            if (_sources.TryGetValue(name, out OomSource? known))
            {
                return known.Report.Task;
            }

            OomSource source = Open(name);
            _sources.Add(name, source);
            Wake();
            return source.Report.Task;
        }
    }

    /// <summary>
    /// Takes what the kernel has told of a container by now: it tells before it kills, so this is
    /// to be called when something in it has died.
    /// </summary>
    /// <returns>
    /// Completes when an event of before the call, if there was one, is the result of
    /// <see cref="Watch"/>.
    /// </returns>
    internal Task LookAsync(string name)
    {
        lock (_lock)
        {
            if (!_sources.TryGetValue(name, out OomSource? source))
            {
                return Task.CompletedTask;
            }

            TaskCompletionSource look = new(TaskCreationOptions.RunContinuationsAsynchronously);
            source.IsAsked = true;
            _looks.Add(look);
            Wake();
            return look.Task;
        }
    }

    /// <summary>Watches a container no more: to be called before it is destroyed.</summary>
    public void Forget(string name)
    {
        lock (_lock)
        {
            if (_sources.Remove(name, out OomSource? source))
            {
                source.Report.TrySetCanceled();
                if (_isClosed)
                {
                    source.Dispose();
                    return;
                }

                // The thread may be waiting for it; it closes what it no longer waits for.
                _forgotten.Add(source);
                Wake();
            }
        }
    }

    /// <summary>Ends the thread; what is watched is cancelled.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            Wake();
        }

        _thread.Join();
        _wake.Dispose();
    }

    private OomSource Open(string name)
    {
        try
        {
            return new OomSource(
                name, _groups.Layout.Version, _groups.MemoryDirectory(name), _files);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GroupException($"cannot watch container '{name}': {e.Message}", e);
        }
    }

    private void Wake() => ContainerNative.Write(_wake, 1, sizeof(ulong));

    private void Run()
    {
        List<OomSource> waited = [];
        List<TaskCompletionSource> looks = [];
        Native.PollEntry[] entries = [];
        while (Collect(waited, looks))
        {
            Array.Resize(ref entries, waited.Count + 1);
            entries[0] = Entry((int)_wake.DangerousGetHandle(), Native.PollIn);
            for (int i = 0; i < waited.Count; i++)
            {
                entries[i + 1] = Entry(waited[i].Handle, waited[i].Wanted);
            }

            Poll(entries, looks.Count > 0 ? 0 : -1);
            if (entries[0].Found != 0)
            {
                ContainerNative.Read(_wake, out _, sizeof(ulong));
            }

            for (int i = 0; i < waited.Count; i++)
            {
                if (entries[i + 1].Found != 0 || waited[i].IsDue)
                {
                    Handle(waited[i]);
                }
            }

            looks.ForEach(look => look.SetResult());
        }
    }

    /// <summary>What to wait for; false at the end. Closes what is waited for no more.</summary>
    private bool Collect(List<OomSource> waited, List<TaskCompletionSource> looks)
    {
        lock (_lock)
        {
            waited.Clear();
            looks.Clear();
            looks.AddRange(_looks);
            _looks.Clear();
            _forgotten.ForEach(source => source.Dispose());
            _forgotten.Clear();
            if (_isClosed)
            {
                foreach (OomSource source in _sources.Values)
                {
                    source.Report.TrySetCanceled();
                    source.Dispose();
                }

                _sources.Clear();
                looks.ForEach(look => look.SetResult());
                return false;
            }

            waited.AddRange(_sources.Values);
            return true;
        }
    }

    private static unsafe void Poll(Native.PollEntry[] entries, int milliseconds)
    {
        fixed (Native.PollEntry* first = entries)
        {
            // An interrupted wait finds nothing and is begun anew.
            Native.poll(first, (nuint)entries.Length, milliseconds);
        }
    }

    private static Native.PollEntry Entry(int handle, short wanted) =>
        new() { Handle = handle, Wanted = wanted };

    private void Handle(OomSource source)
    {
        try
        {
            if (!source.TakeEvent())
            {
                if (!_files.Exists(_groups.MemoryDirectory(source.Name)))
                {
                    Forget(source);
                }

                return;
            }

            source.Report.TrySetResult(Figures(source.Name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException
            or FormatException or GroupException)
        {
            // The group is gone: whoever destroyed it knows why.
        }

        Forget(source);
    }

    private void Forget(OomSource source)
    {
        lock (_lock)
        {
            if (_sources.TryGetValue(source.Name, out OomSource? known)
                && ReferenceEquals(known, source))
            {
                Forget(source.Name);
            }
        }
    }

    /// <summary>The figures of a container now.</summary>
    /// <exception cref="GroupException">There is no such container.</exception>
    internal OomReport Figures(string name)
    {
        ContainerUsage usage = _groups.Usage(name);
        return new OomReport(
            name,
            usage.MemoryBytes,
            usage.MemoryPeakBytes,
            _groups.Limits(name).MemoryHardBytes,
            usage.MemoryLimitHits,
            usage.OomKills);
    }
}
