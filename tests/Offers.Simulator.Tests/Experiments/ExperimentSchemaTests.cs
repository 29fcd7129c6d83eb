using System.Text.Json;
using Offers.Simulation;
using Offers.Simulation.Experiments;

namespace Offers.Simulator.Tests.Experiments;

/// <summary>The JSON Schema that editors use says what the reader does.</summary>
public class ExperimentSchemaTests
{
    [Fact]
    public void Schema_and_reader_know_the_same_keys_at_every_level() =>
        Assert.All(ExperimentSchema.Levels(), level => Assert.Equal(
            string.Join(' ', level.Keys.Keys),
            string.Join(' ', level.Properties().Select(property => property.Key))));

    [Fact]
    public void Every_mapping_of_the_schema_is_closed_and_every_key_described() =>
        Assert.All(ExperimentSchema.Levels(), level =>
        {
            Assert.False(level.Schema.GetProperty("additionalProperties").GetBoolean());
            Assert.All(level.Properties(), property => Assert.EndsWith(
                ".", property.Schema.GetProperty("description").GetString()));
        });

    [Fact]
    public void Lists_of_mappings_are_lists_in_both() =>
        Assert.All(ExperimentSchema.Levels(), level => Assert.All(level.Properties(), property =>
        {
            bool isList = property.Schema.TryGetProperty("items", out JsonElement items)
                && items.TryGetProperty("properties", out _);
            Assert.Equal(isList, level.Keys.IsList(property.Key));
        }));

    [Fact]
    public void Ranges_of_the_schema_are_those_of_the_reader() =>
        Assert.All(ExperimentSchema.Numbers(), number =>
        {
            bool isWhole = number.Schema.GetProperty("type").ValueEquals("integer");
            double min = number.Schema.GetProperty("minimum").GetDouble();
            double max = number.Schema.GetProperty("maximum").GetDouble();
            Assert.True(IsRead(number.Path, min), $"{number.Path}={min}");
            Assert.True(IsRead(number.Path, max), $"{number.Path}={max}");
            double below = isWhole ? min - 1 : min - 0.0001;
            double above = isWhole ? max + 1 : max * 1.001;
            Assert.False(IsRead(number.Path, below), $"{number.Path}={below}");
            Assert.False(IsRead(number.Path, above), $"{number.Path}={above}");
            Assert.Equal(!isWhole, IsRead(number.Path, min + 0.5));
        });

    [Fact]
    public void Defaults_of_the_schema_are_those_of_the_reader() =>
        Assert.All(ExperimentSchema.Levels(), level => Assert.All(level.Properties(), property =>
        {
            if (property.Schema.TryGetProperty("default", out JsonElement value))
            {
                string path = level.PathOf(property.Key);
                Assert.Equal(Dump(path, "null"), Dump(path, value.GetRawText()));
            }
        }));

    [Fact]
    public void Required_keys_of_the_schema_are_those_of_the_reader() =>
        Assert.All(ExperimentSchema.Levels(), level => Assert.All(level.Properties(), property =>
        {
            bool isRequired = level.Schema.TryGetProperty("required", out JsonElement required)
                && required.EnumerateArray().Any(key => key.ValueEquals(property.Key));
            if (isRequired)
            {
                string path = level.PathOf(property.Key);
                var e = Assert.Throws<InputException>(() => Dump(path, "null"));
                Assert.Equal("nothing", e.Found);
                Assert.Equal($"the required key '{property.Key}'", e.Expected);
            }
        }));

    [Fact]
    public void Policies_of_the_schema_are_those_of_the_reader() => Assert.Equal(
        string.Join(' ', PolicyNames.All),
        string.Join(' ', ExperimentSchema.Root.GetProperty("properties").GetProperty("policies")
            .GetProperty("items").GetProperty("enum").EnumerateArray()
            .Select(name => name.GetString())));

    /// <summary>
    /// A text in which the key may stand, and its path there: the frameworks of the generator's
    /// text are a service, batch jobs and a gang.
    /// </summary>
    private static (string Text, string Path) Place(string path)
    {
        string role = path.Contains(".gang.", StringComparison.Ordinal) ? "roles[1]" : "roles[0]";
        string source = path.Contains(".batch.", StringComparison.Ordinal)
            ? "frameworks[1]"
            : "frameworks[0]";
        string full = path
            .Replace("roles[]", role, StringComparison.Ordinal)
            .Replace("frameworks[]", source, StringComparison.Ordinal)
            .Replace("shapes[]", "shapes[0]", StringComparison.Ordinal);
        bool isGenerated = path.StartsWith("workload.generate", StringComparison.Ordinal);
        return (isGenerated ? ExperimentText.WithGenerator : ExperimentText.WithTrace, full);
    }

    private static string Dump(string path, string value)
    {
        (string text, string full) = Place(path);
        return ExperimentText.Dump(ExperimentText.Read(text, $"{full}={value}"));
    }

    private static bool IsRead(string path, double value)
    {
        (string text, string full) = Place(path);
        string[] others = full switch
        {
            "workload.from_seconds" => ["workload.to_seconds=null"],
            "workload.to_seconds" => ["workload.from_seconds=null"],
            "cell.static_target_seconds" => ["cell.machines=null"],
            _ => [],
        };
        try
        {
            ExperimentText.Read(text, [.. others, FormattableString.Invariant($"{full}={value}")]);
            return true;
        }
        catch (InputException)
        {
            return false;
        }
    }
}
