namespace Offers;

/// <summary>
/// One number for the whole state of an allocator: equal states give equal digests in every process
/// and on every machine. The same commands, times and seed lead to the same digest; a difference
/// proves that something else was decided.
/// </summary>
public static class StateDigest
{
    /// <summary>Computes the digest. O(everything).</summary>
    public static ulong Of(Allocator allocator) => allocator.ComputeDigest();
}
