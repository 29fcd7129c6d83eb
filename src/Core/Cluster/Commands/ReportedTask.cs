namespace Offers;

/// <summary>A task that an agent has.</summary>
/// <param name="Framework">Whose.</param>
/// <param name="Role">The allocation role of its resources.</param>
/// <param name="Description">What it is.</param>
/// <param name="State">Its latest state there.</param>
public sealed record ReportedTask(
    string Framework, string Role, TaskDescription Description, TaskState State)
{
    /// <summary>The state in the update that waits for its acknowledgement, if one does.</summary>
    public TaskState? UpdateState { get; init; }

    /// <summary>That update; none by default.</summary>
    public UpdateId Update { get; init; }
}
