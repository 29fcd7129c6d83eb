using System;
using System.Collections.Generic;

namespace Offers;

/// <content>Offers: the hand, answers, suppress and revive.</content>
public abstract partial class SchedulerBase
{
    /// <summary>Answered or void offers that are known again when they come late.</summary>
    private const int MostRecent = 1_024;

    /// <summary>Answers that are repeated after a call was lost to a rate limit.</summary>
    private const int MostRepaired = 64;

    private readonly List<HeldOffer> _offers = [];
    private readonly RecentSet<OfferKey> _answered = new(MostRecent);
    private DoublingDelay _repairDelay = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    private Timestamp _repairAt = Timestamp.Never;
    private Timestamp _revivedAt = Timestamp.Never;
    private Timestamp _dryAt = Timestamp.Never;
    private bool? _isSuppressed;
    private bool _isReviveAsked;

    /// <summary>Its open offers, in order of arrival.</summary>
    private protected IReadOnlyList<HeldOffer> Hand => _offers;

    private Timestamp NextOfCalls
    {
        get
        {
            Timestamp next = Earlier(Earlier(_kills.Next, _repairAt), _dryAt);
            return _isReviveAsked ? Earlier(next, NextRevive) : next;
        }
    }

    private Timestamp NextRevive => _revivedAt == Timestamp.Never
        ? Now
        : _revivedAt + Options.ReviveInterval;

    /// <summary>
    /// The need has grown, so offers that were refused may be wanted now: revives soon.
    /// </summary>
    private protected void AskForRevive() => _isReviveAsked = true;

    /// <summary>Plans a task on an offer; the next accept of the offer launches it.</summary>
    private protected TrackedTask Plan(
        HeldOffer offer, TaskTemplate template, ResourcePicker picker, object owner)
    {
        string name = $"{Profile.Id}.{_nextTask++}";
        TaskDescription task = TaskFactory.Describe(template, picker, name, offer.Message.Agent);
        TrackedTask tracked = new(name, offer.Message.Agent, owner, Now);
        offer.Take(task, template.SharedExecutor);
        offer.Tracked.Add(tracked);
        return tracked;
    }

    /// <summary>
    /// Launches what is planned on an offer; the rest of it is refused for a time.
    /// </summary>
    private protected void Accept(HeldOffer offer, TimeSpan refusal) =>
        AcceptTogether([offer], refusal);

    /// <summary>As <see cref="Accept"/>, for offers of one agent and role.</summary>
    private protected void AcceptTogether(List<HeldOffer> offers, TimeSpan refusal)
    {
        List<OfferKey> keys = [];
        List<TaskDescription> tasks = [];
        List<OfferOperation> operations = [];
        foreach (HeldOffer offer in offers)
        {
            keys.Add(offer.Key);
            Part(offer, tasks, operations);
            foreach (TrackedTask task in offer.Tracked)
            {
                _tasks.Add(task);
                _reconciler.Launched(task, Now);
            }

            Answered(offer);
        }

        if (tasks.Count > 0)
        {
            operations.Insert(0, new LaunchTasks(ValueLists.Of<TaskDescription>(tasks.ToArray())));
        }

        Send(new AcceptOffers(
            Profile.Id, ValueLists.Of<OfferKey>(keys.ToArray()),
            ValueLists.Of<OfferOperation>(operations.ToArray()))
        {
            Refusal = refusal,
        });
    }

    /// <summary>
    /// Parts tasks with containers of their own from those that share one: each of these is a group
    /// by itself, so that none ends with another.
    /// </summary>
    private static void Part(
        HeldOffer offer, List<TaskDescription> alone, List<OfferOperation> groups)
    {
        for (int i = 0; i < offer.Tasks.Count; i++)
        {
            if (offer.Executors[i] is { } executor)
            {
                groups.Add(new LaunchGroup(executor, [offer.Tasks[i]]));
            }
            else
            {
                alone.Add(offer.Tasks[i]);
            }
        }
    }

    /// <summary>Gives one offer back.</summary>
    private protected void Decline(HeldOffer offer, TimeSpan refusal) =>
        DeclineTogether([offer], refusal);

