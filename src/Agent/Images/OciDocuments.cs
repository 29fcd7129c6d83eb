using System.Text.Json.Serialization;

namespace Offers.Agents.Images;

// The parts of the documents of the OCI image specification (version 1.0) that are read here.

internal sealed record OciIndex
{
    [JsonPropertyName("manifests")]
    public IReadOnlyList<OciDescriptor> Manifests { get; init; } = [];
}

internal sealed record OciDescriptor
{
    [JsonPropertyName("mediaType")]
    public string MediaType { get; init; } = "";

    [JsonPropertyName("digest")]
    public string Digest { get; init; } = "";

    [JsonPropertyName("platform")]
    public OciPlatform? Platform { get; init; }

    [JsonPropertyName("annotations")]
    public IReadOnlyDictionary<string, string> Annotations { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);
}

internal sealed record OciPlatform
{
    [JsonPropertyName("os")]
    public string Os { get; init; } = "";

    [JsonPropertyName("architecture")]
    public string Architecture { get; init; } = "";

    public override string ToString() => $"{Os}/{Architecture}";
}

internal sealed record OciManifest
{
    [JsonPropertyName("config")]
    public OciDescriptor Config { get; init; } = new();

    [JsonPropertyName("layers")]
    public IReadOnlyList<OciDescriptor> Layers { get; init; } = [];
}

internal sealed record OciImageConfig
{
    [JsonPropertyName("config")]
    public OciImageDefaults Config { get; init; } = new();
}

internal sealed record OciImageDefaults
{
    [JsonPropertyName("Env")]
    public IReadOnlyList<string>? Env { get; init; }

    [JsonPropertyName("Entrypoint")]
    public IReadOnlyList<string>? Entrypoint { get; init; }

    [JsonPropertyName("Cmd")]
    public IReadOnlyList<string>? Cmd { get; init; }
}

[JsonSerializable(typeof(OciIndex))]
[JsonSerializable(typeof(OciManifest))]
[JsonSerializable(typeof(OciImageConfig))]
internal sealed partial class OciJson : JsonSerializerContext;
