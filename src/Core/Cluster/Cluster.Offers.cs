using System;

namespace Offers;

/// <content>Offers, from the allocator to frameworks and back.</content>
public sealed partial class Cluster
{
    /// <summary>
    /// Turns what a run decided into messages. Optimistic offers are shelved, and the run is
    /// repeated until nobody is there to whom the same could be offered, too.
    /// </summary>
    private void SendOffers()
    {
        int sent = SendOffers(0);
        while (Options.OptimisticOffers && _allocator.RunAgain(_now) > 0)
        {
            sent = SendOffers(sent);
        }
    }

    private int SendOffers(int sent)
    {
        int count = _allocator.Outbox.Count;
        for (int i = sent; i < count; i++)
        {
            Effect effect = _allocator.Outbox.Effects[i];
            ClusterFramework framework = _frameworkNames[_allocator.NameOf(effect.Framework)];
            ClusterAgent agent = AgentNamed(effect.Agent);
            if (effect.Kind == EffectKind.InverseOffered)
            {
                Timestamp start = _allocator.MaintenanceOf(agent.Id) ?? _now;
                InverseOffer offer = new(_offers.NewKey(), framework) { When = start };
                Ask(offer, agent);
            }
            else
            {
                Send(effect, i, framework, agent);
            }
        }

        return count;
    }

    private void Send(
        in Effect effect, int place, ClusterFramework framework, ClusterAgent agent)
    {
        OpenOffer offer = _offers.Add(_offers.NewKey(), framework, agent, effect.Role, _now);
        if (Options.OptimisticOffers)
        {
            offer.Resources = _allocator.Outbox.ResourceSetOf(place);
            _allocator.Shelve(_allocator.RowOf(effect.Offer), _now);
        }
        else
        {
            offer.Row = _allocator.RowOf(effect.Offer);
        }

        Send(offer, place);
    }

    private void Send(OpenOffer offer, int place) => _out.Add(new ClusterMessage
    {
        Kind = MessageKind.Offered,
        Framework = offer.Framework.Name,
        Connection = offer.Framework.Connection,
        Agent = offer.Agent.Name,
        Role = _allocator.NameOf(offer.Role),
        Offer = offer.Key,
        Place = place,
        Body = offer.Agent.Profile,
    });

    private void LoadOffer(OpenOffer offer, Portion into)
    {
        if (offer.Resources is { } resources)
        {
            into.Load(resources);
        }
        else
        {
            _allocator.LoadOffer(offer.Row, into);
        }
    }

    /// <summary>Withdraws an open offer; its framework is told if it is there.</summary>
    private void Rescind(OpenOffer offer, RescindReason reason)
    {
        if (offer.Framework.IsConnected)
        {
            _out.Add(new ClusterMessage
            {
                Kind = MessageKind.Rescinded,
                Framework = offer.Framework.Name,
                Connection = offer.Framework.Connection,
                Agent = offer.Agent.Name,
                Offer = offer.Key,
                Cause = reason,
            });
        }

        Discard(offer);
    }

    /// <summary>Closes an offer without a word and without a filter.</summary>
    private void Discard(OpenOffer offer)
    {
        int row = offer.Row;
        Close(offer);
        if (row >= 0)
        {
            _allocator.Discard(row, _now);
        }
    }

    /// <summary>Takes an offer off the book; what it has is the caller's to settle.</summary>
    private void Close(OpenOffer offer)
    {
        if (offer.Row < 0)
        {
            _allocator.Unshelve(offer.Framework.Id, offer.Role, offer.Agent.Id, _now);
        }

        _offers.Remove(offer);
    }

    private void RescindAllOf(ClusterFramework framework, RescindReason reason)
    {
        while (framework.Offers.First is { } offer)
        {
            Rescind(offer, reason);
        }

        for (int i = 0; i < _agents.Count && _openInverseOffers > 0; i++)
        {
            EndInverseOffer(framework, _agents[i], reason);
        }
    }

    private void RescindAllOn(ClusterAgent agent, RescindReason reason)
    {
        while (agent.Offers.First is { } offer)
        {
            Rescind(offer, reason);
        }
    }

    private void RescindAll(RescindReason reason)
    {
        while (_offers.ByAge.First is { } offer)
        {
            Rescind(offer, reason);
        }
    }

    private ClusterStatus Decline(DeclineOffers call, ClusterFramework framework)
    {
        foreach (OfferKey key in call.Offers.AsSpan())
        {
            if (_offers.Find(key) is { } offer && offer.Framework == framework)
            {
                Decline(offer, call.Refusal);
                Changed(Durability.Lazy);
            }
        }

        return ClusterStatus.Ok;
    }

    private void Decline(OpenOffer offer, TimeSpan refusal)
    {
        int row = offer.Row;
        if (row >= 0)
        {
            Close(offer);
            _allocator.Decline(_allocator.IdOf(row), refusal, _now);
            return;
        }

        LoadOffer(offer, _piece);
        (FrameworkId framework, RoleId role, AgentId agent) =
            (offer.Framework.Id, offer.Role, offer.Agent.Id);
        Close(offer);
        _allocator.RefuseUnoffered(framework, role, agent, _piece, refusal, _now);
    }
}
