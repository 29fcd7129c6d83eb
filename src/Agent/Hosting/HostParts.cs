using Microsoft.Extensions.Logging;
using Offers.Agents.Containers;
using Offers.Agents.Images;
using Offers.Agents.Processes;
using Offers.Agents.Sandboxes;

namespace Offers.Agents.Hosting;

/// <summary>What the workers of an agent share.</summary>
/// <param name="Settings">What it was told.</param>
/// <param name="Schema">What kinds are called; locked by who uses it.</param>
/// <param name="Supervisor">Holds the processes.</param>
/// <param name="Sandboxes">Where their files are.</param>
/// <param name="Fetcher">Brings files there.</param>
/// <param name="Post">Says to the agent that something happened; from any thread.</param>
/// <param name="Log">For people.</param>
internal sealed record HostParts(
    AgentSettings Settings,
    ResourceSchema Schema,
    SupervisorClient Supervisor,
    SandboxLayout Sandboxes,
    Fetcher Fetcher,
    Action<AgentCommand> Post,
    ILogger Log)
{
    /// <summary>The groups of the machine; null when tasks are plain processes.</summary>
    internal IContainerGroups? Groups { get; init; }

    /// <summary>Tells of memory limits; there exactly if there are groups.</summary>
    internal OomWatcher? Memory { get; init; }

    /// <summary>Runs tasks in images.</summary>
    internal required ImageRuntimes Runtimes { get; init; }

    /// <summary>What <see cref="Fetcher"/> fetches over.</summary>
    internal required HttpClient FetchHttp { get; init; }

    /// <summary>For checks over HTTP.</summary>
    internal required HttpClient ProbeHttp { get; init; }

    /// <summary>Who runs tasks that name nobody; null is the agent's own user.</summary>
    internal string? TaskUser { get; init; }

    /// <summary>Who may run tasks; null is everybody.</summary>
    internal IReadOnlySet<uint>? TaskUsers { get; init; }

    /// <summary>Tells this life of the agent from others.</summary>
    internal string Life { get; } = Guid.NewGuid().ToString("N")[..8];

    /// <summary>Memory of the machine in bytes; 0 if it cannot be told.</summary>
    internal long MachineBytes { get; init; }

    /// <summary>Hears that a sandbox is in use no more.</summary>
    internal required Action<string> SandboxEnded { get; init; }

    /// <summary>Ends the agent's process, because it cannot go on.</summary>
    internal required Action<Exception> Fail { get; init; }

    /// <summary>The user of a command; null is the agent's own.</summary>
    internal string? UserOr(string? named) => named ?? TaskUser;

    /// <summary>Refuses users that may not run tasks, by whatever name.</summary>
    /// <exception cref="IOException">It may not, or nobody is called so.</exception>
    internal void Admit(string? user)
    {
        if (user is not null && TaskUsers is { } allowed
            && !allowed.Contains(UserIds.Find(user).User))
        {
            throw new IOException(
                $"user '{user}': expected one that the agent's task-users allows");
        }
    }
}
