using System;

namespace Offers;

/// <summary>
/// Writes what agents keep in the text form that <see cref="AgentRowReader"/> reads back to the
/// same value. Defaults are left out.
/// </summary>
public sealed class AgentRowWriter
{
    private readonly ResourceSchema _schema;

    /// <summary>Creates a writer.</summary>
    /// <param name="schema">What the kinds of resources are called.</param>
    public AgentRowWriter(ResourceSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _schema = schema;
    }

    /// <summary>One as a line, without a line end. O(length).</summary>
    /// <exception cref="ArgumentException">
    /// The row is of no known kind, or an enum in it has a value that it does not define.
    /// </exception>
    public string Write(AgentRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return JsonText.Write((_schema, row), static (writer, state) =>
            AgentRowText.Write(new FieldWriter(writer, state._schema), state.row));
    }
}
