using System.Text.Json;
using Offers.Simulation.Experiments;

namespace Offers.Simulator.Tests.Experiments;

/// <summary>What <c>docs/experiment.schema.json</c> says, mapping by mapping.</summary>
internal static class ExperimentSchema
{
    private static readonly Lazy<JsonElement> LazyRoot = new(() =>
        JsonDocument.Parse(File.ReadAllText(Path!)).RootElement);

    internal static string Path { get; } = RepositoryRoot.File("docs", "experiment.schema.json");

    internal static JsonElement Root => LazyRoot.Value;

    /// <summary>Every mapping with its path, in the order of the schema; [] is a list.</summary>
    internal static IEnumerable<SchemaLevel> Levels() =>
        LevelsFrom(new SchemaLevel("", Root, ExperimentKeys.Experiment));

    /// <summary>Every value that is a number, with its path.</summary>
    internal static IEnumerable<(string Path, JsonElement Schema)> Numbers() =>
        from level in Levels()
        from property in level.Properties()
        where property.Schema.TryGetProperty("minimum", out _)
        select (level.PathOf(property.Key), property.Schema);

    /// <summary>The schema itself, or the definition that it refers to.</summary>
    internal static JsonElement Resolve(JsonElement schema)
    {
        if (!schema.TryGetProperty("$ref", out JsonElement reference))
        {
            return schema;
        }

        string name = reference.GetString()!.Replace("#/$defs/", "", StringComparison.Ordinal);
        return Root.GetProperty("$defs").GetProperty(name);
    }

    private static IEnumerable<SchemaLevel> LevelsFrom(SchemaLevel level)
    {
        yield return level;
        foreach ((string key, JsonElement schema) in level.Properties())
        {
            bool isList = schema.TryGetProperty("items", out JsonElement items);
            JsonElement below = isList ? Resolve(items) : schema;
            if (!below.TryGetProperty("properties", out _))
            {
                continue;
            }

            string path = level.PathOf(key) + (isList ? "[]" : "");
            foreach (SchemaLevel found in LevelsFrom(new(path, below, level.Keys.Below(key)!)))
            {
                yield return found;
            }
        }
    }
}
