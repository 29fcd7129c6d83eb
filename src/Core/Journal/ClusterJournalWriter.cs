using System;

namespace Offers;

/// <summary>
/// Writes the journal of a cluster: a header line, then one line for each command. The host keeps
/// the lines, in this order, each with a line end, as <see cref="ClusterEffects.Durability"/> says.
/// </summary>
/// <remarks>
/// The header is <c>{"journal":"offers-cluster","version":1,"allocator":{...},...}</c> with the
/// options of the cluster; an entry is <c>{"t":0.5,"op":...}</c> with the fields of its command.
/// Times are exact seconds with up to seven decimals, from 0 on.
/// </remarks>
public sealed class ClusterJournalWriter
{
    /// <summary>The version that is written.</summary>
    public const int Version = 1;

    internal const string Name = "offers-cluster";

    private readonly ResourceSchema _schema;
    private readonly ClusterCommandWriter _commands;

    /// <summary>Creates a writer.</summary>
    /// <param name="schema">What the kinds in the commands are called.</param>
    public ClusterJournalWriter(ResourceSchema schema)
    {
        _commands = new ClusterCommandWriter(schema);
        _schema = schema;
    }

    /// <summary>The first line.</summary>
    public string Header(ClusterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return JsonText.Write((_schema, options), static (writer, state) =>
        {
            writer.WriteString("journal", Name);
            writer.WriteNumber("version", Version);
            ClusterOptionsText.Write(new FieldWriter(writer, state._schema), state.options);
        });
    }

    /// <summary>The line of a command. O(length).</summary>
    /// <exception cref="ArgumentException">
    /// An enum in it has a value that it does not define.
    /// </exception>
    public string Line(ClusterCommand command, Timestamp now)
    {
        ArgumentNullException.ThrowIfNull(command);
        return JsonText.Write((_commands, command, now), static (writer, state) =>
        {
            JsonText.WriteCount(writer, "t", state.now.Ticks, FieldNumbers.TickDecimals);
            state._commands.WriteFields(writer, state.command);
        });
    }

    /// <summary>The line of an entry. O(length).</summary>
    /// <exception cref="ArgumentException">
    /// An enum in it has a value that it does not define.
    /// </exception>
    public string Line(ClusterJournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Line(entry.Command, entry.Time);
    }
}
