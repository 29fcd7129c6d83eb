namespace Offers.Agents.Sandboxes;

/// <summary>What may yet come out of an archive, or of all that make one thing.</summary>
/// <param name="entries">The most entries.</param>
/// <param name="bytes">The most bytes.</param>
internal sealed class ArchiveBudget(int entries, long bytes)
{
    private long _entries;
    private long _bytes;

    /// <summary>The most entries.</summary>
    internal int EntryBound => entries;

    /// <summary>Counts entries.</summary>
    /// <exception cref="InvalidDataException">There are more than there may be.</exception>
    internal void TakeEntries(long count)
    {
        if (count < 0 || count > entries - _entries)
        {
            throw new InvalidDataException($"found more than {entries} entries");
        }

        _entries += count;
    }

    /// <summary>Counts bytes.</summary>
    /// <exception cref="InvalidDataException">There are more than there may be.</exception>
    internal void TakeBytes(long count)
    {
        if (count < 0 || count > bytes - _bytes)
        {
            throw new InvalidDataException($"the archive holds more than {bytes} bytes");
        }

        _bytes += count;
    }
}
