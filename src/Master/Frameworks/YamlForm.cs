using System.Text;
using Offers.Simulation.Experiments;

namespace Offers.Masters.Frameworks;

/// <summary>One text for equal YAML: keys in ordinal order, every scalar in quotes.</summary>
internal static class YamlForm
{
    /// <summary>The text, on one line.</summary>
    internal static string Of(YamlItem item)
    {
        StringBuilder text = new();
        Append(text, item);
        return text.ToString();
    }

    private static void Append(StringBuilder text, YamlItem item)
    {
        switch (item)
        {
            case YamlScalar scalar:
                text.Append(System.Text.Json.JsonSerializer.Serialize(scalar.Value));
                break;
            case YamlList list:
                text.Append('[');
                foreach (YamlItem part in list.Items)
                {
                    Append(text, part);
                    text.Append(',');
                }

                text.Append(']');
                break;
            case YamlMapping mapping:
                Append(text, mapping);
                break;
            default:
                throw new InvalidOperationException($"found {item.Found}, expected known YAML");
        }
    }

    private static void Append(StringBuilder text, YamlMapping mapping)
    {
        text.Append('{');
        foreach (string key in mapping.Keys.Select(static entry => entry.Key)
            .Order(StringComparer.Ordinal))
        {
            text.Append(System.Text.Json.JsonSerializer.Serialize(key)).Append(':');
            Append(text, mapping[key]!);
            text.Append(',');
        }

        text.Append('}');
    }
}
