using System;
using System.Collections.Generic;

namespace Offers;

/// <content>Gathering offers, and what becomes of them.</content>
public sealed partial class GangScheduler
{
    /// <summary>Accepts what is held if the whole job fits.</summary>
    /// <returns>Whether the job is launched, so that the next one is the head.</returns>
    private bool Gather(GangJob job)
    {
        DeclineThatFitNothing(job);
        int fit = 0;
        foreach (HeldOffer offer in Hand)
        {
            fit += offer.Fits;
        }

        if (fit >= job.Description.Tasks)
        {
            Launch(job);
            return true;
        }

        if (Hand.Count > 0 && Hand[0].Received + HoldLimit <= Now)
        {
            GiveBack();
        }

        return false;
    }

    private void DeclineThatFitNothing(GangJob job)
    {
        List<HeldOffer> useless = [];
        foreach (HeldOffer offer in Hand)
        {
            if (!ReferenceEquals(offer.FitsFor, job))
            {
                offer.FitsFor = job;
                offer.Fits = CountFits(job, offer.Remaining);
            }

            if (offer.Fits == 0)
            {
                useless.Add(offer);
            }
        }

        DeclineTogether(useless, Options.Refusal);
    }

    private static int CountFits(GangJob job, ResourceSet from)
    {
        int fits = 0;
        while (fits < job.Description.Tasks && job.Picker.TryPick(from))
        {
            from -= job.Picker.Picked;
            fits++;
        }

        return fits;
    }

    private void Launch(GangJob job)
    {
        GangAttempt attempt = new(job, Now + StartLimit);
        List<HeldOffer> used = [];
        foreach (HeldOffer offer in Hand)
        {
            while (attempt.Tasks.Count < job.Description.Tasks
                && job.Picker.TryPick(offer.RoomFor(job.Description.Task)))
            {
                attempt.Tasks.Add(Plan(offer, job.Description.Task, job.Picker, attempt));
            }

            if (offer.Tasks.Count > 0)
            {
                used.Add(offer);
            }
        }

        job.Attempt = attempt;
        job.Launches++;
        _pauses = 0;
        while (used.Count > 0)
        {
            OfferReceived first = used[0].Message;
            List<HeldOffer> together = used.FindAll(offer => IsSamePlace(offer.Message, first));
            used.RemoveAll(together.Contains);
            AcceptTogether(together, Options.Refusal);
        }
    }

    private static bool IsSamePlace(OfferReceived one, OfferReceived other) =>
        string.Equals(one.Agent, other.Agent, StringComparison.Ordinal)
        && string.Equals(one.Role, other.Role, StringComparison.Ordinal);

    /// <summary>Nothing came of it: others may try, for a time of chance.</summary>
    private void GiveBack()
    {
        RestartBackoff pauses = new()
        {
            Initial = FirstPause,
            Most = FirstPause > LongestPause ? FirstPause : LongestPause,
        };
        TimeSpan pause = pauses.After(++_pauses);
        StableHash chance = default;
        chance.Add((long)Options.Seed);
        chance.Add(Profile.Id);
        chance.Add(_pauses);
        chance.Add(Now.Ticks);
        pause += new TimeSpan((long)(chance.Value % (ulong)pause.Ticks));
        _pausedUntil = Now + pause;
        DeclineAll(pause);
    }
}
