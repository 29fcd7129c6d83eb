using System;

namespace Offers;

/// <content>Which instance goes where.</content>
public sealed partial class ServiceScheduler
{
    private void AnswerOffers()
    {
        Announce();
        FindPlaced();
        while (Hand.Count > 0)
        {
            HeldOffer offer = Hand[0];
            OfferRefusalReason reason = Fill(offer, out string detail);
            if (offer.Tasks.Count > 0)
            {
                _refusals.Clear();
                Accept(offer, Options.Refusal);
            }
            else
            {
                _refusals.Add(reason, detail);
                Decline(offer, RefusalFor(reason));
            }
        }
    }

    /// <summary>
    /// An instance that waits for offers, and did not before, wants those refused.
    /// </summary>
    private void Announce()
    {
        foreach (ServiceInstance instance in _instances)
        {
            if (!instance.IsAnnounced && IsEligible(instance))
            {
                instance.IsAnnounced = true;
                AskForRevive();
            }
        }
    }

    private bool IsEligible(ServiceInstance instance) =>
        instance.IsWaiting && instance.NotBefore <= Now;

    /// <summary>Where tasks of the service are or may be, those that are to end included.</summary>
    private void FindPlaced()
    {
        _placed.Clear();
        foreach (ServiceInstance instance in _instances)
        {
            if (instance.Task is not null && instance.Site is not null)
            {
                _placed.Add(instance.Site);
            }
        }
    }

    /// <summary>Plans as many waiting instances on the offer as fit, in order of age.</summary>
    /// <returns>Why the last one that was tried did not fit.</returns>
    private OfferRefusalReason Fill(HeldOffer offer, out string detail)
    {
        OfferRefusalReason reason = OfferRefusalReason.NothingWaits;
        detail = "";
        ServiceVersion? tried = null;
        foreach (ServiceInstance instance in _instances)
        {
            if (!IsEligible(instance))
            {
                bool backsOff = instance.IsWaiting && reason == OfferRefusalReason.NothingWaits;
                reason = backsOff ? OfferRefusalReason.BacksOff : reason;
                continue;
            }

            if (!ReferenceEquals(tried, instance.Version)
                && !TryPlace(instance, offer, out reason, out detail))
            {
                tried = instance.Version;
            }
        }

        return reason;
    }

    private bool TryPlace(
        ServiceInstance instance, HeldOffer offer, out OfferRefusalReason reason,
        out string detail)
    {
        PlacementSite site = offer.Site;
        ServiceVersion version = instance.Version;
        if (version.Constraints.FirstBroken(site, _placed) is { } broken)
        {
            reason = OfferRefusalReason.Constraint;
            detail = broken.ToString();
            return false;
        }

        reason = OfferRefusalReason.TooLittle;
        if (!version.Picker.TryPick(offer.RoomFor(version.Definition.Task)))
        {
            detail = version.Picker.ShortOf;
            return false;
        }

        detail = "";
        instance.Task = Plan(offer, version.Definition.Task, version.Picker, instance);
        instance.Site = site;
        instance.AwayUntil = Timestamp.Never;
        _placed.Add(site);
        return true;
    }

    /// <summary>While all back off an offer is wanted again when the first is ready.</summary>
    private TimeSpan RefusalFor(OfferRefusalReason reason)
    {
        if (reason != OfferRefusalReason.BacksOff)
        {
            return Options.Refusal;
        }

        Timestamp first = Timestamp.Never;
        foreach (ServiceInstance instance in _instances)
        {
            first = instance.IsWaiting ? Earlier(first, instance.NotBefore) : first;
        }

        TimeSpan wait = first - Now;
        return wait < Options.Refusal ? wait : Options.Refusal;
    }
}
