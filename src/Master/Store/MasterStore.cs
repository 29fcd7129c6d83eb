using System.Globalization;
using Offers.Agents.Sandboxes;

namespace Offers.Masters.Store;

/// <summary>
/// The state of a master on disk: generations of a snapshot and the journal that goes on from it.
/// One process has a directory at a time. Not for several threads at once.
/// </summary>
/// <remarks>
/// Invariants: (1) the newest <c>journal-N</c> counts, with <c>snapshot-N</c>, which every
/// generation but the first has; (2) a journal gets its name after its snapshot has one, both
/// synced before; (3) an older generation goes after the newer one is durable.
/// </remarks>
internal sealed class MasterStore : IDisposable
{
    private const string Unfinished = ".new";
    private const int BlockLength = 1 << 20;

    private readonly string _directory;
    private readonly StoreOptions _options;
    private readonly StoreFiles _files;
    private readonly FileStream _lock;
    private ClusterJournalWriter? _writer;
    private LineLog? _journal;
    private string _header = "";

    private MasterStore(
        string directory, StoreOptions options, StoreFiles files, FileStream theLock)
    {
        _directory = directory;
        _options = options;
        _files = files;
        _lock = theLock;
    }

    /// <summary>The number of the generation that is written to; 0 before recovery.</summary>
    internal int Generation { get; private set; }

    /// <summary>Commands in the current journal that this process wrote.</summary>
    internal long JournalLines => (_journal?.Lines ?? 1) - 1;

    /// <summary>Bytes of the current journal.</summary>
    internal long JournalBytes => _journal?.Length ?? 0;

    /// <summary>Whether it is time for <see cref="Roll"/>.</summary>
    internal bool WantsRoll =>
        JournalLines >= _options.JournalLines || JournalBytes >= _options.JournalBytes;

    private LineLog Journal => _journal
        ?? throw new InvalidOperationException("found no journal, expected Recover before");

    /// <summary>Takes a directory, which is made (mode 0700) when there is none.</summary>
    /// <exception cref="IOException">Another master has it, or it cannot be used.</exception>
    internal static MasterStore Open(string directory, StoreOptions options, StoreFiles files)
    {
        Make(directory);
        return new MasterStore(
            directory, options, files, DirectoryLock.Take(directory, "master"));
    }

    /// <summary>Makes a directory (mode 0700) when there is none.</summary>
    internal static void Make(string directory)
    {
        if (Directory.Exists(directory))
        {
            return;
        }

        Directory.CreateDirectory(
            directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        try
        {
            DurableFile.SyncDirectory(Path.GetDirectoryName(Path.GetFullPath(directory))!);
        }
        catch (IOException)
        {
            // A directory that may be searched but not read cannot be synced.
        }
    }

    /// <summary>
    /// Makes the cluster as the last life left it, and begins a new generation with it.
    /// </summary>
    /// <param name="wanted">How the cluster is to behave from now on.</param>
    /// <exception cref="InvalidDataException">A file is spoilt; the message says where.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    internal Recovery Recover(ClusterOptions wanted)
    {
        int newest = NewestJournal();
        Recovery recovery = newest == 0
            ? Recovery.Fresh(wanted)
            : Recovery.Read(JournalPath(newest), newest == 1 ? null : SnapshotPath(newest), wanted);
        Generation = newest;
        _header = new ClusterJournalWriter(recovery.Cluster.Schema).Header(wanted);
        if (newest == 0)
        {
            Begin(recovery.Cluster, 1);
        }
        else
        {
            Begin(recovery.Cluster.TakeSnapshot(), recovery.Cluster, newest + 1);
        }

        return recovery;
    }

    /// <summary>Adds a command to the journal; it is not written yet.</summary>
    internal void Add(ClusterCommand command, Timestamp now) =>
        Journal.Add(_writer!.Line(command, now));

    /// <summary>Writes what was added.</summary>
    /// <exception cref="IOException">The disk refused; nothing more is taken.</exception>
    internal void Write() => Journal.Write();

    /// <summary>Writes what was added and makes it durable.</summary>
    /// <exception cref="IOException">The disk refused; nothing more is taken.</exception>
    internal void Sync() => Journal.Sync();

    /// <summary>Begins a new generation with the state of the cluster as of now.</summary>
    /// <param name="cluster">The cluster; the effects of its last command are cleared.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    internal void Roll(Cluster cluster)
    {
        Sync();
        Begin(cluster.TakeSnapshot(), cluster, Generation + 1);
    }

    /// <summary>Closes the files and lets the directory go.</summary>
    public void Dispose()
    {
        _journal?.Dispose();
        _lock.Dispose();
    }

    /// <summary>The numbers of the journals in a directory, ascending.</summary>
    internal static List<int> JournalsIn(string directory) => NumbersOf(directory, "journal-");

    private static List<int> NumbersOf(string directory, string prefix)
    {
        List<int> numbers = [];
        foreach (string file in Directory.EnumerateFiles(directory, prefix + "*"))
        {
            if (int.TryParse(Path.GetFileName(file.AsSpan())[prefix.Length..], NumberStyles.None,
                CultureInfo.InvariantCulture, out int number))
            {
                numbers.Add(number);
            }
        }

        numbers.Sort();
        return numbers;
    }

    private int NewestJournal() => JournalsIn(_directory) is [.., int last] ? last : 0;

    private string JournalPath(int number) => Path.Combine(
        _directory, string.Create(CultureInfo.InvariantCulture, $"journal-{number}"));

    private string SnapshotPath(int number) => Path.Combine(
        _directory, string.Create(CultureInfo.InvariantCulture, $"snapshot-{number}"));

    private void Begin(ClusterSnapshot snapshot, Cluster cluster, int number)
    {
        string path = SnapshotPath(number);
        using (LineLog file = LineLog.Open(Renewed(path), 0, _files))
        {
            ClusterSnapshotWriter.Write(snapshot, line =>
            {
                file.Add(line);
                if (file.Waiting >= BlockLength)
                {
                    file.Write();
                }
            });
            file.Sync();
        }

        _files.Rename(path + Unfinished, path);
        _files.SyncDirectory(_directory);
        Begin(cluster, number);
    }

    private void Begin(Cluster cluster, int number)
    {
        string path = JournalPath(number);
        LineLog journal = LineLog.Open(Renewed(path), 0, _files);
        try
        {
            journal.Add(_header);
            journal.Sync();
            _files.Rename(path + Unfinished, path);
            _files.SyncDirectory(_directory);
        }
        catch
        {
            journal.Dispose();
            throw;
        }

        _journal?.Dispose();
        _journal = journal;
        _writer = new ClusterJournalWriter(cluster.Schema);
        Generation = number;
        RemoveOthers();
    }

    private static string Renewed(string path)
    {
        File.Delete(path + Unfinished);
        return path + Unfinished;
    }

    private void RemoveOthers()
    {
        foreach (int number in NumbersOf(_directory, "journal-"))
        {
            RemoveUnlessCurrent(number, JournalPath(number));
        }

        foreach (int number in NumbersOf(_directory, "snapshot-"))
        {
            RemoveUnlessCurrent(number, SnapshotPath(number));
        }
    }

    private void RemoveUnlessCurrent(int number, string path)
    {
        if (number != Generation)
        {
            File.Delete(path);
        }
    }
}
