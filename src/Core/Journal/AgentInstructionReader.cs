using System;
using System.Text.Json;

namespace Offers;

/// <summary>
/// Reads what agents hear from the text form: one JSON object each,
/// <c>{"instruction":"kill","framework":"f1","task":"t1"}</c>, with the fields that the cluster
/// format lists.
/// </summary>
/// <remarks>As strict and exact as <see cref="ClusterCommandReader"/>, and as fast.</remarks>
public sealed class AgentInstructionReader
{
    private readonly CommandReader _kinds;

    /// <summary>Creates a reader.</summary>
    /// <param name="schema">What the kinds are called; new names are added to it.</param>
    public AgentInstructionReader(ResourceSchema schema) => _kinds = new CommandReader(schema);

    /// <summary>Reads one from a line.</summary>
    /// <exception cref="FormatException">The line is none.</exception>
    public AgentInstruction Read(string line)
    {
        using JsonDocument document = JsonText.ReadObject(line);
        return Read(document.RootElement);
    }

    /// <summary>Reads one from a JSON object.</summary>
    /// <exception cref="FormatException">The object is none.</exception>
    public AgentInstruction Read(JsonElement json) => _kinds.Twice(json, InstructionText.Read);
}
