namespace Offers.Wire;

/// <summary>Tasks to run together: one that fails ends all of them.</summary>
/// <param name="Tasks">What; at least one.</param>
public sealed record ExecutorLaunchGroup(ValueList<TaskDescription> Tasks)
    : ExecutorInstruction;
