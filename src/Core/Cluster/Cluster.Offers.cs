using System;

namespace Offers;

/// <content>Offers and inverse offers, from the allocator to frameworks and back.</content>
public sealed partial class Cluster
{
    /// <summary>Turns what a run decided into messages.</summary>
    private void SendOffers()
    {
        ReadOnlySpan<Effect> effects = _allocator.Outbox.Effects;
        for (int i = 0; i < effects.Length; i++)
        {
            Effect effect = effects[i];
            ClusterFramework framework = _frameworkNames[_allocator.NameOf(effect.Framework)];
            ClusterAgent agent = _agentNames[_allocator.NameOf(effect.Agent)];
            if (effect.Kind == EffectKind.InverseOffered)
            {
                Send(new InverseOffer(_offers.NewKey(), framework), agent);
                continue;
            }

            OfferKey key = _offers.NewKey();
            _offers.Add(effect.Offer.Index, key);
            _out.Add(new ClusterMessage
            {
                Kind = MessageKind.Offered,
                Framework = framework.Name,
                Connection = framework.Connection,
                Agent = agent.Name,
                Role = _allocator.NameOf(effect.Role),
                Offer = key,
                Place = i,
                Body = agent.Profile,
            });
        }
    }

    private void Send(InverseOffer offer, ClusterAgent agent)
    {
        agent.InverseOffers.Add(offer);
        _out.Add(new ClusterMessage
        {
            Kind = MessageKind.InverseOffered,
            Framework = offer.Framework.Name,
            Connection = offer.Framework.Connection,
            Agent = agent.Name,
            Offer = offer.Key,
            When = _allocator.MaintenanceOf(agent.Id) ?? _now,
        });
    }

    /// <summary>Withdraws an open offer; its framework is told if it is there.</summary>
    private void Rescind(int row, RescindReason reason)
    {
        ClusterFramework framework =
            _frameworkNames[_allocator.NameOf(_allocator.FrameworkOf(row))];
        if (framework.IsConnected)
        {
            _out.Add(new ClusterMessage
            {
                Kind = MessageKind.Rescinded,
                Framework = framework.Name,
                Connection = framework.Connection,
                Agent = _allocator.NameOf(_allocator.AgentOf(row)),
                Offer = _offers.KeyOf(row),
                Cause = reason,
            });
        }

        Discard(row);
    }

    /// <summary>Closes an offer without a word and without a filter.</summary>
    private void Discard(int row)
    {
        _offers.Remove(row);
        _allocator.Discard(row, _now);
    }

    private void RescindAllOf(ClusterFramework framework, RescindReason reason)
    {
        for (int row = _allocator.FirstOfferOf(framework.Id); row >= 0;
            row = _allocator.FirstOfferOf(framework.Id))
        {
            Rescind(row, reason);
        }

        foreach (ClusterAgent agent in _agents)
        {
            for (int i = agent.InverseOffers.Count - 1; i >= 0; i--)
            {
                if (agent.InverseOffers[i].Framework == framework)
                {
                    RescindInverse(agent, i, reason);
                }
            }
        }
    }

    private void RescindAllOn(ClusterAgent agent, RescindReason reason)
    {
        for (int row = _allocator.FirstOfferOn(agent.Id); row >= 0;
            row = _allocator.FirstOfferOn(agent.Id))
        {
            Rescind(row, reason);
        }
    }

    private void RescindInverseOn(ClusterAgent agent, RescindReason reason)
    {
        while (agent.InverseOffers.Count > 0)
        {
            RescindInverse(agent, agent.InverseOffers.Count - 1, reason);
        }
    }

    private void RescindInverse(ClusterAgent agent, int index, RescindReason reason)
    {
        InverseOffer offer = agent.InverseOffers[index];
        agent.InverseOffers.RemoveAt(index);
        _allocator.AnswerInverseOffer(offer.Framework.Id, agent.Id, TimeSpan.Zero, _now);
        if (offer.Framework.IsConnected)
        {
            _out.Add(new ClusterMessage
            {
                Kind = MessageKind.InverseRescinded,
                Framework = offer.Framework.Name,
                Connection = offer.Framework.Connection,
                Agent = agent.Name,
                Offer = offer.Key,
                Cause = reason,
            });
        }
    }

    private ClusterStatus Decline(DeclineOffers call, ClusterFramework framework)
    {
        foreach (OfferKey key in call.Offers.AsSpan())
        {
            int row = _offers.Find(key);
            if (row >= 0 && _allocator.FrameworkOf(row) == framework.Id)
            {
                _offers.Remove(row);
                _allocator.Decline(_allocator.IdOf(row), call.Refusal, _now);
                Changed(Durability.Lazy);
            }
        }

        return ClusterStatus.Ok;
    }

    private ClusterStatus Answer(AnswerInverseOffers call, ClusterFramework framework)
    {
        foreach (ClusterAgent agent in _agents)
        {
            for (int i = agent.InverseOffers.Count - 1; i >= 0; i--)
            {
                InverseOffer offer = agent.InverseOffers[i];
                if (offer.Framework == framework && IsNamed(offer.Key, call.Offers))
                {
                    agent.InverseOffers.RemoveAt(i);
                    _allocator.AnswerInverseOffer(framework.Id, agent.Id, call.Refusal, _now);
                    Changed(Durability.Lazy);
                }
            }
        }

        return ClusterStatus.Ok;
    }

    private static bool IsNamed(OfferKey key, ValueList<OfferKey> keys)
    {
        bool found = false;
        foreach (OfferKey other in keys.AsSpan())
        {
            found |= other == key;
        }

        return found;
    }
}
