using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Offers.Agents.Processes;

/// <summary>
/// The text forms of the protocol's lines. No browser reads them, so quotes, <c>&lt;</c>,
/// <c>&amp;</c> and letters beyond ASCII stand for themselves: escaped, each took six bytes, and an
/// ordinary command could become longer than a line may be.
/// </summary>
internal static class SupervisorLines
{
    private static readonly SupervisorJson Forms = new(
        new JsonSerializerOptions(SupervisorJson.Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });

    /// <summary>What agents say.</summary>
    internal static JsonTypeInfo<SupervisorRequest> Requests => Forms.SupervisorRequest;

    /// <summary>What the supervisor says.</summary>
    internal static JsonTypeInfo<SupervisorMessage> Messages => Forms.SupervisorMessage;
}
