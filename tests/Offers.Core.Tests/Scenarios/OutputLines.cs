using System.Text.Json.Nodes;

namespace Offers.Core.Tests.Scenarios;

/// <summary>
/// Compares output of scenarios: lines are JSON values, and messages do not count.
/// </summary>
internal static class OutputLines
{
    /// <summary>The first line that differs, from 0; null if none does.</summary>
    public static int? FirstDifference(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        int shorter = Math.Min(one.Count, other.Count);
        for (int i = 0; i < shorter; i++)
        {
            if (!AreSame(one[i], other[i]))
            {
                return i;
            }
        }

        return one.Count == other.Count ? null : shorter;
    }

    /// <summary>The line, or a word for the end.</summary>
    public static string At(IReadOnlyList<string> lines, int index) =>
        index < lines.Count ? lines[index] : "(end)";

    private static bool AreSame(string one, string other) =>
        one == other || JsonNode.DeepEquals(WithoutMessage(one), WithoutMessage(other));

    private static JsonNode? WithoutMessage(string line)
    {
        JsonNode? json = JsonNode.Parse(line);
        (json as JsonObject)?.Remove("message");
        return json;
    }
}
