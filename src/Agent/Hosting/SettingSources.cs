using System.Collections;
using System.Text.Json;

namespace Offers.Agents.Hosting;

/// <summary>
/// Collects options from a file, the environment and the command line; the later of these counts.
/// Names are those of the command line (<c>work-directory</c>); the file has them as keys of one
/// JSON object (<c>work_directory</c> as well), the environment as
/// <c>OFFERS_AGENT_WORK_DIRECTORY</c>.
/// </summary>
internal sealed class SettingSources(string prefix, IReadOnlySet<string> names)
{
    private readonly Dictionary<string, SettingValue> _values = new(StringComparer.Ordinal);

    /// <summary>All that was said, by name.</summary>
    internal IReadOnlyDictionary<string, SettingValue> Values => _values;

    /// <summary>Reads a JSON object: texts, numbers, true and false.</summary>
    /// <exception cref="AgentSettingsException">It is none, or has an unknown key.</exception>
    internal void AddFile(string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(
                File.ReadAllBytes(path), new JsonDocumentOptions
                {
                    CommentHandling = JsonCommentHandling.Skip,
                    AllowTrailingCommas = true,
                    AllowDuplicateProperties = false,
                });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new AgentSettingsException(
                    $"{path}: found {document.RootElement.ValueKind}, expected an object");
            }

            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                string source = $"{path}, key '{property.Name}'";
                Add(
                    property.Name.Replace('_', '-'),
                    new SettingValue(TextOf(property.Value, source), source));
            }
        }
        catch (JsonException bad)
        {
            throw new AgentSettingsException(
                $"{path}, line {bad.LineNumber + 1}: expected a JSON object", bad);
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException
            or ArgumentException)
        {
            throw new AgentSettingsException(
                $"{path}: expected a readable file ({bad.Message})", bad);
        }
    }

    /// <summary>Reads the variables that begin with the prefix.</summary>
    internal void AddEnvironment(IDictionary variables)
    {
        foreach (DictionaryEntry entry in variables)
        {
            string key = (string)entry.Key;
            if (key.StartsWith(prefix, StringComparison.Ordinal))
            {
                Add(
                    key[prefix.Length..].ToLowerInvariant().Replace('_', '-'),
                    new SettingValue((string?)entry.Value ?? string.Empty, $"variable {key}"));
            }
        }
    }

    /// <summary>Reads <c>--name value</c> and <c>--name=value</c>.</summary>
    internal void AddArguments(IReadOnlyList<string> arguments)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < arguments.Count; i++)
        {
            string word = arguments[i];
            if (!word.StartsWith("--", StringComparison.Ordinal))
            {
                throw new AgentSettingsException(
                    $"found the argument '{word}', expected --name value");
            }

            int equals = word.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? word[2..] : word[2..equals];
            string source = $"option --{name}";
            if (!seen.Add(name))
            {
                throw new AgentSettingsException($"{source}: found twice, expected once");
            }

            if (equals < 0 && i + 1 == arguments.Count)
            {
                throw new AgentSettingsException($"{source}: found nothing, expected a value");
            }

            Add(name, new SettingValue(
                equals < 0 ? arguments[++i] : word[(equals + 1)..], source));
        }
    }

    private void Add(string name, in SettingValue value)
    {
        _values[name] = names.Contains(name)
            ? value
            : throw new AgentSettingsException(
                $"{value.Source}: there is no option '{name}'{Hint(name)}");
    }

    private string Hint(string name)
    {
        foreach (string known in names)
        {
            if (known.Contains(name, StringComparison.Ordinal)
                || name.Contains(known, StringComparison.Ordinal))
            {
                return $"; there is '{known}'";
            }
        }

        return "; --help lists all";
    }

    private static string TextOf(JsonElement value, string source) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => throw new AgentSettingsException(
            $"{source}: found {value.ValueKind}, expected a text, a number, true or false"),
    };
}
