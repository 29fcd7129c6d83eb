using System.Text;
using Offers.Agents.Sandboxes;

namespace Offers.Agents.Hosting;

/// <summary>
/// The rows of an agent on disk: an append-only log, one record per command that kept some, which
/// is written anew when most of it counts no more. Not for several threads.
/// </summary>
internal sealed class AgentStore : IDisposable
{
    private const string FileName = "rows.log";
    private const string Header = "{\"format\":\"offers-agent-rows\",\"version\":1}";
    private const int LeastWorthRewriting = 1 << 20;
    private const int WorthRewriting = 4;
    private readonly string _path;
    private readonly AgentRowWriter _writer;
    private readonly Dictionary<(Type Kind, string Key), string> _last = [];
    private AppendLog _log;
    private long _liveBytes;

    private AgentStore(string path, ResourceSchema schema, AppendLog log)
    {
        _path = path;
        _log = log;
        _writer = new AgentRowWriter(schema);
    }

    /// <summary>Whether nothing can be kept any more in this life.</summary>
    internal bool IsBroken => _log.IsBroken;

    /// <summary>Bytes of the log.</summary>
    internal long Length => _log.Length;

    /// <inheritdoc/>
    public void Dispose() => _log.Dispose();

    /// <summary>Opens or makes the log in a directory.</summary>
    /// <param name="directory">Where.</param>
    /// <param name="schema">What kinds are called.</param>
    /// <param name="rows">Gets those that count: the last of each key, unless it is gone.</param>
    /// <exception cref="InvalidDataException">It is spoilt, or none of this version.</exception>
    internal static AgentStore Open(
        string directory, ResourceSchema schema, ICollection<AgentRow> rows)
    {
        string path = Path.Combine(directory, FileName);
        AgentRowReader reader = new(schema);
        long record = 0;
        List<(AgentRow Row, string Line)> found = [];
        AppendLog log = AppendLog.Open(path, bytes =>
        {
            foreach (string line in Encoding.UTF8.GetString(bytes.Span).Split('\n'))
            {
                if (record++ > 0)
                {
                    found.Add((Read(reader, path, record, line), line));
                }
                else if (!string.Equals(line, Header, StringComparison.Ordinal))
                {
                    throw new InvalidDataException(
                        $"{path}: found '{Shortened(line)}', expected {Header}");
                }
            }
        });
        AgentStore store = new(path, schema, log);
        if (record == 0)
        {
            log.Append(Encoding.UTF8.GetBytes(Header));
        }

        foreach ((AgentRow row, string line) in found)
        {
            store.Note(row, line);
        }

        foreach ((AgentRow row, string line) in found)
        {
            if (ReferenceEquals(store._last.GetValueOrDefault(KeyOf(row)), line))
            {
                rows.Add(row);
            }
        }

        return store;
    }

    /// <summary>Keeps rows, all or none; they are durable after the next <see cref="Sync"/>.
    /// </summary>
    /// <exception cref="IOException">They could not be written; nothing was.</exception>
    internal void Append(IReadOnlyList<AgentRow> rows)
    {
        string[] lines = [.. rows.Select(_writer.Write)];
        _log.Append(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        for (int i = 0; i < lines.Length; i++)
        {
            Note(rows[i], lines[i]);
        }
    }

    /// <summary>Makes all rows durable, and the log short if it has become long.</summary>
    /// <exception cref="IOException">The disk refused; what is on it is unknown.</exception>
    internal void Sync()
    {
        _log.Sync();
        if (_log.Length > Math.Max(LeastWorthRewriting, WorthRewriting * _liveBytes))
        {
            Rewrite();
        }
    }

    private static AgentRow Read(AgentRowReader reader, string path, long number, string line)
    {
        try
        {
            return reader.Read(line);
        }
        catch (FormatException bad)
        {
            throw new InvalidDataException($"{path}: row {number}: {bad.Message}", bad);
        }
    }

    private static string Shortened(string line) => line.Length <= 80 ? line : line[..80] + "...";

    private static (Type Kind, string Key) KeyOf(AgentRow row) => (row.GetType(), row.Key);

    private void Note(AgentRow row, string line)
    {
        (Type, string) key = KeyOf(row);
        if (_last.Remove(key, out string? before))
        {
            _liveBytes -= before.Length;
        }

        if (!row.IsGone)
        {
            _last.Add(key, line);
            _liveBytes += line.Length;
        }
    }

    /// <summary>
    /// The rows that count become a new log; the old one counts until that is whole and durable.
    /// </summary>
    private void Rewrite()
    {
        string temporary = _path + DurableFile.TemporaryEnding;
        try
        {
            File.Delete(temporary);
            using (AppendLog log = AppendLog.Open(temporary, static _ => { }))
            {
                log.Append(Encoding.UTF8.GetBytes(Header));
                foreach (string line in _last.Values)
                {
                    log.Append(Encoding.UTF8.GetBytes(line));
                }

                log.Sync();
            }

            DurableFile.Rename(temporary, _path);
        }
        catch (IOException)
        {
            // With a full disk the long one goes on.
            File.Delete(temporary);
            return;
        }

        DurableFile.SyncDirectory(Path.GetDirectoryName(_path)!);
        _log.Dispose();
        _log = AppendLog.Open(_path, static _ => { });
    }
}
