using Offers.Simulation.Experiments;

namespace Offers.Simulation.Results;

/// <summary>
/// Writes a result to a folder, in the form that docs/results-format.md describes.
/// </summary>
public static class ResultWriter
{
    private const string FigureFolder = "figures";

    /// <summary>
    /// Writes manifest.json, summary.json, series.csv, jobs.csv (where the experiment asks for it),
    /// frameworks.csv, report.html and figures/*.svg. The summary comes last but one and the
    /// manifest last, so a folder with a manifest is a whole result. The folder belongs to the
    /// result: files of an earlier one that this one does not have are removed from it.
    /// </summary>
    /// <param name="result">What the experiment found.</param>
    /// <param name="directory">The folder; made when there is none.</param>
    /// <exception cref="IOException">Something could not be written.</exception>
    public static void Write(ExperimentResult result, string directory)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentException.ThrowIfNullOrEmpty(directory);
        Directory.CreateDirectory(directory);
        File.Delete(Path.Combine(directory, "manifest.json"));
        WriteTables(result, directory);
        Report report = Report.Of(result);
        WriteText(directory, "report.html", output => output.Write(report.Html));
        WriteFigures(report.Figures, Path.Combine(directory, FigureFolder));
        JsonFile.Write(
            Path.Combine(directory, "summary.json"), json => SummaryWriter.Write(json, result));
        JsonFile.Write(
            Path.Combine(directory, "manifest.json"), json => ManifestWriter.Write(json, result));
    }

    /// <summary>
    /// Makes a folder and sees that it can be written, before much time is spent on what is to
    /// stand in it.
    /// </summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written.</exception>
    public static void Prepare(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        Directory.CreateDirectory(directory);
        string probe = Path.Combine(directory, ".writable");
        File.Create(probe).Dispose();
        File.Delete(probe);
    }

    private static void WriteTables(ExperimentResult result, string directory)
    {
        WriteText(directory, "series.csv", output => SeriesWriter.Write(output, result));
        WriteText(directory, "frameworks.csv", output => FrameworksWriter.Write(output, result));
        if (result.Experiment.WriteJobs)
        {
            WriteText(directory, "jobs.csv", output => JobsWriter.Write(output, result));
        }
        else
        {
            File.Delete(Path.Combine(directory, "jobs.csv"));
        }
    }

    private static void WriteFigures(IReadOnlyList<ReportFigure> figures, string folder)
    {
        Directory.CreateDirectory(folder);
        HashSet<string> written = new(StringComparer.Ordinal);
        foreach (ReportFigure figure in figures)
        {
            WriteText(folder, figure.Name + ".svg", output => output.Write(figure.ToSvg()));
            written.Add(Path.GetFullPath(Path.Combine(folder, figure.Name + ".svg")));
        }

        foreach (string file in Directory.GetFiles(folder, "*.svg"))
        {
            if (!written.Contains(Path.GetFullPath(file)))
            {
                File.Delete(file);
            }
        }
    }

    private static void WriteText(string folder, string name, Action<TextWriter> fill) =>
        AtomicFile.WriteText(Path.Combine(folder, name), fill);
}
