using System;

namespace Offers;

/// <summary>
/// What the tasks of a demo scheduler have in common; names and agents come later.
/// </summary>
/// <param name="Resources">
/// What each needs: amounts by name, of whatever reservation the offer has them (what is reserved
/// for the role first); not nothing. Ports are counted apart.
/// </param>
public sealed record TaskTemplate(ResourceSet Resources)
{
    /// <summary>What it runs; <c>sleep 60</c> by default.</summary>
    public CommandLine Command { get; init; } = new("sleep 60");

    /// <summary>
    /// How many ports of the offer's <c>ports</c> ranges it gets, the lowest first; its environment
    /// has them as <c>PORT0</c>, <c>PORT1</c> and so on. 0 or more, 0 by default.
    /// </summary>
    public int Ports { get; init; }

    /// <summary>
    /// How long it runs, for agents that only play tasks: it gets the label of
    /// <see cref="DurationLabel"/>. Null, the default, is for ever or unknown.
    /// </summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>As <see cref="TaskDescription.KillGrace"/>.</summary>
    public TimeSpan? KillGrace { get; init; }

    /// <summary>As <see cref="TaskDescription.MaxCompletionTime"/>.</summary>
    public TimeSpan? MaxCompletionTime { get; init; }

    /// <summary>As <see cref="TaskDescription.HealthCheck"/>.</summary>
    public TaskCheck? HealthCheck { get; init; }

    /// <summary>As <see cref="TaskDescription.Image"/>.</summary>
    public string? Image { get; init; }

    /// <summary>
    /// Tasks of the framework on one agent share a container, which grows before each starts and
    /// shrinks after it has ended: they are launched one by one in this executor, which is of kind
    /// <see cref="ExecutorKind.Default"/> and needs plain amounts (at least 0.01 cpus, 32 MB and
    /// some disk). Not with <see cref="Image"/>. Null, the default: each has its own container.
    /// </summary>
    public ExecutorDescription? SharedExecutor { get; init; }

    /// <summary>As <see cref="TaskDescription.Priority"/>.</summary>
    public int Priority { get; init; }

    /// <summary>As <see cref="TaskDescription.Labels"/>.</summary>
    public ValueList<string> Labels { get; init; } = [];

    internal void Check()
    {
        Expect.That(Ports >= 0, Ports, "0 ports or more");
        Expect.That(!Resources.IsEmpty || Ports > 0, "nothing", "resources or ports");
        Expect.That(SharedExecutor is null || Image is null, "an image",
            "none for tasks that share a container");
        if (SharedExecutor is { } executor)
        {
            Expect.That(executor.Kind == ExecutorKind.Default, executor.Kind,
                "the agent's own executor");
            Expect.That(executor.Resources.Marked.IsEmpty, executor.Resources, "plain amounts");
        }
    }
}
