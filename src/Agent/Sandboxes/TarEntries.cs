using System.Formats.Tar;

namespace Offers.Agents.Sandboxes;

/// <summary>The entries of a tar archive, which may be anybody's: within bounds.</summary>
internal sealed class TarEntries : IDisposable
{
    private readonly TarHeaders _headers;
    private readonly TarReader _reader;
    private readonly ArchiveBudget _budget;

    /// <summary>Those of an archive, from where it stands.</summary>
    /// <param name="archive">The archive, plain; left open.</param>
    /// <param name="extensionBound">
    /// The most bytes of one record that extends an entry (PAX, long names of GNU), which is held
    /// in memory.
    /// </param>
    /// <param name="budget">Counts entries, and bytes of such records.</param>
    /// <param name="cancellation">Ends it half way.</param>
    internal TarEntries(
        Stream archive, int extensionBound, ArchiveBudget budget, CancellationToken cancellation)
    {
        _budget = budget;
        _headers = new TarHeaders(archive, extensionBound, budget, cancellation);
        _reader = new TarReader(_headers, leaveOpen: true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.Dispose();
        _headers.Dispose();
    }

    /// <summary>The next one; null at the end.</summary>
    /// <exception cref="InvalidDataException">It is spoilt, or beyond the bounds.</exception>
    internal TarEntry? Next()
    {
        TarEntry? entry = Read();
        if (entry is null)
        {
            return null;
        }

        _budget.TakeEntries(1);
        if (entry is PaxTarEntry pax
            && pax.ExtendedAttributes.ContainsKey("GNU.sparse.major"))
        {
            // The reader does not put it together, and its length is not that of its data.
            throw new InvalidDataException(
                $"entry '{ShortText.Of(entry.Name)}' is sparse: expected whole files");
        }

        _headers.Expect(entry.DataStream?.Length ?? 0);
        return entry;
    }

    private TarEntry? Read()
    {
        try
        {
            return _reader.GetNextEntry();
        }
        catch (Exception bad) when (bad is NotSupportedException or InvalidOperationException
            or ArgumentException or FormatException or OverflowException)
        {
            throw new InvalidDataException(bad.Message, bad);
        }
    }
}
