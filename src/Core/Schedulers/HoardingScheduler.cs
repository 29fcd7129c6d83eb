namespace Offers;

/// <summary>
/// Takes every offer and never answers. Stands for frameworks that wait for a better offer while
/// they hold what they have, or hang, such as early versions of the plugins for Jenkins, Storm and
/// Hadoop (semantics 6: hoarding): the offers are lost to all others until the master takes them
/// back.
/// </summary>
public sealed class HoardingScheduler : SchedulerBase
{
    /// <summary>A scheduler that wants offers as soon as it is connected.</summary>
    public HoardingScheduler(FrameworkProfile profile, SchedulerOptions options)
        : base(profile, options)
    {
    }

    private protected override bool WantsOffers => true;

    private protected override void Decide()
    {
    }

    private protected override void OnTask(TrackedTask task, TaskState before)
    {
    }
}
