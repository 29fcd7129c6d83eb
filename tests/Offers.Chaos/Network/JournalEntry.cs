namespace Offers.Chaos;

/// <summary>A command in the master's journal.</summary>
internal readonly record struct JournalEntry(ClusterCommand Command, Timestamp At);
