using System.Text.Json;

namespace Offers.Simulator.Tests.Experiments;

/// <summary>Writes <c>docs/experiment-format.md</c> from the JSON Schema.</summary>
internal static class ExperimentFormatPage
{
    private const string Head = """
        # Experiment files

        Written by a test from `experiment.schema.json`; do not edit. The examples are in
        `experiments/`. An editor that knows YAML schemas completes and checks keys when the first
        line of the file is `# yaml-language-server: $schema=../docs/experiment.schema.json`.

        An experiment is one YAML document of the keys below and nothing else: an unknown key, a
        second one of the same name, a value of another kind or out of range is refused with one
        line that names the file, the line, the path, what was found and what was expected.

        * Numbers are decimal and stand without quotes; both ends of a range belong to it. Booleans
          are `true` and `false` only. A text that looks like a number stands in quotes.
        * Resource texts are `NAME:AMOUNT` parts separated by semicolons: `cpus:4;mem:1024`. At
          least one amount is above 0.
        * Anchors and aliases are allowed, tags and merge keys are not. Text is limited to 1 MiB,
          100 000 items with aliases written out, and 32 levels.
        * `--set PATH=VALUE` changes the file before it is read, as often as given; the later wins:
          `--set cell.shapes[0].count=40`, `--set 'policies=[fifo, shared-drf]'`. Mappings on the
          way are made where they are missing. The value `null` removes a key, so that its default
          holds.

        """;

    internal static string Write()
    {
        using StringWriter text = new() { NewLine = "\n" };
        text.Write(Head.ReplaceLineEndings("\n"));
        foreach (SchemaLevel level in ExperimentSchema.Levels())
        {
            WriteLevel(text, level);
        }

        return text.ToString();
    }

    private static void WriteLevel(StringWriter text, SchemaLevel level)
    {
        text.WriteLine();
        text.WriteLine(level.Path.Length == 0 ? "## The file" : $"## `{level.Path}`");
        text.WriteLine();
        text.WriteLine(level.Schema.GetProperty("description").GetString());
        text.WriteLine();
        text.WriteLine("| key | meaning | unit | range | default |");
        text.WriteLine("|---|---|---|---|---|");
        foreach ((string key, JsonElement schema) in level.Properties())
        {
            string[] cells =
            [
                $"`{key}`",
                schema.GetProperty("description").GetString()!,
                schema.TryGetProperty("x-unit", out JsonElement unit) ? unit.GetString()! : "",
                Range(schema),
                Default(level, key, schema),
            ];
            text.WriteLine($"| {string.Join(" | ", cells)} |");
        }
    }

    private static string Range(JsonElement schema)
    {
        if (schema.TryGetProperty("oneOf", out JsonElement choices)
            && choices[0].TryGetProperty("type", out _))
        {
            return string.Join(", or ", choices.EnumerateArray().Select(Range));
        }

        if (schema.TryGetProperty("enum", out JsonElement words))
        {
            return string.Join(", ", words.EnumerateArray().Select(word => $"`{word}`"));
        }

        return schema.GetProperty("type").GetString()! switch
        {
            "boolean" => "`true`, `false`",
            "object" => "mapping",
            "array" => ListRange(schema),
            "string" => TextRange(schema),
            "integer" => $"whole, {NumberRange(schema)}",
            _ => NumberRange(schema),
        };
    }

    private static string NumberRange(JsonElement schema) =>
        $"{Number(schema.GetProperty("minimum"))} to {Number(schema.GetProperty("maximum"))}";

    private static string TextRange(JsonElement schema)
    {
        string pattern = schema.TryGetProperty("pattern", out JsonElement found)
            ? found.GetString()!
            : "";
        return pattern switch
        {
            ":" => "resource text",
            "" => "text",
            _ => pattern.Contains("{1,64}", StringComparison.Ordinal)
                ? "1 to 64 characters"
                : "resource name",
        };
    }

    private static string ListRange(JsonElement schema)
    {
        string element = Range(ExperimentSchema.Resolve(schema.GetProperty("items")));
        string least = schema.TryGetProperty("minItems", out _) ? "at least one" : "maybe empty";
        string most = schema.TryGetProperty("maxItems", out JsonElement max)
            ? $", at most {Number(max)}"
            : "";
        string once = schema.TryGetProperty("uniqueItems", out _) ? ", each once" : "";
        return $"list, {least}{most}{once}: {element}";
    }

    private static string Default(SchemaLevel level, string key, JsonElement schema)
    {
        if (schema.TryGetProperty("default", out JsonElement value))
        {
            return $"`{string.Join(' ', value.GetRawText().Split(
                (char[]?)null, StringSplitOptions.RemoveEmptyEntries))}`";
        }

        bool isRequired = level.Schema.TryGetProperty("required", out JsonElement required)
            && required.EnumerateArray().Any(name => name.ValueEquals(key));
        return isRequired ? "required" : "";
    }

    private static string Number(JsonElement number)
    {
        decimal value = number.GetDecimal();
        return value < 1 ? number.GetRawText() : FormattableString.Invariant($"{value:#,0}")
            .Replace(',', ' ');
    }
}
