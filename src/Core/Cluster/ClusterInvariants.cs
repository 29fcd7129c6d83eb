using System.Collections.Generic;

namespace Offers;

/// <summary>What must hold of a <see cref="Cluster"/> after every command.</summary>
/// <remarks>
/// The numbers continue those of <see cref="Invariants"/>, which are checked, too.
/// <list type="bullet">
/// <item>21: a task is in the lists of its agent and its framework, in the order of its number, and
/// the only one of its name there; both are in the books.</item>
/// <item>22: a task holds resources exactly while its state does not free them.</item>
/// <item>23: what the allocator has as allocated to a framework under a role on an agent is the sum
/// of its tasks and executors there.</item>
/// <item>24: open offers and their keys go together; an offer is open only to a connected framework
/// and on an agent that is offered.</item>
/// <item>25: agents are active in the allocator while they are offered, frameworks while they are
/// connected.</item>
/// <item>26: a framework without a connection has a time to come back, one with a connection has
/// none; a registered agent is to be pinged, or is silent and
/// awaits its removal.</item>
/// <item>27: an agent is registered or lost, not both; nobody is known after the end.</item>
/// <item>28: inverse offers are open to connected frameworks, one for each on an agent.</item>
/// <item>29: an executor of a task is on the task's agent and of its framework.</item>
/// <item>30: a draining agent is drained when it has no task and no operation.</item>
/// </list>
/// </remarks>
public static class ClusterInvariants
{
    /// <summary>Checks all of them. O(everything).</summary>
    /// <returns>The violations; empty when all hold.</returns>
    public static IReadOnlyList<InvariantViolation> Check(Cluster cluster)
    {
        System.ArgumentNullException.ThrowIfNull(cluster);
        return cluster.CheckInvariants();
    }
}
