using System;
using System.Text.Json;

namespace Offers;

/// <summary>
/// Writes what happens to a cluster in the text form that <see cref="ClusterCommandReader"/> reads
/// back to the same value. Fields that have their default are left out.
/// </summary>
/// <remarks>
/// What the types can hold can be written and read back, with two exceptions: half a surrogate pair
/// is no text and becomes U+FFFD, and of two minimums for one role only the first, which counts, is
/// written.
/// </remarks>
public sealed class ClusterCommandWriter
{
    private readonly ResourceSchema _schema;

    /// <summary>Creates a writer.</summary>
    /// <param name="schema">What the kinds in the commands are called.</param>
    public ClusterCommandWriter(ResourceSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _schema = schema;
    }

    /// <summary>The command as one line, without a line end. O(length).</summary>
    /// <exception cref="ArgumentException">
    /// An enum in it has a value that it does not define.
    /// </exception>
    public string Write(ClusterCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return JsonText.Write((this, command), static (writer, state) =>
            state.Item1.WriteFields(writer, state.command));
    }

    /// <summary>Writes the fields of a command into an object that is open. O(length).</summary>
    /// <exception cref="ArgumentException">
    /// An enum in it has a value that it does not define.
    /// </exception>
    public void WriteFields(Utf8JsonWriter writer, ClusterCommand command)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(command);
        FieldWriter fields = new(writer, _schema);
        bool isWritten = command switch
        {
            FrameworkCall call => CallText.Write(fields, call),
            AgentReport report => AgentReportText.Write(fields, report),
            _ => OperatorText.Write(fields, command),
        };
        if (!isWritten)
        {
            throw new ArgumentException("an unknown command", nameof(command));
        }
    }
}
