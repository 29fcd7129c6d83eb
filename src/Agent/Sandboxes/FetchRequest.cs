namespace Offers.Agents.Sandboxes;

/// <summary>One thing to bring into a sandbox.</summary>
/// <param name="Address">An absolute path, or a file, http or https address.</param>
internal sealed record FetchRequest(string Address)
{
    /// <summary><c>sha256:</c> and 64 hexadecimal digits; null, the default, is no check.</summary>
    public string? Checksum { get; init; }

    /// <summary>Whether it becomes executable; false by default.</summary>
    public bool IsExecutable { get; init; }

    /// <summary>
    /// Whether an archive (.tar, .tar.gz, .tgz, .zip) is extracted beside itself; false by
    /// default.
    /// </summary>
    public bool Extracts { get; init; }

    /// <summary>Whose the files become; null, the default, is the agent's user.</summary>
    public string? Owner { get; init; }
}
