using System.Security.Cryptography;

namespace Offers.Simulation.Experiments;

/// <summary>Digests of the files that an experiment reads.</summary>
internal static class InputDigests
{
    /// <summary>
    /// SHA-256 in hexadecimal by file name: the experiment's own file, its trace and the machines
    /// that were found beside it. The demo has no file.
    /// </summary>
    internal static SortedDictionary<string, string> Of(Experiment experiment, Workload workload)
    {
        SortedDictionary<string, string> digests = new(StringComparer.Ordinal);
        string[] own = experiment.IsEmbedded ? [] : [experiment.Path];
        foreach (string path in own.Concat(workload.Files))
        {
            using FileStream stream = File.OpenRead(path);
            digests[Path.GetFileName(path)] = Convert.ToHexStringLower(SHA256.HashData(stream));
        }

        return digests;
    }
}
