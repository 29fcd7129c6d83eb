namespace Offers.Wire;

/// <summary>A task to run; its container has already grown for it.</summary>
/// <param name="Task">What.</param>
public sealed record ExecutorLaunch(TaskDescription Task) : ExecutorInstruction;
