using Offers.Simulation;

namespace Offers.Masters.Options;

/// <summary>What is said of files that people name.</summary>
internal static class InputFile
{
    /// <summary>One that cannot be read is bad input, whatever the system calls it.</summary>
    internal static InputException Unreadable(string path) => new(
        path, 0, "file",
        Directory.Exists(path) ? "a directory"
            : File.Exists(path) ? "one that this user may not read"
            : "none",
        "a file that can be read");
}
