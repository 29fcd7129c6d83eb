using System.Text.Json;
using Offers.Simulation.Experiments;

namespace Offers.Simulator.Tests.Experiments;

/// <summary>One mapping of the format, in the schema and in the reader.</summary>
internal sealed record SchemaLevel(string Path, JsonElement Schema, KeyLevel Keys)
{
    internal IEnumerable<(string Key, JsonElement Schema)> Properties() =>
        Schema.GetProperty("properties").EnumerateObject()
            .Select(property => (property.Name, ExperimentSchema.Resolve(property.Value)));

    internal string PathOf(string key) => Path.Length == 0 ? key : $"{Path}.{key}";
}
