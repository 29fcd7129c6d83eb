using System;

namespace Offers;

/// <summary>
/// Keeps some tasks running, but takes only offers that are large enough and from places that it
/// likes, and refuses all others for a short time only. Stands for frameworks that look for a rare
/// machine by declining what is not one, where an offer constraint or a minimum size would spare
/// the master the search (MESOS-10161).
/// </summary>
public sealed class PickyScheduler : SchedulerBase
{
    private readonly TaskTemplate _template;
    private readonly int _tasks;
    private readonly ResourcePicker _picker;
    private readonly ResourcePicker? _least;
    private readonly PlacementConstraints _places;
    private int _running;

    /// <summary>A scheduler that wants offers as soon as it is connected.</summary>
    /// <param name="profile">What it says of itself.</param>
    /// <param name="template">What its tasks run; one that ends is followed by another.</param>
    /// <param name="tasks">How many it wants to run at a time; 0 or more.</param>
    /// <param name="options">What all schedulers can be told.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public PickyScheduler(
        FrameworkProfile profile, TaskTemplate template, int tasks, SchedulerOptions options)
        : base(profile, options)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentOutOfRangeException.ThrowIfNegative(tasks);
        _template = template;
        _tasks = tasks;
        _picker = new ResourcePicker(template);
        _places = PlacementConstraints.None;
    }

    /// <summary>The places it takes; all by default.</summary>
    /// <exception cref="ArgumentException">A constraint is broken.</exception>
    public ValueList<PlacementConstraint> Places
    {
        get => _places.Items;
        init => _places = new PlacementConstraints(value);
    }

    /// <summary>The least an offer must have; nothing by default.</summary>
    public ResourceSet LeastOffer
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
            _least = new ResourcePicker(new TaskTemplate(value));
        }
    } = ResourceSet.Empty;

    /// <summary>How long it refuses what it does not take; 5 s by default.</summary>
    public TimeSpan Refusal { get; init; } = AllocatorOptions.DefaultRefusal;

    /// <summary>Its tasks that are launched and have not ended.</summary>
    public int Running => _running;

    /// <summary>Offers that were not good enough.</summary>
    public long Refused { get; private set; }

    private protected override bool WantsOffers => _running < _tasks;

    private protected override void Decide()
    {
        while (Hand.Count > 0)
        {
            HeldOffer offer = Hand[0];
            bool isGood = _places.FirstBroken(offer.Site, []) is null
                && (_least is null || _least.TryPick(offer.Remaining));
            while (isGood && _running < _tasks && _picker.TryPick(offer.Remaining))
            {
                Plan(offer, _template, _picker, this);
                _running++;
            }

            if (offer.Tasks.Count > 0)
            {
                Accept(offer, Refusal);
            }
            else
            {
                Refused++;
                Decline(offer, Refusal);
            }
        }
    }

    private protected override void OnTask(TrackedTask task, TaskState before)
    {
        bool wasCounted = TrackedTask.IsLiveState(before);
        if (wasCounted && !task.IsLive)
        {
            _running--;
        }
        else if (!wasCounted && task.IsLive)
        {
            _running++;
        }
    }
}
