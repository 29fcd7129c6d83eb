namespace Offers;

/// <summary>
/// One thing that happened to a cluster at a moment: what a replay does again, in the same order.
/// </summary>
/// <param name="Time">When; never before the entry in front of it.</param>
/// <param name="Command">What.</param>
public sealed record ClusterJournalEntry(Timestamp Time, ClusterCommand Command);
