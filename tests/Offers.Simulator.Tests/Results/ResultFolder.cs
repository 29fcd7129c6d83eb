using System.Text;
using Offers.Simulation.Experiments;
using Offers.Simulation.Results;

namespace Offers.Simulator.Tests.Results;

/// <summary>A written result in a folder of its own, removed afterwards.</summary>
internal sealed class ResultFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("offers-results-");

    internal ResultFolder(ExperimentResult result) => Write(result);

    internal string Folder => _folder.FullName;

    internal string[] Files => [.. Directory
        .GetFiles(Folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Delete(recursive: true);

    internal void Write(ExperimentResult result) => ResultWriter.Write(result, Folder);

    internal string PathOf(string name) => Path.Combine(Folder, name);

    internal string Text(string name) => File.ReadAllText(PathOf(name));

    /// <summary>The records of a CSV file, the head first, read by the rules of RFC 4180.</summary>
    internal List<string[]> Csv(string name)
    {
        List<string[]> rows = [];
        List<string> row = [];
        var field = new StringBuilder();
        bool isQuoted = false;
        foreach (char c in Text(name))
        {
            if (c == '"')
            {
                // A quote within quotes is written twice: it closes and opens again.
                isQuoted = !isQuoted;
                field.Append(isQuoted && field.Length > 0 ? "\"" : "");
            }
            else if (isQuoted || c is not (',' or '\n'))
            {
                field.Append(c);
            }
            else
            {
                row.Add(field.ToString());
                field.Clear();
                if (c == '\n')
                {
                    rows.Add([.. row]);
                    row.Clear();
                }
            }
        }

        return rows;
    }
}
