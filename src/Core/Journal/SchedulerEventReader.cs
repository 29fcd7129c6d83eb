using System;
using System.Text.Json;

namespace Offers;

/// <summary>
/// Reads what schedulers hear from the text form: one JSON object each,
/// <c>{"event":"offer_rescinded","offer":"3-17","reason":"TIMED_OUT"}</c>, with the fields that the
/// cluster format lists.
/// </summary>
/// <remarks>As strict and exact as <see cref="ClusterCommandReader"/>, and as fast.</remarks>
public sealed class SchedulerEventReader
{
    private readonly CommandReader _kinds;

    /// <summary>Creates a reader.</summary>
    /// <param name="schema">What the kinds are called; new names are added to it.</param>
    public SchedulerEventReader(ResourceSchema schema) => _kinds = new CommandReader(schema);

    /// <summary>Reads one from a line.</summary>
    /// <exception cref="FormatException">The line is none.</exception>
    public SchedulerEvent Read(string line)
    {
        using JsonDocument document = JsonText.ReadObject(line);
        return Read(document.RootElement);
    }

    /// <summary>Reads one from a JSON object.</summary>
    /// <exception cref="FormatException">The object is none.</exception>
    public SchedulerEvent Read(JsonElement json) => _kinds.Twice(json, EventText.Read);
}
