using System;

namespace Offers;

public sealed partial class Allocator
{
    private static AllocatorStatus CheckUses(ValueList<UsedResources> uses)
    {
        foreach (UsedResources use in uses)
        {
            if (!RoleName.IsValid(use.Role))
            {
                return AllocatorStatus.InvalidRole;
            }
        }

        return AllocatorStatus.Ok;
    }

    /// <summary>
    /// The sum of what an agent reports as used; saturates at the largest amount.
    /// </summary>
    private static ResourceVector SumOf(ValueList<UsedResources> uses)
    {
        ResourceVector sum = default;
        foreach (UsedResources use in uses)
        {
            if (!TrySum(sum, use.Resources.Quantities, out sum))
            {
                break;
            }
        }

        return sum;
    }

    /// <summary>
    /// Counts as out what an agent reports, in the books of its holder if that is known.
    /// </summary>
    private void TakeReported(int agent, UsedResources use)
    {
        if (use.Resources.IsEmpty)
        {
            return;
        }

        _draft.Load(use.Resources);
        _agents.Claim(agent, _draft.Plain);
        _agents.TakeMarked(agent, _draft.Marked);
        RestoreMarked(agent);
        _moved = true;
        if (_frameworks.TryFind(use.Framework, out int framework))
        {
            HoldReported(framework, agent, use);
        }
        else
        {
            _uses.Add(_agents.IdOf(agent), use);
        }
    }

    private void HoldReported(int framework, int agent, UsedResources use)
    {
        int role = AddRole(use.Role);
        int client = FindOrAddClient(framework, role);
        _draft.Load(use.Resources);
        _holdings.Add(client, agent, _draft.Plain, _draft.Marked);
        CountWhole(client, agent, _draft, grants: 1);
    }

    /// <summary>Counts a portion that the tables hold in the sorters and against quota.</summary>
    private void CountWhole(int client, int agent, Portion portion, int grants)
    {
        ItemBag? shared = SumExclusive(portion, _amounts);
        CountHeld(client, agent, _amounts, shared, grants);
        if (_quota.IsOn)
        {
            CountedOf(portion, _amounts);
            _quota.Consume(_clients[client].Role, _amounts);
        }
    }

    /// <summary>A framework has come: what agents reported as its own is its own.</summary>
    private void ClaimUses(int framework)
    {
        if (_uses.Count == 0)
        {
            return;
        }

        foreach ((AgentId agent, UsedResources use) in _uses.Claim(_frameworks[framework].Name!))
        {
            HoldReported(framework, agent.Index, use);
        }
    }

    private static bool TrySum(
        in ResourceVector left, in ResourceVector right, out ResourceVector sum)
    {
        try
        {
            sum = left + right;
            return true;
        }
        catch (OverflowException)
        {
            sum = right;
            return false;
        }
    }
}
