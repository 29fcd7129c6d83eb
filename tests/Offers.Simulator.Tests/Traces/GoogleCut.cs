using System.IO.Compression;
using System.Text;

namespace Offers.Simulator.Tests.Traces;

/// <summary>
/// The rule by which the small Google trace is cut from the whole one; <c>data/README.md</c>
/// states it in words.
/// </summary>
internal static class GoogleCut
{
    internal const string TasksFile = "google-2011-cut.csv.gz";
    internal const string MachinesFile = "google-2011-cut.machines.csv.gz";

    private const int Every = 16;
    private const int First = 8;

    /// <summary>Header, then in file order every row of the jobs that are kept.</summary>
    internal static string Tasks()
    {
        string[] lines = Lines(TraceData.GoogleFile);
        HashSet<string> kept = lines.Skip(1)
            .CountBy(Job, StringComparer.Ordinal)
            .OrderByDescending(job => job.Value)
            .ThenBy(job => job.Key, StringComparer.Ordinal)
            .Select(job => job.Key)
            .Where((_, index) => IsKept(index))
            .ToHashSet(StringComparer.Ordinal);
        return Text(lines, lines.Skip(1).Where(line => kept.Contains(Job(line))));
    }

    /// <summary>Header, then in file order the machines that are kept.</summary>
    internal static string Machines()
    {
        string[] lines = Lines(TraceData.GoogleMachinesFile);
        return Text(lines, lines.Skip(1).Where((_, index) => IsKept(index)));
    }

    /// <summary>The text of a compressed file of <c>data/</c>.</summary>
    internal static string Unzip(string name)
    {
        using var gzip = new GZipStream(
            File.OpenRead(RepositoryRoot.Data(name)), CompressionMode.Decompress);
        using var text = new StreamReader(gzip, Encoding.UTF8);
        return text.ReadToEnd();
    }

    private static bool IsKept(int index) => index % Every == First - 1;

    private static string Job(string line) => line.Split(',', 3)[1];

    private static string[] Lines(string name) => Unzip(name).TrimEnd('\n').Split('\n');

    private static string Text(string[] lines, IEnumerable<string> kept) =>
        string.Join('\n', kept.Prepend(lines[0])) + "\n";
}
