using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Offers.Agents.Processes;
using Offers.Agents.Sandboxes;

namespace Offers.Agents.Images;

/// <summary>
/// Runs tasks in images through an OCI runtime (<c>runc</c>). The runtime's own process is what the
/// supervisor holds: it ends as the task does, with its status. Its groups are in the container's,
/// so that limits and their changes hold as for any other task.
/// </summary>
/// <param name="directory">Where bundles and the runtime's state are.</param>
/// <param name="program">The runtime: a path, or a name looked up on the PATH.</param>
/// <param name="agent">The agent's name: ids of the runtime hold for the machine.</param>
/// <param name="images">Finds the images; disposed with this.</param>
/// <param name="time">The clock.</param>
internal sealed class OciRuntime(
    string directory, string program, string agent, ImageStore images, TimeProvider time)
    : IImageRuntime, IDisposable
{
    /// <summary>How long the runtime is asked to delete what it does not.</summary>
    internal static readonly TimeSpan DeleteBound = TimeSpan.FromMinutes(1);

    /// <summary>Where the sandbox is within the container.</summary>
    internal const string Sandbox = "/sandbox";

    private const string ConfigFile = "config.json";
    private static readonly TimeSpan OrderTimeout = TimeSpan.FromSeconds(10);

    private readonly Patience _deletions = new(DeleteBound, time);

    private string State => Path.Combine(directory, "state");

    /// <inheritdoc/>
    public bool RunsChecks => true;

    /// <inheritdoc/>
    public void Dispose() => images.Dispose();

    /// <inheritdoc/>
    public async Task<CommandSpec> WrapAsync(
        string container, string image, CommandSpec task, bool isAlone, string? group,
        CancellationToken cancellation)
    {
        string bundle = BundleOf(container);
        await images.FindAsync(
            image, files => Write(container, files, task, isAlone), cancellation)
            .ConfigureAwait(false);
        return Own(bundle, task, "run", "--bundle", bundle, IdOf(container));
    }

    /// <inheritdoc/>
    public CommandSpec WrapCheck(string container, string image, CommandSpec check)
    {
        string bundle = BundleOf(container);
        JsonNode process =
            JsonNode.Parse(File.ReadAllBytes(Path.Combine(bundle, ConfigFile)))!["process"]!;
        IEnumerable<string> before = process["env"]!.AsArray().Select(text => (string)text!);
        string file = Path.Combine(bundle, "check.json");
        DurableFile.Write(file, JsonSerializer.SerializeToUtf8Bytes(
            ProcessOf(before, check, [check.Program, .. check.Arguments])));
        return Own(bundle, check, "exec", "--process", file, IdOf(container));
    }

    /// <inheritdoc/>
    public async Task<bool> KillAsync(string container) =>
        await OrderAsync("kill", "--all", IdOf(container), "KILL").ConfigureAwait(false)
            is { IsThere: true, Error: null };

    /// <inheritdoc/>
    public async Task ForgetAsync(string container)
    {
        string bundle = BundleOf(container);
        if (Directory.Exists(bundle))
        {
            (_, string? error) = await OrderAsync("delete", "--force", IdOf(container))
                .ConfigureAwait(false);
            if (error is not null && !_deletions.IsOver(container))
            {
                throw new ImageException($"the runtime does not delete it: {error}");
            }

            // Nothing runs in it any more, whatever the runtime says; its bundle goes last, because
            // it tells that there is still something to forget.
            _deletions.Forget(container);
            string state = Path.Combine(State, IdOf(container));
            if (Directory.Exists(state))
            {
                Directory.Delete(state, recursive: true);
            }

            Directory.Delete(bundle, recursive: true);
        }
    }

    /// <summary>Deletes images that no container has used for a time.</summary>
    internal Task CollectAsync(TimeSpan bound, CancellationToken cancellation) =>
        images.CollectAsync(bound, UsedRoots, cancellation);

    /// <summary>Bundles are there as long as their containers, whichever life made them.</summary>
    private HashSet<string> UsedRoots()
    {
        HashSet<string> roots = new(StringComparer.Ordinal);
        string bundles = Path.Combine(directory, "bundles");
        if (!Directory.Exists(bundles))
        {
            return roots;
        }

        foreach (string bundle in Directory.EnumerateDirectories(bundles))
        {
            string config = Path.Combine(bundle, ConfigFile);
            if (File.Exists(config)
                && JsonNode.Parse(File.ReadAllBytes(config))?["root"]?["path"] is { } root)
            {
                roots.Add(root.GetValue<string>());
            }
        }

        return roots;
    }

    private void Write(string container, ImageFiles files, CommandSpec task, bool isAlone)
    {
        string bundle = BundleOf(container);
        Directory.CreateDirectory(bundle);
        Directory.CreateDirectory(State);
        IReadOnlyList<string> words = isAlone && files.Command.Count > 0
            ? files.Command
            : [task.Program, .. task.Arguments];
        JsonObject config = Config(container, files, task, words);
        DurableFile.Write(
            Path.Combine(bundle, ConfigFile), JsonSerializer.SerializeToUtf8Bytes(config));
    }

    /// <summary>The runtime's own process, which the supervisor holds.</summary>
    private CommandSpec Own(string bundle, CommandSpec inner, params string[] words) =>
        new(program, bundle)
        {
            Arguments = ["--root", State, .. words],
            Environment = [CommandSpec.SearchPath],
            Limits = inner.Limits,
            OutputUser = inner.User,
            Stdout = inner.Stdout,
            Stderr = inner.Stderr,
            OutputBound = inner.OutputBound,
            JoinFiles = inner.JoinFiles,
        };

    private string IdOf(string container) => $"offers-{agent}-{container}";

    private string BundleOf(string container) => Path.Combine(directory, "bundles", container);

    /// <summary>Has the runtime do something.</summary>
    /// <returns>Whether there is such a program; what it said if it did not do it.</returns>
    private async Task<(bool IsThere, string? Error)> OrderAsync(params string[] words)
    {
        using Process process = new()
        {
            StartInfo = new ProcessStartInfo(program, ["--root", State, .. words])
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            },
        };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (false, null);
        }

        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        using CancellationTokenSource late = new(OrderTimeout);
        try
        {
            await process.WaitForExitAsync(late.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }

        await Task.WhenAll(errors, output).ConfigureAwait(false);
        return (true, process.ExitCode == 0
            ? null
            : $"status {process.ExitCode}, {(await errors.ConfigureAwait(false)).Trim()}");
    }

    private JsonObject Config(
        string container, ImageFiles image, CommandSpec task, IReadOnlyList<string> words)
    {
        return new JsonObject
        {
            ["ociVersion"] = "1.0.2",
            ["hostname"] = container,
            ["root"] = new JsonObject { ["path"] = image.Root, ["readonly"] = true },
            ["process"] = ProcessOf(image.Environment, task, words),
            ["mounts"] = Mounts(task.Directory),
            ["linux"] = new JsonObject
            {
                // Relative: below the group that the runtime's own process is in.
                ["cgroupsPath"] = IdOf(container),
                ["namespaces"] = new JsonArray(
                    [.. new[] { "pid", "mount", "ipc", "uts" }.Select(
                        kind => new JsonObject { ["type"] = kind })]),
                ["maskedPaths"] = Texts(
                    ["/proc/kcore", "/proc/keys", "/proc/timer_list", "/proc/sched_debug"]),
                ["readonlyPaths"] = Texts(
                    ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"]),
            },
        };
    }

    private static JsonArray Mounts(string sandbox) =>
    [
        Mount("/proc", "proc", "proc"),
        Mount("/dev", "tmpfs", "tmpfs", "nosuid", "strictatime", "mode=755", "size=65536k"),
        Mount("/dev/pts", "devpts", "devpts", "nosuid", "noexec", "newinstance",
            "ptmxmode=0666", "mode=0620"),
        Mount("/dev/shm", "tmpfs", "shm", "nosuid", "noexec", "nodev", "mode=1777"),
        Mount("/tmp", "tmpfs", "tmpfs", "nosuid", "nodev", "mode=1777"),
        Mount(Sandbox, "bind", sandbox, "rbind", "rw"),
    ];

    private static JsonObject Mount(
        string destination, string type, string source, params string[] options) => new()
        {
            ["destination"] = destination,
            ["type"] = type,
            ["source"] = source,
            ["options"] = Texts(options),
        };

    private static JsonObject ProcessOf(
        IEnumerable<string> environment, CommandSpec task, IReadOnlyList<string> words)
    {
        UserIds user = task.User is null
            ? new UserIds(Native.geteuid(), 0, IsNamed: false)
            : UserIds.Find(task.User);
        return new JsonObject
        {
            ["terminal"] = false,
            ["user"] = new JsonObject
            {
                ["uid"] = user.User,
                ["gid"] = user.Group,
                ["umask"] = task.Umask,
            },
            ["args"] = Texts(words),
            ["env"] = Texts(Merged(environment.Prepend(CommandSpec.SearchPath), task)),
            ["cwd"] = Sandbox,
            ["noNewPrivileges"] = true,
            ["capabilities"] = new JsonObject(),
        };
    }

    /// <summary>
    /// Variables of an image and those of the task, which count more and name the sandbox as it is
    /// called inside; where programs are is known by the image.
    /// </summary>
    internal static IEnumerable<string> Merged(IEnumerable<string> image, CommandSpec task)
    {
        Dictionary<string, string> merged = new(StringComparer.Ordinal);
        IEnumerable<string> own = task.Environment
            .Where(variable => variable is not CommandSpec.SearchPath)
            .Select(variable => variable.Replace(
                $"={task.Directory}", $"={Sandbox}", StringComparison.Ordinal));
        foreach (string variable in image.Concat(own))
        {
            merged[variable.Split('=')[0]] = variable;
        }

        return merged.Values;
    }

    internal static JsonArray Texts(IEnumerable<string> texts) =>
        [.. texts.Select(text => JsonValue.Create(text))];
}
