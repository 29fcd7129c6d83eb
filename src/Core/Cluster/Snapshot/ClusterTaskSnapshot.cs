namespace Offers;

/// <summary>A task in a <see cref="ClusterSnapshot"/>.</summary>
/// <param name="Number">Its number among all tasks ever; 1 or more.</param>
/// <param name="Framework">Whose.</param>
/// <param name="Agent">Where.</param>
/// <param name="Role">The role under which its resources are allocated.</param>
/// <param name="Description">What it is.</param>
/// <param name="State">The latest state that is known.</param>
/// <param name="Started">When it was launched, or restored.</param>
public sealed record ClusterTaskSnapshot(
    long Number, string Framework, string Agent, string Role, TaskDescription Description,
    TaskState State, Timestamp Started)
{
    /// <summary>Its executor, if that is there; null for a command.</summary>
    public string? Executor { get; init; }

    /// <summary>The state that was told last; STAGING, the default, before the first.</summary>
    public TaskState UpdateState { get; init; } = TaskState.Staging;

    /// <summary>The update in which it was told; none by default.</summary>
    public UpdateId Update { get; init; }

    /// <summary>How somebody wants its end; null, the default, when nobody does.</summary>
    public KillOrder? Kill { get; init; }
}
