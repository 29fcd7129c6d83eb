using System;
using System.Text.Json;

namespace Offers;

/// <summary>
/// Reads what happens to a cluster from its text form: one JSON object a command,
/// <c>{"op":"subscribe","id":"f1","roles":["a"],"connection":1}</c>, with the fields that the
/// cluster format lists.
/// </summary>
/// <remarks>
/// Strict as <see cref="CommandReader"/>: an unknown or repeated field, a missing one or a wrong
/// type is an error that says which field, what was found and what was expected; nothing is half
/// read, and a refused line adds no kind to the schema. Times and amounts are exact: a number with
/// more decimals than they have is refused. Whether a command is allowed is not asked here: any
/// text is a name, and any number of its width is one. Reading is linear in the length of the line.
/// </remarks>
public sealed class ClusterCommandReader
{
    private readonly CommandReader _kinds;

    /// <summary>Creates a reader.</summary>
    /// <param name="schema">What the kinds are called; new names are added to it.</param>
    public ClusterCommandReader(ResourceSchema schema) => _kinds = new CommandReader(schema);

    /// <summary>Reads a command from a line.</summary>
    /// <exception cref="FormatException">The line is not a command.</exception>
    public ClusterCommand Read(string line)
    {
        using JsonDocument document = JsonText.ReadObject(line);
        return Read(document.RootElement);
    }

    /// <summary>Reads a command from a JSON object.</summary>
    /// <exception cref="FormatException">The object is not a command.</exception>
    public ClusterCommand Read(JsonElement json) => _kinds.Twice(json, ReadFields);

    /// <summary>Reads a command from fields among which there may be others.</summary>
    internal static ClusterCommand ReadFields(FieldReader fields)
    {
        string op = fields.Text("op");
        return CallText.Read(op, fields)
            ?? AgentReportText.Read(op, fields)
            ?? OperatorText.Read(op, fields)
            ?? throw JsonShape.Bad("op", $"'{op}'", "the name of a command");
    }
}
