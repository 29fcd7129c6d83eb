using System.Text;

namespace Offers.Agents.Processes;

/// <summary>
/// All that a process is started with. Nothing is inherited: what is not said here is not there.
/// </summary>
/// <param name="Program">
/// A path, or a name looked up on the PATH of <see cref="Environment"/> (the system's default
/// without one). The program sees it as its argument 0.
/// </param>
/// <param name="Directory">Where it runs; an absolute path.</param>
internal sealed record CommandSpec(string Program, string Directory)
{
    /// <summary>Where programs are looked for, unless a command or its image says so.</summary>
    internal const string SearchPath =
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>Linux's bound of one argument or variable in bytes, without its final zero.
    /// </summary>
    private static readonly int WordBound = (32 * System.Environment.SystemPageSize) - 1;

    /// <summary>The arguments after the program's own name; none by default.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>
    /// Variables as <c>NAME=value</c>; none by default. Names are letters, digits and
    /// <c>_</c>, as the shell on the way takes no others; the last of two of a name holds.
    /// </summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>
    /// Name or number of the user; null, the default, is the supervisor's own. Another needs root
    /// and <c>setpriv</c> (util-linux).
    /// </summary>
    public string? User { get; init; }

    /// <summary>Resource limits, each kind at most once; the supervisor's by default.</summary>
    public IReadOnlyList<ProcessLimit> Limits { get; init; } = [];

    /// <summary>The umask; 0 to 0777 (octal), 022 by default.</summary>
    public int Umask { get; init; } = 0x12;

    /// <summary>
    /// Files the process writes its id into before it runs (<c>cgroup.procs</c>), in this order.
    /// </summary>
    public IReadOnlyList<string> JoinFiles { get; init; } = [];

    /// <summary>
    /// Name or number of the user whose the outputs become; null, the default, is
    /// <see cref="User"/>. For programs that run a task as another user themselves.
    /// </summary>
    public string? OutputUser { get; init; }

    /// <summary>
    /// Where its output is appended; an absolute path, <c>/dev/null</c> by default. Never a link.
    /// </summary>
    public string Stdout { get; init; } = "/dev/null";

    /// <summary>The same for its errors.</summary>
    public string Stderr { get; init; } = "/dev/null";

    /// <summary>
    /// Above how many bytes an output file moves to <c>name.1</c>; 0, the default, is never.
    /// </summary>
    public long OutputBound { get; init; }

    /// <summary>
    /// Whether what is left of its process group is killed when it ends; true by default.
    /// </summary>
    public bool KillsGroup { get; init; } = true;

    /// <summary>The process of a task's command line, run in a sandbox.</summary>
    /// <param name="command">The command; its argument 0 is not used, it is the path.</param>
    /// <param name="sandbox">The absolute path of the sandbox; its outputs go there.</param>
    /// <param name="user">Who runs it if the command does not say; null is the supervisor's user.
    /// </param>
    internal static CommandSpec From(CommandLine command, string sandbox, string? user = null)
    {
        ArgumentNullException.ThrowIfNull(command);
        IReadOnlyList<string> arguments = command.IsShell
            ? ["-c", command.Value]
            : [.. command.Arguments.Skip(1)];
        return new CommandSpec(command.IsShell ? "/bin/sh" : command.Value, sandbox)
        {
            Arguments = arguments,
            Environment = [.. command.Environment],
            User = command.User ?? user,
            Stdout = Path.Combine(sandbox, "stdout"),
            Stderr = Path.Combine(sandbox, "stderr"),
        };
    }

    /// <summary>What is wrong with it, where and what was expected; null when nothing.</summary>
    internal string? Problem()
    {
        if (Program.Length == 0 || Program[0] == '-')
        {
            return $"program '{Program}': expected a name or a path that does not begin with '-'";
        }

        if (Umask is < 0 or > 511)
        {
            return $"umask {Umask}: expected 0 to 511 (0777)";
        }

        foreach (string path in (string[])[Directory, Stdout, Stderr, .. JoinFiles])
        {
            if (!Path.IsPathRooted(path) || path.Contains('\0', StringComparison.Ordinal))
            {
                return $"path '{path}': expected an absolute path";
            }
        }

        return ProblemOfWords() ?? ProblemOfLimits();
    }

    private string? ProblemOfWords()
    {
        string[] users = [User ?? string.Empty, OutputUser ?? string.Empty];
        foreach (string word in (string[])[Program, .. users, .. Arguments])
        {
            if (word.Contains('\0', StringComparison.Ordinal))
            {
                return "argument with a NUL character: expected text without";
            }

            if (Encoding.UTF8.GetByteCount(word) is var length && length > WordBound)
            {
                return $"argument of {length} bytes: expected at most {WordBound}";
            }
        }

        foreach (string variable in Environment)
        {
            int equals = variable.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || !IsName(variable.AsSpan(0, equals))
                || variable.Contains('\0', StringComparison.Ordinal))
            {
                // The value is not shown: it may be a secret.
                string name = equals < 0 ? string.Empty : variable[..equals];
                return $"variable '{name}': expected NAME=value, a name of letters, digits and _";
            }

            if (Encoding.UTF8.GetByteCount(variable) is var length && length > WordBound)
            {
                return $"variable '{variable[..equals]}' of {length} bytes with its name: "
                    + $"expected at most {WordBound}";
            }
        }

        return null;
    }

    private string? ProblemOfLimits()
    {
        foreach (ProcessLimit limit in Limits)
        {
            if (limit.Soft > limit.Hard || !Enum.IsDefined(limit.Kind))
            {
                return $"limit {limit.Kind}: expected a soft limit of at most the hard one";
            }
        }

        return null;
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (char letter in name)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter != '_')
            {
                return false;
            }
        }

        return !char.IsAsciiDigit(name[0]);
    }
}
