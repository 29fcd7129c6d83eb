namespace Offers.Core.Tests.Schedulers;

/// <summary>A task as the fake master and its agent know it.</summary>
internal sealed class FakeTask(TaskDescription description, FakeAgent agent)
{
    internal TaskDescription Description { get; } = description;

    internal string Name => Description.Name;

    internal FakeAgent Agent { get; } = agent;

    /// <summary>As on the agent.</summary>
    internal TaskState State { get; set; } = TaskState.Staging;

    internal bool? IsHealthy { get; set; }

    /// <summary>The update that is repeated until it is acknowledged.</summary>
    internal UpdateId Unacknowledged { get; set; }

    internal bool IsOver => State.IsTerminal();
}
