namespace Offers;

public sealed partial class Allocator
{
    /// <summary>
    /// A digest of all that a snapshot holds but the moments of the last command and of the last
    /// end of filters, and the kinds: batches that do nothing may be skipped, and kinds that only
    /// refused commands named may be known or not.
    /// </summary>
    internal ulong ComputeDigest() => DigestOf(Save());

    /// <summary>The same of a snapshot that was taken just now.</summary>
    internal ulong DigestOf(AllocatorSnapshot snapshot)
    {
        StableHash hash = default;
        SnapshotWriter.WriteState(snapshot, line => hash.Add(line));
        foreach (NameOrder.Entry framework in _frameworkNames.Sorted())
        {
            hash.Add(_hoard?.SumOf(framework.Row) ?? 0);
        }

        return hash.Value;
    }
}
