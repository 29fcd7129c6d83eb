using Offers.Core.Tests.Conventions;

namespace Offers.Core.Tests.Scenarios;

/// <summary>Scenarios with the output that the original allocator gave.</summary>
internal static class RecordedScenarios
{
    private const string Expected = ".expected.jsonl";

    private static string Folder { get; } =
        Path.Combine(Repository.Root, "tests", "Offers.Core.Tests", "Scenarios", "recorded");

    /// <summary>The names of all pairs of files, in order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.EnumerateFiles(Folder, "*" + Expected)
            .Select(file => Path.GetFileName(file)[..^Expected.Length])
            .Order(StringComparer.Ordinal),
    ];

    public static IReadOnlyList<string> CommandsOf(string name) =>
        File.ReadAllLines(Path.Combine(Folder, name + ".jsonl"));

    public static IReadOnlyList<string> OutputOf(string name) =>
        [.. File.ReadAllLines(Path.Combine(Folder, name + Expected)).Where(l => l.Length > 0)];
}
