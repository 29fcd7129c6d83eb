namespace Offers.Masters.Store;

/// <summary>When the store begins a new journal.</summary>
/// <param name="JournalLines">After so many commands; 1 or more.</param>
/// <param name="JournalBytes">After so many bytes; 1 or more.</param>
internal sealed record StoreOptions(long JournalLines = 50_000, long JournalBytes = 64 << 20);
