using System;
using System.Text.Json;

namespace Offers;

/// <summary>Reads the lines of a scenario.</summary>
internal sealed class ScenarioLineReader(ResourceSchema schema, AllocatorMode mode)
{
    private readonly CommandReader _commands = new(schema);

    /// <summary>Whether a line says nothing: a blank one or a comment.</summary>
    internal static bool IsBlank(string line) =>
        line.AsSpan().Trim() is var text && (text.IsEmpty || text[0] == '#');

    /// <summary>Reads a line that is not blank.</summary>
    /// <exception cref="FormatException">The line is not one of a scenario.</exception>
    internal ScenarioLine Read(string line)
    {
        using JsonDocument document = JsonText.ReadObject(line);
        return _commands.Twice(document.RootElement, ReadFields);
    }

    private ScenarioLine ReadFields(FieldReader fields)
    {
        string op = fields.Name("op");
        return op switch
        {
            "init" => new ScenarioLine.Init(Init(fields)),
            "settle" => new ScenarioLine.Settle(),
            "advance" => new ScenarioLine.Advance(fields.DurationFrom("seconds", TimeSpan.Zero)),
            "dump" => new ScenarioLine.Dump(),
            "explain" => new ScenarioLine.Explain(
                fields.Name("framework"), fields.OptionalName("agent")),
            "invariants" => new ScenarioLine.Invariants(),
            "digest" => new ScenarioLine.Digest(),
            _ => new ScenarioLine.ForCell(op, CommandReader.ReadFields(fields)),
        };
    }

    private InitOptions Init(FieldReader fields)
    {
        InitOptions init = InitFields.Read(fields);
        return fields.Has("mode") ? init : init with { Mode = mode };
    }
}
