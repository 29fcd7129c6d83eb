namespace Offers;

/// <summary>What one entry of a journal says.</summary>
public enum JournalEntryKind
{
    /// <summary>A command took effect.</summary>
    Command,

    /// <summary>What had come due by then was carried out.</summary>
    Timers,

    /// <summary>The run that commands had asked for took place.</summary>
    PendingRun,

    /// <summary>A batch took place.</summary>
    Batch,

    /// <summary>Batches were passed over because they would have done nothing.</summary>
    SkippedBatches,
}
