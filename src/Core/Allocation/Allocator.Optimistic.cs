using System.Collections.Generic;

namespace Offers;

/// <content>
/// Optimistic offers (MESOS-1607): what is offered stays free, and who has such an offer of an
/// agent gets no other there until it is answered. Who comes first has what is still free.
/// </content>
public sealed partial class Allocator
{
    /// <summary>
    /// Who has an optimistic offer of which agent, by framework, role and agent; null while offers
    /// lock what they offer. Looked up only.
    /// </summary>
    private Dictionary<(int Framework, int Role, int Agent), bool>? _shelved;

    /// <summary>From now on the host shelves every offer.</summary>
    internal void OfferOptimistically()
    {
        _shelved = [];
        _isGeneral = true;
    }

    private bool HasShelved(int client, int agent) =>
        _shelved?.ContainsKey((_clients[client].Framework, _clients[client].Role, agent)) == true;

    /// <summary>Closes an offer: what it has is free, for all but the same.</summary>
    internal void Shelve(int offer, Timestamp now)
    {
        int client = _offers.Lists.ClientOf(offer);
        _shelved![(_clients[client].Framework, _clients[client].Role,
            _offers.Lists.AgentOf(offer))] = true;
        Discard(offer, now);
    }

    /// <summary>A shelved offer has been answered, or is withdrawn.</summary>
    internal void Unshelve(FrameworkId framework, RoleId role, AgentId agent, Timestamp now)
    {
        Enter(now);
        _shelved!.Remove((framework.Index, role.Index, agent.Index));
        if (_agents.IsValid(agent))
        {
            FreeChanged(agent.Index);
        }
    }

    /// <summary>Takes over what was shelved when a snapshot was taken.</summary>
    internal void LoadShelved(FrameworkId framework, RoleId role, AgentId agent) =>
        _shelved![(framework.Index, role.Index, agent.Index)] = true;

    /// <summary>Runs once more over all, now.</summary>
    /// <returns>How many effects it put into the outbox.</returns>
    internal int RunAgain(Timestamp now)
    {
        int before = Outbox.Count;
        MakeAllCandidates();
        RunPending(now);
        return Outbox.Count - before;
    }

    /// <summary>
    /// Makes a real offer of what a framework wants, as far as it is still free and limits and
    /// headroom allow it as of now; nobody is told.
    /// </summary>
    /// <param name="framework">Whose.</param>
    /// <param name="role">Under which role.</param>
    /// <param name="agent">Where.</param>
    /// <param name="wanted">What; on return, what of it is in the offer.</param>
    /// <param name="now">The time.</param>
    /// <returns>Its row; -1 when nothing of it can be had.</returns>
    internal int OfferNow(
        FrameworkId framework, RoleId role, AgentId agent, Portion wanted, Timestamp now)
    {
        Enter(now);
        int client = FindClient(framework.Index, role);
        SumHeadroom();
        bool isOpen = client >= 0 && LoadLeft(agent.Index) && LoadUsable(role.Index)
            && DraftFairShare(client, role.Index, agent.Index) == RefusalCode.None;
        if (!isOpen)
        {
            wanted.Clear();
            return -1;
        }

        wanted.Keep(_draft);
        if (wanted.IsEmpty)
        {
            return -1;
        }

        _used.Load(wanted);
        _agents.Claim(agent.Index, _used.Plain);
        _agents.TakeMarked(agent.Index, _used.Marked);
        RestoreMarked(agent.Index);
        _moved = true;
        int offer = _offers.Add(client, agent.Index, _used.Plain, _used.Marked, Runs, now);
        CountWhole(client, agent.Index, _used, grants: 0);
        _hoard?.Open(framework.Index, HoardedPart(client, agent.Index, _used, offer), isNew: true);
        FreeChanged(agent.Index);
        return offer;
    }
}
