namespace Offers;

/// <summary>New weights of roles; all open offers are rescinded (MESOS-4881).</summary>
/// <param name="Weights">One for each role at most.</param>
public sealed record SetWeights(ValueList<RoleWeight> Weights) : ClusterCommand;
