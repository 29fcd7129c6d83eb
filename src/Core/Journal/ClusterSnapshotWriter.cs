using System;
using System.Text.Json;

namespace Offers;

/// <summary>
/// Writes the snapshot of a cluster as lines of JSON, which <see cref="ClusterSnapshotReader"/>
/// reads back to the same value: a header, the allocator's snapshot, a line for each row, and an
/// end. The lines may stand among others of the host's.
/// </summary>
/// <remarks>
/// The header is <c>{"snapshot":"offers-cluster","version":1,"t":2.5,...}</c>, a row
/// <c>{"row":"task","number":7,...}</c>, the end <c>{"snapshot":"end","rows":12}</c>. What has its
/// default is left out; times are exact seconds. Equal snapshots give equal lines. What
/// <see cref="ClusterCommandWriter"/> cannot write is lost here, too.
/// </remarks>
public sealed class ClusterSnapshotWriter
{
    /// <summary>The version that is written.</summary>
    public const int Version = 1;

    internal const string Name = "offers-cluster";

    private readonly ResourceSchema _schema = new();
    private readonly Action<string> _output;
    private long _rows;

    private ClusterSnapshotWriter(ClusterSnapshot snapshot, Action<string> output)
    {
        _schema.Load(snapshot.Allocator.Kinds);
        _output = output;
    }

    /// <summary>Writes a snapshot. O(length); one line is in memory at a time.</summary>
    /// <param name="snapshot">The state; the lines name its own kinds.</param>
    /// <param name="output">Takes each line, without a line end.</param>
    /// <exception cref="ArgumentException">
    /// An enum in it has a value that it does not define.
    /// </exception>
    public static void Write(ClusterSnapshot snapshot, Action<string> output)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(output);
        ClusterSnapshotWriter writer = new(snapshot, output);
        output(writer.Line(snapshot, static (fields, head) =>
        {
            fields.Text("snapshot", Name);
            fields.Whole("version", Version);
            fields.When("t", head.Time);
            WriteHead(fields, head);
        }));
        SnapshotWriter.Write(snapshot.Allocator, output);
        writer.WriteRows(snapshot);
        if (snapshot.Preemptions is { } preemptions)
        {
            writer.WritePreemptions(preemptions);
        }

        output(writer.Line(writer._rows, static (fields, rows) =>
        {
            fields.Text("snapshot", SnapshotWriter.EndName);
            fields.Whole("rows", rows);
        }));
    }

    /// <summary>
    /// Writes what the digest of a state is made of: all but the allocator, preemptions and the
    /// moment of the last command.
    /// </summary>
    internal static void WriteState(ClusterSnapshot snapshot, Action<string> output)
    {
        ClusterSnapshotWriter writer = new(snapshot, output);
        output(writer.Line(snapshot, WriteHead));
        writer.WriteRows(snapshot);
    }

    private static void WriteHead(FieldWriter fields, ClusterSnapshot head)
    {
        fields.Whole("incarnation", head.Incarnation);
        fields.Whole("last_offer", head.LastOffer);
        fields.Whole("last_task", head.LastTask);
        fields.When("next_batch", head.NextBatch);
        fields.When("next_removal", head.NextRemoval);
        fields.OptionalWhen("expected_until", head.ExpectedUntil);
    }

    private void WriteRows(ClusterSnapshot snapshot)
    {
        WriteNames("completed_frameworks", "names", snapshot.CompletedFrameworks);
        Rows("framework", snapshot.Frameworks, ClusterRowText.WriteFramework);
        Rows("agent", snapshot.Agents, ClusterRowText.WriteAgent);
        Rows("task", snapshot.Tasks, ClusterRowText.WriteTask);
        Rows("offer", snapshot.Offers, ClusterRowText.WriteOffer);
        Rows("lost_agent", snapshot.LostAgents, ClusterRowText.WriteLost);
        Rows("maintenance", snapshot.Windows, OperatorText.WriteWindow);
        WriteNames("hosts_down", "hosts", snapshot.HostsDown);
        Rows("rate_limit", snapshot.Limiters, ClusterRowText.WriteLimiter);
    }

    private void WritePreemptions(PreemptionState state)
    {
        Row("preemptions", state, PreemptionRowText.WriteState);
        Rows("preemption", state.Running, PreemptionRowText.WriteRunning);
        Rows("spared_role", state.Cooldowns, PreemptionRowText.WriteCooldown);
        Rows("victim", state.Records, PreemptionRowText.WriteRecord);
        Rows("preemption_end", state.Endings, PreemptionRowText.WriteEnding);
    }

    private void WriteNames(string row, string field, ValueList<string> names)
    {
        if (names.Count > 0)
        {
            Row(row, (field, names), static (fields, list) =>
                fields.Texts(list.field, list.names));
        }
    }

    private void Rows<T>(string name, ValueList<T> rows, Action<FieldWriter, T> body)
    {
        foreach (T row in rows.AsSpan())
        {
            Row(name, row, body);
        }
    }

    private void Row<T>(string name, T row, Action<FieldWriter, T> body)
    {
        _rows++;
        _output(Line((name, row, body), static (fields, state) =>
        {
            fields.Text("row", state.name);
            state.body(fields, state.row);
        }));
    }

    private string Line<T>(T value, Action<FieldWriter, T> body) => JsonText.Write(
        (_schema, value, body), static (Utf8JsonWriter json,
            (ResourceSchema Schema, T Value, Action<FieldWriter, T> Body) state) =>
            state.Body(new FieldWriter(json, state.Schema), state.Value));
}
