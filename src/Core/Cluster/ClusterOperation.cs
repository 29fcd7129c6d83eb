namespace Offers;

/// <summary>An operation with an id whose end is not acknowledged yet.</summary>
internal sealed class ClusterOperation(
    ClusterFramework framework, string id, string agent, OperationState state)
{
    internal ClusterFramework Framework { get; } = framework;

    internal string Id { get; } = id;

    internal string Agent { get; } = agent;

    internal OperationState State { get; set; } = state;

    internal UpdateId Update { get; set; }
}
