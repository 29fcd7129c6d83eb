using System;
using System.Text.Json;

namespace Offers;

/// <summary>
/// Writes a journal: a header line, then one line for each thing that happened. The host keeps the
/// lines, in this order, each with a line end.
/// </summary>
/// <remarks>
/// <para>The header is <c>{"journal":"offers","version":1,...}</c> with the options of the cell; an
/// entry is <c>{"t":0.5,"op":...}</c> with the fields of its command, or <c>{"t":1,"run":...}</c>
/// with <c>timers</c>, <c>pending</c>, <c>batch</c>, or <c>skip</c> and a <c>count</c>. Times are
/// exact seconds with up to seven decimals.</para>
/// <para>A refused command changed nothing and need not be written.</para>
/// </remarks>
public sealed class JournalWriter
{
    /// <summary>The version that is written.</summary>
    public const int Version = 1;

    internal const string Name = "offers";

    private readonly CommandWriter _commands;

    /// <summary>Creates a writer.</summary>
    /// <param name="schema">What the kinds in the commands are called.</param>
    public JournalWriter(ResourceSchema schema) => _commands = new CommandWriter(schema);

    /// <summary>The first line.</summary>
    public string Header(InitOptions init)
    {
        ArgumentNullException.ThrowIfNull(init);
        return JsonText.Write((_commands, init), static (writer, state) =>
        {
            writer.WriteString("journal", Name);
            writer.WriteNumber("version", Version);
            state._commands.WriteFields(writer, state.init);
        });
    }

    /// <summary>The line of a command that took effect. O(length).</summary>
    public string Line(Command command, Timestamp now) => Line(JournalEntry.Of(command, now));

    /// <summary>The line of an entry. O(length).</summary>
    public string Line(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return JsonText.Write((_commands, entry), static (writer, state) =>
        {
            JournalEntry entry = state.entry;
            JsonText.WriteCount(writer, "t", entry.Time.Ticks, FieldNumbers.TickDecimals);
            if (entry.Command is Command command)
            {
                state._commands.WriteFields(writer, command);
            }
            else
            {
                WriteRun(writer, entry);
            }
        });
    }

    private static void WriteRun(Utf8JsonWriter writer, JournalEntry entry)
    {
        writer.WriteString("run", entry.Kind switch
        {
            JournalEntryKind.Timers => "timers",
            JournalEntryKind.PendingRun => "pending",
            JournalEntryKind.Batch => "batch",
            _ => "skip",
        });
        if (entry.Kind == JournalEntryKind.SkippedBatches)
        {
            writer.WriteNumber("count", entry.Count);
        }
    }
}
