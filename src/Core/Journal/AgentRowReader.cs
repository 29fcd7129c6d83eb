using System;
using System.Text.Json;

namespace Offers;

/// <summary>
/// Reads what agents keep from the text form: one JSON object each,
/// <c>{"kept":"framework","id":"f1","roles":["a"]}</c>, with the fields that the cluster format
/// lists.
/// </summary>
/// <remarks>As strict and exact as <see cref="ClusterCommandReader"/>, and as fast.</remarks>
public sealed class AgentRowReader
{
    private readonly CommandReader _kinds;

    /// <summary>Creates a reader.</summary>
    /// <param name="schema">What the kinds are called; new names are added to it.</param>
    public AgentRowReader(ResourceSchema schema) => _kinds = new CommandReader(schema);

    /// <summary>Reads one from a line.</summary>
    /// <exception cref="FormatException">The line is none.</exception>
    public AgentRow Read(string line)
    {
        using JsonDocument document = JsonText.ReadObject(line);
        return _kinds.Twice(document.RootElement, AgentRowText.Read);
    }
}
