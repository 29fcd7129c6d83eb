using System;

namespace Offers;

/// <summary>
/// Declines every offer at once and never suppresses. Stands for idle frameworks with short
/// filters: each is low on share, is offered everything first, and when there are enough of them
/// nobody else sees an offer (MESOS-3202).
/// </summary>
public sealed class DecliningScheduler : SchedulerBase
{
    /// <summary>A scheduler that refuses for as long as told.</summary>
    /// <param name="profile">What it says of itself.</param>
    /// <param name="refusal">As <see cref="DeclineOffers.Refusal"/>; zero is no filter.</param>
    /// <param name="options">What all schedulers can be told.</param>
    public DecliningScheduler(
        FrameworkProfile profile, TimeSpan refusal, SchedulerOptions options)
        : base(profile, options) => Refusal = refusal;

    /// <summary>How long it refuses for.</summary>
    public TimeSpan Refusal { get; }

    /// <summary>Offers that it has declined.</summary>
    public long Declined { get; private set; }

    private protected override bool WantsOffers => true;

    private protected override void Decide()
    {
        Declined += OpenOffers;
        DeclineAll(Refusal);
    }

    private protected override void OnTask(TrackedTask task, TaskState before)
    {
    }
}
