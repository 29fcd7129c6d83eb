using System.Text.Encodings.Web;
using System.Text.Json;

namespace Offers.Masters.Operators;

/// <summary>
/// How JSON for operators is written: people read it, and no browser takes it for a page.
/// </summary>
internal static class OperatorJson
{
    /// <summary>For answers of one line: quotes and letters stand as they are.</summary>
    internal static JsonSerializerOptions Line { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>For answers of many lines; letters likewise.</summary>
    internal static JsonWriterOptions Indented { get; } = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
