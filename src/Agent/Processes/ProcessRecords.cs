using System.Text.Json;
using Offers.Agents.Sandboxes;

namespace Offers.Agents.Processes;

/// <summary>
/// The records of a supervisor: one small file per process, always whole (temporary file, sync,
/// rename, sync of the directory).
/// </summary>
internal sealed class ProcessRecords
{
    private const string Ending = ".json";
    private readonly string _directory;

    /// <summary>Records in a directory, which is made if it is not there.</summary>
    internal ProcessRecords(string directory)
    {
        _directory = directory;
        Directory.CreateDirectory(directory);
    }

    /// <summary>All that are there; leftovers of writes that a crash cut are removed.</summary>
    /// <exception cref="InvalidDataException">A file is none of this version's.</exception>
    internal IReadOnlyList<ProcessRecord> Load()
    {
        var records = new List<ProcessRecord>();
        foreach (string path in Directory.EnumerateFiles(_directory).Order(StringComparer.Ordinal))
        {
            if (!path.EndsWith(Ending, StringComparison.Ordinal))
            {
                File.Delete(path);
                continue;
            }

            records.Add(Read(path));
        }

        return records;
    }

    /// <summary>Writes or replaces one; it is on disk when this returns.</summary>
    internal void Write(ProcessRecord record)
    {
        DurableFile.Write(
            PathOf(record.Id),
            JsonSerializer.SerializeToUtf8Bytes(record, SupervisorJson.Default.ProcessRecord));
    }

    /// <summary>Removes one, if it is there.</summary>
    internal void Remove(string id)
    {
        File.Delete(PathOf(id));
    }

    private static ProcessRecord Read(string path)
    {
        ProcessRecord? record;
        try
        {
            record = JsonSerializer.Deserialize(
                File.ReadAllBytes(path), SupervisorJson.Default.ProcessRecord);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path}: expected a process record", exception);
        }

        return record is { Version: 1 }
            ? record
            : throw new InvalidDataException(
                $"{path}: version {record?.Version}: expected a process record of version 1");
    }

    private string PathOf(string id)
    {
        return Path.Combine(_directory, SafeName.Encode(id) + Ending);
    }
}
