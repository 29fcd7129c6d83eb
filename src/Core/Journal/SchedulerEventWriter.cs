using System;
using System.Text.Json;

namespace Offers;

/// <summary>
/// Writes what schedulers hear in the text form that <see cref="SchedulerEventReader"/> reads back
/// to the same value, with what <see cref="ClusterCommandWriter"/> says. Defaults are left out.
/// </summary>
public sealed class SchedulerEventWriter
{
    private readonly ResourceSchema _schema;

    /// <summary>Creates a writer.</summary>
    /// <param name="schema">What the kinds of resources are called.</param>
    public SchedulerEventWriter(ResourceSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _schema = schema;
    }

    /// <summary>One as a line, without a line end. O(length).</summary>
    /// <exception cref="ArgumentException">
    /// An enum in it has a value that it does not define.
    /// </exception>
    public string Write(SchedulerEvent message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return JsonText.Write((this, message), static (writer, state) =>
            state.Item1.WriteFields(writer, state.message));
    }

    /// <summary>Writes the fields of one into an object that is open. O(length).</summary>
    /// <exception cref="ArgumentException">
    /// An enum in it has a value that it does not define.
    /// </exception>
    public void WriteFields(Utf8JsonWriter writer, SchedulerEvent message)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(message);
        EventText.Write(new FieldWriter(writer, _schema), message);
    }
}
