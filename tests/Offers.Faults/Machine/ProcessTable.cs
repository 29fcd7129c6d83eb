using System.Globalization;
using System.Text;

namespace Offers.Faults.Machine;

/// <summary>Which processes of a directory run on this machine.</summary>
internal static class ProcessTable
{
    /// <summary>
    /// Processes whose command line or environment names a directory, this one left out; those
    /// that have ended and only wait for their parent do not count.
    /// </summary>
    internal static List<(int Pid, string Words, string Environment)> Of(string directory)
    {
        List<(int, string, string)> found = [];
        foreach (string path in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(
                    Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture,
                    out int pid)
                || pid == Environment.ProcessId)
            {
                continue;
            }

            string words = Text(path, "cmdline");
            string environment = Text(path, "environ");
            if ((words.Contains(directory, StringComparison.Ordinal)
                    || environment.Contains(directory, StringComparison.Ordinal))
                && !Text(path, "stat").Contains(") Z ", StringComparison.Ordinal))
            {
                found.Add((pid, words, environment));
            }
        }

        return found;
    }

    /// <summary>The supervisor of a work directory; 0 when none runs.</summary>
    internal static int SupervisorOf(string directory) => Of(directory).Find(process =>
        process.Words.Contains($" supervise --directory {directory} ", StringComparison.Ordinal))
        .Pid;

    private static string Text(string path, string file)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(path, file)))
                .Replace('\0', ' ');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
