using Offers.Simulation.Traces;

namespace Offers.Simulator.Tests.Traces;

public class DataFolderTests
{
    private static string[] Files { get; } =
    [
        .. Directory.GetFiles(RepositoryRoot.Data(""), "*.gz")
            .Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void Every_data_file_has_its_origin_and_licence_in_the_readme()
    {
        string readme = File.ReadAllText(RepositoryRoot.Data("README.md"));
        Assert.All(Files, file => Assert.Contains($"`{file}`", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void The_figures_beside_the_data_are_what_trace_info_prints()
    {
        string path = RepositoryRoot.Data("FIGURES.md");
        string figures = Figures();
        if (Rewrite.IsOn)
        {
            File.WriteAllText(path, figures);
        }

        Assert.Equal(figures, File.ReadAllText(path));
    }

    private static string Figures()
    {
        using var text = new StringWriter();
        text.Write(
            "# Figures of the traces\n\nWritten by a test from what `offers trace info` prints; "
            + "do not edit.\n`README.md` says what the files are.\n");
        foreach (string file in Files)
        {
            if (!file.Contains(".machines.", StringComparison.Ordinal))
            {
                text.Write($"\n## {file}\n\n```text\n");
                TraceInfoReport.Write(TraceInfoReport.Lines(RepositoryRoot.Data(file)), text);
                text.Write("```\n");
            }
        }

        text.Write("\n## The two SWIM workloads together\n\n");
        text.Write("Multiplexing gain of bytes in a window, every workload scaled to the same ");
        text.Write("volume:\n\n| window | gain |\n|---:|---:|\n");
        foreach (int seconds in (int[])[60, 600, 3_600])
        {
            double gain = SwimInfo.Multiplexing(TraceData.Swim, seconds);
            text.Write(FormattableString.Invariant($"| {seconds} s | {gain:0.00} |\n"));
        }

        return text.ToString();
    }
}
