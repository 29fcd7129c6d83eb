using System.Collections.Concurrent;
using System.Text.Json;

namespace Offers.Masters.Metrics;

/// <summary>Names as the cluster format writes them.</summary>
internal static class Words
{
    private static readonly ConcurrentDictionary<Type, string> Commands = [];
    private static readonly ConcurrentDictionary<Enum, string> Values = [];

    /// <summary>The word of a value of an enum: <c>GONE_BY_OPERATOR</c>.</summary>
    internal static string Of(Enum value) => Values.GetOrAdd(
        value, static known => JsonNamingPolicy.SnakeCaseUpper.ConvertName(known.ToString()));

    /// <summary>The name of a command: <c>drain_agent</c>.</summary>
    internal static string Of(ClusterCommand command) => Commands.GetOrAdd(
        command.GetType(),
        static type => JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name));
}
