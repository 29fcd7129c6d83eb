using System.Diagnostics;
using System.Text;
using BenchmarkDotNet.Reports;

namespace Offers.Bench;

/// <summary>Writes a table with the machine, versions, commit and command that made it.</summary>
internal static class ResultFile
{
    internal static void Write(Summary summary, string[] args)
    {
        string root = Git("rev-parse --show-toplevel");
        string name = summary.BenchmarksCases[0].Descriptor.Type.Name;
        string path = Path.Combine(root, "bench", "results", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        SummaryTable.SummaryTableColumn[] columns =
            [.. summary.Table.Columns.Where(column => column.NeedToShow)];
        string changed = Git("status --porcelain -- src bench").Length == 0 ? "" : " (changed)";
        StringBuilder text = new();
        text.Append("# ").Append(name).Append("\n\n");
        foreach (string line in summary.HostEnvironmentInfo.ToFormattedString())
        {
            text.Append("    ").Append(line).Append('\n');
        }

        text.Append("\ncommit: ").Append(Git("rev-parse HEAD")).Append(changed)
            .Append("\ncommand: `dotnet run -c Release --project bench -- ")
            .AppendJoin(' ', args).Append("`\n\n");
        Row(text, columns.Select(c => c.Header), "| ", " | ", " |\n");
        Row(text, columns.Select(_ => "---:"), "|", "|", "|\n");
        StringBuilder csv = new();
        Row(csv, columns.Select(c => c.Header), "", ",", "\n");
        for (int i = 0; i < summary.Table.FullContent.Length; i++)
        {
            Row(text, columns.Select(c => c.Content[i]), "| ", " | ", " |\n");
            Row(csv, columns.Select(c => c.Content[i].Replace(",", "")), "", ",", "\n");
        }

        File.WriteAllText(path + ".md", text.ToString());
        File.WriteAllText(path + ".csv", csv.ToString());
    }

    /// <summary>Writes a table that is whole already.</summary>
    internal static void Write(string name, string table, string[] args)
    {
        string path = Path.Combine(
            Git("rev-parse --show-toplevel"), "bench", "results", $"{name}.md");
        string changed = Git("status --porcelain -- src bench").Length == 0 ? "" : " (changed)";
        string model = File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(static line => line.StartsWith("model name", StringComparison.Ordinal))
            ?.Split(": ")[^1] ?? "unknown processor";
        string version = Environment.Version.ToString();
        File.WriteAllText(path, $"""
            # {name}

                {model}, {Environment.ProcessorCount} cores
                .NET {version}, no harness

            commit: {Git("rev-parse HEAD")}{changed}
            command: `dotnet run -c Release --project bench -- {string.Join(' ', args)}`

            {table}
            """);
    }

    private static void Row(
        StringBuilder text, IEnumerable<string> cells, string start, string between, string end) =>
        text.Append(start).AppendJoin(between, cells).Append(end);

    private static string Git(string arguments)
    {
        using Process git = Process.Start(
            new ProcessStartInfo("git", arguments)
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            })!;
        string output = git.StandardOutput.ReadToEnd().Trim();
        git.WaitForExit();
        return output;
    }
}
