using System.Text.Json;
using System.Text.Json.Serialization;
using Offers.Agents.Sandboxes;

namespace Offers.Agents.Hosting;

/// <summary>
/// Which agent a work directory is of, in <c>agent.json</c>, and which boot of the machine it last
/// ran in.
/// </summary>
/// <param name="Name">The agent.</param>
/// <param name="Resources">What it was configured with, detected parts included.</param>
/// <param name="Said">What of that was said.</param>
/// <param name="Attributes">What it says of itself.</param>
/// <param name="BootId">The boot.</param>
internal sealed record AgentIdentity(
    string Name, string Resources, string Said, string Attributes, string BootId)
{
    private const string FileName = "agent.json";

    /// <summary>Reads it; null when the directory is of nobody yet.</summary>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    internal static AgentIdentity? Read(string directory)
    {
        string path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(
                File.ReadAllBytes(path), AgentIdentityJson.Default.AgentIdentity)
                ?? throw new JsonException("found null");
        }
        catch (JsonException bad)
        {
            throw new InvalidDataException(
                $"{path}: expected who the agent is: {bad.Message}", bad);
        }
    }

    /// <summary>Keeps it; durable when this returns.</summary>
    internal void Write(string directory) => DurableFile.Write(
        Path.Combine(directory, FileName),
        JsonSerializer.SerializeToUtf8Bytes(this, AgentIdentityJson.Default.AgentIdentity));
}

[JsonSourceGenerationOptions(
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AgentIdentity))]
internal sealed partial class AgentIdentityJson : JsonSerializerContext;
