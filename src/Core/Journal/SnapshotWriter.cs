using System;
using System.Text.Json;

namespace Offers;

/// <summary>
/// Writes a snapshot as lines of JSON, which <see cref="SnapshotReader"/> reads back to the same
/// value: a header, a line for each row, and an end. The lines may stand among others.
/// </summary>
/// <remarks>
/// The header is <c>{"snapshot":"offers","version":1,"t":2.5,...}</c>, a row
/// <c>{"row":"agent","name":"a1",...}</c>, the end <c>{"snapshot":"end","rows":12}</c>. What has
/// its default is left out; times are exact seconds. Equal snapshots give equal lines.
/// </remarks>
public sealed partial class SnapshotWriter
{
    /// <summary>The version that is written.</summary>
    public const int Version = 1;

    internal const string Name = "offers";

    internal const string EndName = "end";

    private readonly ResourceSchema _schema;
    private readonly Action<string> _output;
    private long _rows;

    private SnapshotWriter(ResourceSchema schema, Action<string> output) =>
        (_schema, _output) = (schema, output);

    /// <summary>Writes a snapshot. O(length); one line is in memory at a time.</summary>
    /// <param name="snapshot">
    /// The state; the lines name its own kinds. Half a surrogate pair in a name is lost.
    /// </param>
    /// <param name="output">Takes each line, without a line end.</param>
    public static void Write(AllocatorSnapshot snapshot, Action<string> output)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(output);
        ResourceSchema schema = new();
        schema.Load(snapshot.Kinds);
        output(Header(snapshot));
        SnapshotWriter writer = new(schema, output);
        writer.WriteRows(snapshot);
        output(JsonText.Write(writer._rows, static (json, rows) =>
        {
            json.WriteString("snapshot", EndName);
            json.WriteNumber("rows", rows);
        }));
    }

    /// <summary>
    /// Writes what the digest of a state is made of: all but the kinds and the moments of the last
    /// command and of the last end of filters.
    /// </summary>
    internal static void WriteState(AllocatorSnapshot snapshot, Action<string> output)
    {
        ResourceSchema schema = new();
        schema.Load(snapshot.Kinds);
        output(JsonText.Write(snapshot, WriteRuns));
        new SnapshotWriter(schema, output).WriteRows(snapshot);
    }

    private static string Header(AllocatorSnapshot snapshot) =>
        JsonText.Write(snapshot, static (json, head) =>
        {
            json.WriteString("snapshot", Name);
            json.WriteNumber("version", Version);
            WriteMoment(json, "t", head.Time);
            WriteMoment(json, "filters_ended", head.FiltersEndedAt);
            WriteRuns(json, head);
            json.WriteStartObject("kinds");
            foreach ((string name, string unit) in head.Kinds.AsSpan())
            {
                json.WriteString(name, unit);
            }

            json.WriteEndObject();
        });

    private static void WriteRuns(Utf8JsonWriter json, AllocatorSnapshot head)
    {
        json.WriteNumber("runs", head.Runs);
        CommandWriter.WriteFlag(json, "pending", head.HasPendingRun, false);
        CommandWriter.WriteFlag(json, "all_candidates", head.AllAreCandidates, false);
        CommandWriter.WriteFlag(json, "paused", head.IsPaused, false);
        if (head.AwaitedAgents is { } awaited)
        {
            json.WriteNumber("awaited_agents", awaited);
            WriteMoment(json, "deadline", head.RecoveryDeadline);
        }
    }

    private void WriteRows(AllocatorSnapshot snapshot)
    {
        if (snapshot.Whitelist is { } hosts)
        {
            Row("whitelist", hosts, static (_, json, names) =>
                CommandWriter.WriteNames(json, "hosts", names));
        }

        if (snapshot.Places.Count > 0)
        {
            Row("places", snapshot.Places, static (_, json, names) =>
                CommandWriter.WriteNames(json, "names", names));
        }

        Rows("role", snapshot.Roles, WriteRole);
        Rows("framework", snapshot.Frameworks, WriteFramework);
        Rows("agent", snapshot.Agents, WriteAgent);
        Rows("subscription", snapshot.Subscriptions, WriteSubscription);
        Rows("offer", snapshot.Offers, WriteOffer);
        Rows("holding", snapshot.Holdings, WriteHolding);
        Rows("unclaimed", snapshot.Unclaimed, WriteUnclaimed);
        Rows("filter", snapshot.Filters, WriteFilter);
        Rows("wait", snapshot.Waits, WriteWait);
        WriteFree("free_agents", snapshot.FreeAgents);
        WriteFree("free_frameworks", snapshot.FreeFrameworks);
        WriteFree("free_offers", snapshot.FreeOffers);
    }

    private void WriteFree(string name, ValueList<FreeRow> rows)
    {
        if (rows.Count > 0)
        {
            Row(name, rows, static (_, json, free) =>
            {
                json.WriteStartArray("ids");
                foreach ((int index, uint generation) in free.AsSpan())
                {
                    json.WriteStartArray();
                    json.WriteNumberValue(index);
                    json.WriteNumberValue(generation);
                    json.WriteEndArray();
                }

                json.WriteEndArray();
            });
        }
    }

    private void Rows<T>(
        string name, ValueList<T> rows, Action<SnapshotWriter, Utf8JsonWriter, T> body)
    {
        foreach (T row in rows.AsSpan())
        {
            Row(name, row, body);
        }
    }

    private void Row<T>(string name, T row, Action<SnapshotWriter, Utf8JsonWriter, T> body)
    {
        _rows++;
        _output(JsonText.Write((this, name, row, body), static (json, state) =>
        {
            json.WriteString("row", state.name);
            state.body(state.Item1, json, state.row);
        }));
    }

    /// <summary>Writes an exact moment, <see cref="Timestamp.Never"/> included.</summary>
    private static void WriteMoment(Utf8JsonWriter json, string field, Timestamp moment) =>
        JsonText.WriteCount(json, field, moment.Ticks, FieldNumbers.TickDecimals);
}
