namespace Offers;

/// <content>Inverse offers: who is asked to leave an agent (semantics 2.8).</content>
public sealed partial class Cluster
{
    private int _openInverseOffers;

    private void Ask(InverseOffer offer, ClusterAgent agent)
    {
        agent.InverseOffers.Add(offer);
        _openInverseOffers++;
        _out.Add(new ClusterMessage
        {
            Kind = MessageKind.InverseOffered,
            Framework = offer.Framework.Name,
            Connection = offer.Framework.Connection,
            Agent = agent.Name,
            Offer = offer.Key,
            When = offer.When,
            Name = offer.Task,
        });
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
        CloseInverse(agent, index);
        if (offer.Task is null)
        {
            _allocator.AnswerInverseOffer(
                offer.Framework.Id, agent.Id, System.TimeSpan.Zero, _now);
        }

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

    private void CloseInverse(ClusterAgent agent, int index)
    {
        agent.InverseOffers.RemoveAt(index);
        _openInverseOffers--;
    }

    private void EndInverseOffer(
        ClusterFramework framework, ClusterAgent agent, RescindReason reason)
    {
        for (int i = agent.InverseOffers.Count - 1; i >= 0; i--)
        {
            if (agent.InverseOffers[i].Framework == framework)
            {
                RescindInverse(agent, i, reason);
            }
        }
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
                    CloseInverse(agent, i);
                    if (offer.Task is null)
                    {
                        _allocator.AnswerInverseOffer(
                            framework.Id, agent.Id, call.Refusal, _now);
                    }

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
