namespace Offers;

/// <summary>A task that has left the books.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Agent">Where it was.</param>
/// <param name="State">Its last state.</param>
/// <param name="Reason">Why.</param>
public readonly record struct PastTask(
    string Name, string Agent, TaskState State, TaskReason Reason);
