using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Offers.Agents.Images;

/// <summary>What a <see cref="DockerRunner"/> is to run.</summary>
/// <param name="Socket">The engine's socket.</param>
/// <param name="Name">The container's name in the engine.</param>
/// <param name="Image">Its image.</param>
/// <param name="Body">What the engine is asked to create.</param>
internal sealed record DockerRequest(string Socket, string Name, string Image, JsonObject Body);

[JsonSerializable(typeof(DockerRequest))]
internal sealed partial class DockerJson : JsonSerializerContext;
