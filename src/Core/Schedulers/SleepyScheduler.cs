using System;

namespace Offers;

/// <summary>
/// Thinks about each offer for a time before it answers, and answers even if the offer was
/// withdrawn meanwhile. Stands for frameworks with slow placement, long pauses of their garbage
/// collector or an event loop that is behind: their offers lie idle, and their tasks are dropped
/// because they come too late.
/// </summary>
public sealed class SleepyScheduler : SchedulerBase
{
    private readonly TaskTemplate _template;
    private readonly int _tasks;
    private readonly ResourcePicker _picker;
    private readonly DeadlineQueue<HeldOffer> _thoughts = new();
    private long _offers;
    private int _running;

    /// <summary>A scheduler that wants offers as soon as it is connected.</summary>
    /// <param name="profile">What it says of itself.</param>
    /// <param name="template">What its tasks run; one that ends is followed by another.</param>
    /// <param name="tasks">How many it wants to run at a time; 0 or more.</param>
    /// <param name="options">What all schedulers can be told; its seed decides the times.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public SleepyScheduler(
        FrameworkProfile profile, TaskTemplate template, int tasks, SchedulerOptions options)
        : base(profile, options)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentOutOfRangeException.ThrowIfNegative(tasks);
        _template = template;
        _tasks = tasks;
        _picker = new ResourcePicker(template);
    }

    /// <summary>The least time it thinks; 0 or more, 5 s by default.</summary>
    public TimeSpan ShortestThought { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The most time it thinks; at least <see cref="ShortestThought"/>, 60 s by default.
    /// </summary>
    public TimeSpan LongestThought { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Its tasks that are launched and have not ended.</summary>
    public int Running => _running;

    private protected override bool WantsOffers => _running < _tasks || _thoughts.Count > 0;

    private protected override void OnOffer(HeldOffer offer)
    {
        StableHash chance = default;
        chance.Add((long)Options.Seed);
        chance.Add(Profile.Id);
        chance.Add(_offers++);
        long spread = Math.Max(0, LongestThought.Ticks - ShortestThought.Ticks) + 1;
        TimeSpan extra = new((long)(chance.Value % (ulong)spread));
        _thoughts.Add(offer, Now + ShortestThought + extra);
    }

    private protected override void Decide()
    {
        while (_thoughts.TryTake(Now, out HeldOffer offer))
        {
            while (_running < _tasks && _picker.TryPick(offer.Remaining))
            {
                Plan(offer, _template, _picker, this);
                _running++;
            }

            if (offer.Tasks.Count > 0)
            {
                Accept(offer, Options.Refusal);
            }
            else
            {
                Decline(offer, Options.Refusal);
            }
        }

        WakeBy(_thoughts.Next);
    }

    private protected override void OnTask(TrackedTask task, TaskState before)
    {
        bool wasCounted = TrackedTask.IsLiveState(before);
        if (wasCounted && !task.IsLive)
        {
            _running--;
            AskForRevive();
        }
        else if (!wasCounted && task.IsLive)
        {
            _running++;
        }
    }
}
