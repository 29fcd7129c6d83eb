using Offers.Agents.Sandboxes;

namespace Offers.Agents.Hosting;

/// <summary>What is known of a container as long as it is there.</summary>
/// <param name="Sandbox">Whose run it is.</param>
/// <param name="Framework">Of its framework.</param>
/// <param name="IsGroup">Whether each task has a sandbox of its own in that of the run.</param>
internal sealed record ContainerFacts(
    SandboxKey Sandbox, FrameworkProfile Framework, bool IsGroup)
{
    /// <summary>The image of its one task; null is the machine's own files.</summary>
    public string? Image { get; init; }

    /// <summary>Where a process runs.</summary>
    internal string DirectoryOf(SandboxLayout sandboxes, TaskProcess process) =>
        IsGroup && process.Task is not null
            ? sandboxes.PathOf(Sandbox, process.Name.Process)
            : sandboxes.PathOf(Sandbox);
}
