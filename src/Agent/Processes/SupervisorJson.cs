using System.Text.Json.Serialization;

namespace Offers.Agents.Processes;

/// <summary>The text forms of the supervisor: its protocol and its records.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ProcessRecord))]
[JsonSerializable(typeof(SupervisorRequest))]
[JsonSerializable(typeof(SupervisorMessage))]
internal sealed partial class SupervisorJson : JsonSerializerContext;
