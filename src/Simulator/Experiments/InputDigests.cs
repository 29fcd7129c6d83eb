using System.Security.Cryptography;

namespace Offers.Simulation.Experiments;

/// <summary>Digests of the files that an experiment reads.</summary>
internal static class InputDigests
{
    /// <summary>
    /// SHA-256 in hexadecimal by path; the experiment's own file, its trace and its machines.
    /// </summary>
    internal static SortedDictionary<string, string> Of(Experiment experiment)
    {
        SortedDictionary<string, string> digests = new(StringComparer.Ordinal);
        string folder = Path.GetDirectoryName(Path.GetFullPath(experiment.Path)) ?? ".";
        Add(digests, experiment.Path, experiment.Path);
        if (experiment.Workload.Trace is { } trace)
        {
            string path = Path.Combine(folder, trace);
            Add(digests, trace, path);
            if (experiment.Workload.Machines is { } machines)
            {
                Add(digests, machines, Path.Combine(folder, machines));
            }
        }

        return digests;
    }

    private static void Add(SortedDictionary<string, string> digests, string name, string path)
    {
        if (File.Exists(path))
        {
            using FileStream stream = File.OpenRead(path);
            digests[name] = Convert.ToHexStringLower(SHA256.HashData(stream));
        }
    }
}
