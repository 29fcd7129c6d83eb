using System.Globalization;

namespace Offers.Agents.Processes;

/// <summary>
/// The few lines of shell between the supervisor and a task's program. They are fixed; all that
/// differs comes as arguments, so nothing is ever read as shell text (decision 0026).
/// </summary>
/// <remarks>
/// Handles: 0 the go-ahead, 1 and 2 the outputs, 3 for the <see cref="Verdict"/>, where the shells'
/// own words go too. A shell keeps handles that a redirection replaces in copies that close when a
/// program takes its place: so the other end of 3 sees the end when the program runs or the shell
/// has given up. What shells say is no sign of either: some only warn of a variable's value.
/// </remarks>
internal static class Launcher
{
    private const string Shell = "/bin/sh";
    private const string SetPriv = "/usr/bin/setpriv";
    private const string EndOfList = "--";

    // Names itself, so that whether it has given way to the program can be seen; joins the groups;
    // waits until the supervisor has it on disk. Without a go-ahead (the supervisor died) it ends.
    private const string First = """
        exec 4>&2 2>&3
        name=$1 mask=$2 directory=$3 user=$4 group=$5 groups=$6 setpriv=$7 second=$8 last=$9
        shift 9
        printf %s "$name" >"/proc/$$/comm" || exit 1
        while [ "$1" != -- ]; do
          printf '%s\n' "$$" >"$1" || { printf 'cannot join %s' "$1" >&3; exit 1; }
          shift
        done
        shift
        read -r go || exit 1
        if [ -z "$user" ]; then eval "$last"; exit 1; fi
        exec "$setpriv" --reuid "$user" --regid "$group" "$groups" \
          /bin/sh -c "$second" offers-launch "$name" "$mask" "$directory" "$last" "$@"
        """;

    // The same shell as the other user: nothing the task's environment says is seen before.
    private const string Second = """
        name=$1 mask=$2 directory=$3 last=$4
        shift 4
        printf %s "$name" >"/proc/$$/comm" || exit 1
        eval "$last"
        """;

    // From the mark on, the process has the launcher's name until the program takes its place.
    private const string Last = """
        printf '\001' >&3
        cd -- "$directory" || exit 1
        umask "$mask" || exit 1
        unset PWD OLDPWD SHLVL
        while [ "$1" != -- ]; do export "$1" || exit 1; shift; done
        shift
        run() { exec "$@"; }
        run "$@" </dev/null 2>&4 3>&- 4>&-
        """;

    /// <summary>A name for a launch that no program has: 15 characters, Linux's bound.</summary>
    internal static string NewName()
    {
        // From the kernel, not from a library of cryptography, which a bare machine lacks.
        return "ofl" + Guid.NewGuid().ToString("N")[..12];
    }

    /// <summary>The words that launch a process.</summary>
    /// <exception cref="IOException">Another user is wanted and cannot be had.</exception>
    internal static IReadOnlyList<string> Words(CommandSpec spec, string name)
    {
        (string user, string group, string groups) = UserWords(spec.User);
        return
        [
            Shell, "-c", First, "offers-launch",
            name,
            "0" + Convert.ToString(spec.Umask, 8),
            spec.Directory,
            user,
            group,
            groups,
            SetPriv,
            Second,
            Last,
            .. spec.JoinFiles,
            EndOfList,
            .. spec.Environment,
            EndOfList,
            spec.Program,
            .. spec.Arguments,
        ];
    }

    /// <summary>What a launch that ended in <paramref name="end"/> failed of.</summary>
    internal static string Reason(CommandSpec spec, ProcessExit end)
    {
        return end switch
        {
            { Kind: ProcessEndKind.Exited, Code: 127 } => $"program '{spec.Program}': not found",
            { Kind: ProcessEndKind.Exited, Code: 126 } =>
                $"program '{spec.Program}': cannot be run (no permission, or no program)",
            _ => $"the launch of '{spec.Program}' ended: {end}",
        };
    }

    private static (string User, string Group, string Groups) UserWords(string? name)
    {
        UserIds ids = name is null ? default : UserIds.Find(name);
        if (name is null || ids.User == Native.geteuid())
        {
            return (string.Empty, string.Empty, string.Empty);
        }

        if (Native.geteuid() != 0)
        {
            throw new IOException($"user '{name}': only root can run a task as another user");
        }

        if (!File.Exists(SetPriv))
        {
            throw new IOException(
                $"user '{name}': expected {SetPriv} (package util-linux), which is not there");
        }

        return (
            ids.User.ToString(CultureInfo.InvariantCulture),
            ids.Group.ToString(CultureInfo.InvariantCulture),
            ids.IsNamed ? "--init-groups" : "--clear-groups");
    }
}
