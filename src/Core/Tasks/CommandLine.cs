namespace Offers;

/// <summary>What a task or an executor runs. The lifecycle only carries it to the agent.</summary>
/// <param name="Value">The text for a shell, or the path of a program.</param>
public sealed record CommandLine(string Value)
{
    /// <summary>Whether a shell reads <see cref="Value"/>; true by default.</summary>
    public bool IsShell { get; init; } = true;

    /// <summary>
    /// All arguments, the program's own name first; for a program only. None by default.
    /// </summary>
    public ValueList<string> Arguments { get; init; } = [];

    /// <summary>Variables in the form <c>NAME=value</c>; none by default.</summary>
    public ValueList<string> Environment { get; init; } = [];

    /// <summary>Who runs it; null, the default, is the framework's user.</summary>
    public string? User { get; init; }

    /// <summary>What is fetched into the sandbox before: local files or addresses.</summary>
    public ValueList<string> Uris { get; init; } = [];
}
