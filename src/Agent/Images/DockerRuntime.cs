using System.Text.Json;
using System.Text.Json.Nodes;
using Offers.Agents.Containers;
using Offers.Agents.Processes;
using Offers.Agents.Sandboxes;

namespace Offers.Agents.Images;

/// <summary>
/// Runs tasks in images of a Docker engine, <c>docker:NAME:TAG</c>, over its socket. The engine's
/// groups are in the container's (it must use the <c>cgroupfs</c> driver), so that limits and their
/// changes hold as for any other task; the process that waits for it is outside of them.
/// </summary>
/// <param name="directory">Where requests are written.</param>
/// <param name="socket">The engine's socket.</param>
/// <param name="agent">The agent's name: names of the engine hold for the machine.</param>
/// <param name="program">The words that start this program.</param>
/// <param name="time">The clock.</param>
internal sealed class DockerRuntime(
    string directory, string socket, string agent, IReadOnlyList<string> program,
    TimeProvider time) : IImageRuntime
{
    /// <summary>How long an engine may be away before it counts as gone.</summary>
    internal static readonly TimeSpan AwayBound = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan OrderTimeout = TimeSpan.FromSeconds(10);
    private readonly Patience _away = new(AwayBound, time);

    /// <inheritdoc/>
    public bool RunsChecks => false;

    /// <inheritdoc/>
    public Task<CommandSpec> WrapAsync(
        string container, string image, CommandSpec task, bool isAlone, string? group,
        CancellationToken cancellation)
    {
        if (!File.Exists(socket))
        {
            throw new ImageException($"image '{image}': no Docker engine listens at {socket}");
        }

        Directory.CreateDirectory(directory);
        string name = image[ImageRuntimes.DockerPrefix.Length..];
        DockerRequest request = new(
            socket, NameOf(container), name, BodyOf(name, task, isAlone, group));
        DurableFile.Write(
            FileOf(container),
            JsonSerializer.SerializeToUtf8Bytes(request, DockerJson.Default.DockerRequest));
        return Task.FromResult(new CommandSpec(program[0], directory)
        {
            Arguments = [.. program.Skip(1), DockerRunner.Verb, FileOf(container)],
            Environment = ["PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/", "DOTNET_gcServer=0"],
            OutputUser = task.User,
            Stdout = task.Stdout,
            Stderr = task.Stderr,
            OutputBound = task.OutputBound,
        });
    }

    /// <inheritdoc/>
    public CommandSpec WrapCheck(string container, string image, CommandSpec check) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public async Task<bool> KillAsync(string container)
    {
        bool isKilled = false;
        try
        {
            await OrderAsync(async (engine, late) => isKilled =
                await engine.KillAsync(NameOf(container), "KILL", late).ConfigureAwait(false))
                .ConfigureAwait(false);
        }
        catch (Exception bad) when (bad is HttpRequestException or IOException)
        {
            // The groups are destroyed all the same, with all that runs in them.
        }

        return isKilled;
    }

    /// <inheritdoc/>
    /// <exception cref="HttpRequestException">The engine is away, not yet for long.</exception>
    public async Task ForgetAsync(string container)
    {
        if (File.Exists(FileOf(container)))
        {
            await RemoveAsync(container).ConfigureAwait(false);
            RemoveGroups(FileOf(container));
            File.Delete(FileOf(container));
        }
    }

    /// <summary>
    /// Until the engine has done it. One that is gone for good does nothing, and nothing of it runs
    /// either, as the groups are destroyed.
    /// </summary>
    private async Task RemoveAsync(string container)
    {
        try
        {
            await OrderAsync((engine, late) => engine.RemoveAsync(NameOf(container), late))
                .ConfigureAwait(false);
        }
        catch (HttpRequestException bad)
            when (bad.HttpRequestError is HttpRequestError.ConnectionError)
        {
            if (!_away.IsOver(container))
            {
                throw;
            }
        }

        _away.Forget(container);
    }

    private string NameOf(string container) => $"offers-{agent}-{container}";

    private string FileOf(string container) => Path.Combine(directory, $"{container}.json");

    private async Task OrderAsync(Func<DockerEngine, CancellationToken, Task> order)
    {
        using CancellationTokenSource late = new(OrderTimeout);
        using DockerEngine engine = new(socket);
        try
        {
            await order(engine, late.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException bad)
        {
            throw new ImageException($"the engine did not answer within {OrderTimeout}", bad);
        }
    }

    /// <summary>
    /// The engine makes the group around its own in every tree, also in those that the agent does
    /// not use, and leaves it there.
    /// </summary>
    private static void RemoveGroups(string file)
    {
        string? group = (string?)JsonNode.Parse(
            File.ReadAllBytes(file))?["Body"]?["HostConfig"]?["CgroupParent"];
        if (group is not null)
        {
            GroupTrees.TryRemove(group);
        }
    }

    private static JsonObject BodyOf(
        string image, CommandSpec task, bool isAlone, string? group)
    {
        JsonObject body = new()
        {
            ["Image"] = image,
            ["Env"] = OciRuntime.Texts(OciRuntime.Merged([], task)),
            ["WorkingDir"] = OciRuntime.Sandbox,
            ["HostConfig"] = new JsonObject
            {
                ["Binds"] = OciRuntime.Texts([$"{task.Directory}:{OciRuntime.Sandbox}"]),
                ["NetworkMode"] = "host",
                ["CapDrop"] = OciRuntime.Texts(["ALL"]),
                ["SecurityOpt"] = OciRuntime.Texts(["no-new-privileges"]),
                ["LogConfig"] = new JsonObject { ["Type"] = "none" },
                ["CgroupParent"] = group,
            },
        };
        if (task.User is { } user)
        {
            UserIds ids = UserIds.Find(user);
            body["User"] = FormattableString.Invariant($"{ids.User}:{ids.Group}");
        }

        if (!isAlone)
        {
            body["Entrypoint"] = OciRuntime.Texts([task.Program, .. task.Arguments]);
        }

        return body;
    }
}
