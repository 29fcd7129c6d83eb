using System.Diagnostics;

namespace Offers.Agents.Tests.Processes;

/// <summary>
/// Locks (<c>flock</c>) on files, held by a process of the user nobody, which may only read them.
/// </summary>
internal sealed class Locks : IDisposable
{
    // A process for each, as the shell has few handles; "held" is said when all have theirs.
    private const string Script = """
        for file in "$@"; do
          exec 3<"$file" && flock -n -x 3 || exit 1
          sleep 1000 >/dev/null &
        done
        echo held
        wait
        """;

    private readonly Process _process;

    private Locks(Process process)
    {
        _process = process;
    }

    internal static void RequireTools()
    {
        Real.Require(Environment.UserName == "root", "only root can become another user");
        Real.Require(
            File.Exists("/usr/bin/setpriv") && File.Exists("/usr/bin/flock"),
            "setpriv and flock (util-linux) are not there");
    }

    internal static async Task<Locks> HoldAsync(params string[] paths)
    {
        var start = new ProcessStartInfo("/usr/bin/setpriv")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        string[] words =
        [
            "--reuid", "65534", "--regid", "65534", "--clear-groups",
            "/bin/sh", "-c", Script, "sh", .. paths,
        ];
        Array.ForEach(words, start.ArgumentList.Add);
        var locks = new Locks(Process.Start(start)!);
        Assert.Equal("held", await locks._process.StandardOutput.ReadLineAsync());
        return locks;
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
