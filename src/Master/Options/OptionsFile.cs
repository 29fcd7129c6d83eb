using System.Text.Json;
using Offers.Simulation;

namespace Offers.Masters.Options;

/// <summary>What the file of options says.</summary>
/// <param name="Values">Option by option, as text.</param>
/// <param name="Cluster">
/// The fields of <c>cluster</c>, which are those of a journal's header; null for none.
/// </param>
internal sealed record OptionsFile(
    IReadOnlyDictionary<string, string> Values, JsonElement? Cluster)
{
    private const string ClusterKey = "cluster";

    /// <summary>No file.</summary>
    internal static OptionsFile None { get; } = new(
        new Dictionary<string, string>(StringComparer.Ordinal), null);

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">It is not what it has to be.</exception>
    internal static OptionsFile Read(string path)
    {
        JsonElement root;
        try
        {
            root = JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException)
        {
            throw InputFile.Unreadable(path);
        }
        catch (JsonException bad)
        {
            throw new InputException(
                path, (int)(bad.LineNumber ?? 0) + 1, "file", "other text", "a JSON object");
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new InputException(path, 0, "file", root.ValueKind.ToString(), "a JSON object");
        }

        Dictionary<string, string> values = new(StringComparer.Ordinal);
        JsonElement? cluster = null;
        foreach (JsonProperty field in root.EnumerateObject())
        {
            bool isCluster = string.Equals(field.Name, ClusterKey, StringComparison.Ordinal);
            if (isCluster && cluster is null)
            {
                cluster = field.Value;
            }
            else if (!isCluster && !OptionKey.All.Any(key =>
                string.Equals(key.Name, field.Name, StringComparison.Ordinal)))
            {
                throw new InputException(path, 0, field.Name, field.Name, "a known option");
            }
            else if (isCluster || !values.TryAdd(field.Name, TextOf(path, field)))
            {
                throw new InputException(
                    path, 0, field.Name, $"{field.Name} a second time", "each option once");
            }
        }

        return new OptionsFile(values, cluster);
    }

    private static string TextOf(string path, JsonProperty field) => field.Value.ValueKind switch
    {
        JsonValueKind.String => field.Value.GetString()!,
        JsonValueKind.Number => field.Value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => throw new InputException(
            path, 0, field.Name, field.Value.ValueKind.ToString(), "a text, number, true or false"),
    };
}
