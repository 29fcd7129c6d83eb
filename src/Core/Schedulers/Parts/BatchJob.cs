using System;

namespace Offers;

/// <summary>A job of a batch scheduler and how far it is.</summary>
internal sealed class BatchJob
{
    internal BatchJob(JobDescription description, Timestamp now)
    {
        Description = description;
        Picker = new ResourcePicker(description.Task);
        LocalSince = now;
        for (int i = 0; i < description.Tasks; i++)
        {
            Waiting.Add(new BatchTask(this), now);
        }
    }

    internal JobDescription Description { get; }

    internal ResourcePicker Picker { get; }

    /// <summary>
    /// Tasks that are to be launched, by the time before which they are not; entries whose task is
    /// launched or settled meanwhile are passed over.
    /// </summary>
    internal DeadlineQueue<BatchTask> Waiting { get; } = new();

    /// <summary>When it came or last got a preferred agent.</summary>
    internal Timestamp LocalSince { get; set; }

    internal int Running { get; set; }

    internal int Finished { get; set; }

    internal int GivenUp { get; set; }

    internal long Launches { get; set; }

    internal bool IsDone => Finished + GivenUp == Description.Tasks;

    /// <summary>When it takes any agent.</summary>
    internal Timestamp AnyFrom => Description.PreferredAgents.Count == 0
        ? LocalSince
        : LocalSince + Description.LocalityWait;

    internal JobStatus Status => new(
        Description.Name, Description.Tasks - Running - Finished - GivenUp, Running, Finished,
        GivenUp, Launches);

    internal bool Prefers(OfferReceived offer)
    {
        foreach (string name in Description.PreferredAgents)
        {
            if (string.Equals(name, offer.Agent, StringComparison.Ordinal)
                || string.Equals(name, offer.Hostname, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
