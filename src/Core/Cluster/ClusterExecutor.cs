namespace Offers;

/// <summary>An executor that the master believes to be on an agent.</summary>
internal sealed class ClusterExecutor(
    ClusterFramework framework, ClusterAgent agent, ExecutorDescription description, RoleId role)
{
    internal ClusterFramework Framework { get; } = framework;

    internal ClusterAgent Agent { get; } = agent;

    internal ExecutorDescription Description { get; } = description;

    /// <summary>The role under which its own resources are allocated.</summary>
    internal RoleId Role { get; } = role;

    internal string Name => Description.Name;
}
