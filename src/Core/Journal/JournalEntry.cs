using System;

namespace Offers;

/// <summary>
/// One thing that happened to a cell at a moment: what a replay does again, in the same order.
/// </summary>
public sealed record JournalEntry
{
    private JournalEntry(Timestamp time, JournalEntryKind kind, Command? command, long count)
    {
        Time = time;
        Kind = kind;
        Command = command;
        Count = count;
    }

    /// <summary>When; never before the entry in front of it.</summary>
    public Timestamp Time { get; }

    /// <summary>What.</summary>
    public JournalEntryKind Kind { get; }

    /// <summary>
    /// The command of a <see cref="JournalEntryKind.Command"/>; null for the others.
    /// </summary>
    public Command? Command { get; }

    /// <summary>
    /// How many batches a <see cref="JournalEntryKind.SkippedBatches"/> passed over; 0 for others.
    /// </summary>
    public long Count { get; }

    /// <summary>A command that took effect.</summary>
    public static JournalEntry Of(Command command, Timestamp time)
    {
        ArgumentNullException.ThrowIfNull(command);
        return new JournalEntry(time, JournalEntryKind.Command, command, 0);
    }

    /// <summary>What had come due was carried out.</summary>
    public static JournalEntry Timers(Timestamp time) =>
        new(time, JournalEntryKind.Timers, null, 0);

    /// <summary>The run that commands had asked for.</summary>
    public static JournalEntry PendingRun(Timestamp time) =>
        new(time, JournalEntryKind.PendingRun, null, 0);

    /// <summary>A batch.</summary>
    public static JournalEntry Batch(Timestamp time) =>
        new(time, JournalEntryKind.Batch, null, 0);

    /// <summary>Batches that were passed over.</summary>
    /// <param name="count">How many; 1 or more.</param>
    /// <param name="time">The moment of the last of them.</param>
    public static JournalEntry SkippedBatches(long count, Timestamp time)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return new JournalEntry(time, JournalEntryKind.SkippedBatches, null, count);
    }
}