    /// <summary>Gives all open offers back.</summary>
    private protected void DeclineAll(TimeSpan refusal) =>
        DeclineTogether(new List<HeldOffer>(_offers), refusal);

    /// <summary>Gives offers back in one call; none sends nothing.</summary>
    private protected void DeclineTogether(List<HeldOffer> offers, TimeSpan refusal)
    {
        List<OfferKey> keys = [];
        foreach (HeldOffer offer in offers)
        {
            keys.Add(offer.Key);
            Answered(offer);
        }

        SendDecline(keys, refusal);
    }

    /// <summary>An offer is open.</summary>
    private protected virtual void OnOffer(HeldOffer offer)
    {
    }

    private void SendDecline(List<OfferKey> keys, TimeSpan refusal)
    {
        if (keys.Count > 0)
        {
            Send(new DeclineOffers(Profile.Id, ValueLists.Of<OfferKey>(keys.ToArray()))
            {
                Refusal = refusal,
            });
        }
    }

    /// <summary>
    /// An offer may overtake the subscription; it is kept until that is in force.
    /// </summary>
    private void TakeOffer(OfferReceived message)
    {
        if (IsOver || _answered.Contains(message.Offer) || IndexOf(message.Offer) >= 0)
        {
            return;
        }

        HeldOffer offer = new(message, Now);
        _offers.Add(offer);
        _dryAt = Timestamp.Never;
        OnOffer(offer);
    }

    private void Answered(HeldOffer offer)
    {
        _answered.Add(offer.Key);
        _offers.Remove(offer);
    }

    private void LoseOffer(OfferKey key)
    {
        _answered.Add(key);
        int index = IndexOf(key);
        if (index >= 0)
        {
            _offers.RemoveAt(index);
        }
    }

    private void LoseOffersOf(string agent)
    {
        for (int i = _offers.Count - 1; i >= 0; i--)
        {
            if (string.Equals(_offers[i].Message.Agent, agent, StringComparison.Ordinal))
            {
                LoseOffer(_offers[i].Key);
            }
        }
    }

    private void ForgetOffers()
    {
        while (_offers.Count > 0)
        {
            LoseOffer(_offers[0].Key);
        }
    }

    private int IndexOf(OfferKey key) => _offers.FindIndex(offer => offer.Key == key);

    private void DoubtSuppression()
    {
        _isSuppressed = null;
        _dryAt = Timestamp.Never;
    }

    /// <summary>
    /// Calls were lost to a rate limit: later it says again what it wants and gives back what it
    /// has answered, which does nothing to offers that are closed.
    /// </summary>
    private void RepairLater()
    {
        if (_repairAt == Timestamp.Never)
        {
            _repairAt = Now + _repairDelay.Take();
        }
    }

    private void TellWhetherOffersAreWanted()
    {
        if (_repairAt <= Now)
        {
            _repairAt = Timestamp.Never;
            SendDecline(_answered.Newest(MostRepaired), Options.Refusal);
            _reconciler.AskForAll(Now);
            DoubtSuppression();
        }

        if (WantsOffers)
        {
            ReviveIfNeeded();
        }
        else
        {
            _isReviveAsked = false;
            _dryAt = Timestamp.Never;
            if (_isSuppressed != true)
            {
                _isSuppressed = true;
                Send(new SuppressOffers(Profile.Id, []));
            }
        }
    }

    private void ReviveIfNeeded()
    {
        if (_isSuppressed != false || (_isReviveAsked && NextRevive <= Now))
        {
            _isSuppressed = false;
            _isReviveAsked = false;
            _revivedAt = Now;
            Send(new ReviveOffers(Profile.Id, []));
        }

        if (_offers.Count > 0)
        {
            _dryAt = Timestamp.Never;
        }
        else if (_dryAt == Timestamp.Never)
        {
            _dryAt = Now + Options.DrySpell;
        }
        else if (_dryAt <= Now)
        {
            _dryAt = Timestamp.Never;
            _subscribeAt = Now;
            KeepSubscription();
        }
    }
}
