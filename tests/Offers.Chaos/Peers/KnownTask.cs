namespace Offers.Chaos;

/// <summary>What a scheduler knows of a task of its.</summary>
internal sealed class KnownTask(string name, string? agent)
{
    public string Name { get; } = name;

    public string? Agent { get; set; } = agent;

    public TaskState State { get; set; } = TaskState.Staging;

    public ExecutorDescription? Executor { get; init; }

    /// <summary>Nothing more is to be expected of it.</summary>
    public bool IsSettled => State.IsTerminal() || State == TaskState.Unknown;
}
