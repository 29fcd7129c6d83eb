namespace Offers.Simulation;

/// <summary>
/// A framework's scheduler: its jobs first in, first out; only the head job looks for offers.
/// Elastic jobs start what fits; a gang gathers: it holds the offers that help it until all its
/// tasks fit, and after a while gives up, declines them all and stays away for a random time, so
/// that it cannot lock the cell.
/// </summary>
/// <remarks>
/// A well-behaved framework of its kind: suppressed while it has nothing to run, it declines what
/// does not help for long and revives when the head changes (what no longer fits one head may fit
/// the next).
/// </remarks>
internal sealed class QueueScheduler
{
    private readonly OfferCell _cell;
    private readonly int _framework;
    private readonly FrameworkModel _model;
    private readonly JobQueue _queue;
    private readonly PlacementPool _pool;
    private readonly RandomStream _backOffs;
    private readonly List<HeldOffer> _held = [];
    private readonly List<Placement> _placements = [];
    private bool _suppressed = true;
    private bool _backingOff;
    private bool _hasFilters;
    private int _timerToken;
    private bool _timerIsSet;

    /// <summary>The job that the hold timer was set for.</summary>
    private int _gatherer;

    internal QueueScheduler(
        OfferCell cell, int framework, FrameworkModel model, FrameworkId id, RoleId role)
    {
        _cell = cell;
        _framework = framework;
        _model = model;
        Id = id;
        Role = role;
        _queue = new JobQueue(cell.Run);
        _pool = new PlacementPool(cell.Capacity);
        _backOffs = new RandomStream(cell.Run.Seed, $"back-off/{cell.Plan.Name}/{model.Name}");
    }

    /// <summary>An offer in hand, at the same index as its place in the pool.</summary>
    private struct HeldOffer
    {
        internal OfferId Offer;
        internal int Machine;
        internal ResourceVector Used;
    }

    internal FrameworkId Id { get; }

    internal RoleId Role { get; }

    /// <summary>Whether it is on the cell's list of those that have to answer.</summary>
    internal bool IsTouched { get; set; }

    /// <summary>The job that looks for offers, or -1.</summary>
    internal int Head => _queue.Peek();

    /// <summary>Whether it has offers in hand.</summary>
    internal bool HoldsAny => _held.Count > 0;

    /// <summary>What it has in hand.</summary>
    internal ResourceVector Held
    {
        get
        {
            ResourceVector sum = default;
            for (int i = 0; i < _pool.Count; i++)
            {
                sum += _pool[i].Left;
            }

            return sum;
        }
    }

    internal void Submit(int job, bool again)
    {
        bool newHead = again || _queue.Peek() < 0;
        if (again)
        {
            _queue.AddFirst(job);
        }
        else
        {
            _queue.AddLast(job);
        }

        if (newHead)
        {
            LookAnew();
        }
    }

    /// <summary>
    /// Another job may be the head, or the head needs something else: what was declined may help
    /// now, and so may what is held. Not while it stays away.
    /// </summary>
    internal void LookAnew()
    {
        if (_backingOff)
        {
            return;
        }

        if (_queue.Peek() >= 0)
        {
            Revive();
        }

        if (_held.Count > 0)
        {
            Respond();
        }
    }

    internal void Offered(OfferId offer, int machine, in ResourceVector resources)
    {
        _held.Add(new HeldOffer { Offer = offer, Machine = machine });
        _pool.Add(resources);
    }

    internal void Rescinded(OfferId offer)
    {
        int place = _held.FindIndex(held => held.Offer == offer);
        if (place >= 0)
        {
            _held.RemoveAt(place);
            _pool.RemoveAt(place);
        }
    }

    /// <summary>
    /// Answers the offers in hand: starts what it can, then holds or declines the rest.
    /// </summary>
    internal void Respond()
    {
        bool started = StartJobs();
        int head = _queue.Peek();
        if (started && head >= 0 && _hasFilters)
        {
            // Before the answers, so that what they refuse stays refused to the new head.
            Revive();
        }

        AcceptUsed(head);
        if (head < 0)
        {
            DeclineAll(TimeSpan.Zero);
            Suppress();
            return;
        }

        DeclineUseless(head);
        WatchHold(head);
    }

    /// <summary>Either the offers were held for long enough, or the time away is over.</summary>
    internal void OnTimer(int token)
    {
        if (!_timerIsSet || token != _timerToken)
        {
            return;
        }

        _timerIsSet = false;
        if (!_backingOff && _held.Count == 0 && _queue.Peek() != _gatherer)
        {
            return;
        }

        if (_backingOff)
        {
            _backingOff = false;
            if (_queue.Peek() >= 0)
            {
                Revive();
            }

            return;
        }

        DeclineAll(TimeSpan.Zero);
        Suppress();
        _backingOff = true;
        _cell.Run.Metrics.GaveUpGathering();
        SetTimer((long)(_model.BackOff.Ticks * (0.5 + _backOffs.NextUnit())));
    }

    private bool StartJobs()
    {
        bool changed = false;
        for (int head = _queue.Peek(); head >= 0 && _held.Count > 0; head = _queue.Peek())
        {
            Job job = _cell.Run.Workload.Jobs[head];
            ReadOnlySpan<int> waiting = _cell.Run.WaitingTasks(head);
            bool all = job.IsGang
                ? _pool.TryPlaceAll(job.Groups, waiting, _placements)
                : _pool.PlaceSome(job.Groups, waiting, _placements);
            Start(head, job);
            if (!all)
            {
                break;
            }

            _queue.RemoveFirst();
            changed = true;
        }

        return changed;
    }

    private void Start(int index, Job job)
    {
        foreach (Placement placement in _placements)
        {
            HeldOffer held = _held[placement.Place];
            held.Used += job.Groups[placement.Group].Demand.Scale(placement.Count);
            _held[placement.Place] = held;
            _cell.Run.Start(_cell, index, placement.Group, placement.Count, held.Machine);
        }
    }

    /// <summary>
    /// Accepts what was used. What is left of such an offer comes back at once if it may help the
    /// head, and is refused if not.
    /// </summary>
    private void AcceptUsed(int head)
    {
        int kept = 0;
        for (int i = 0; i < _held.Count; i++)
        {
            HeldOffer held = _held[i];
            if (held.Used.IsZero)
            {
                kept++;
                continue;
            }

            bool refuse = head >= 0 && !_pool[i].Left.IsZero && !MayHelp(head, _pool[i].Left);
            _hasFilters |= refuse;
            TimeSpan duration = refuse ? _model.Refuse : TimeSpan.Zero;
            OfferCell.Expect(_cell.Accept(held.Offer, held.Used, duration));
        }

        Compact(kept);
    }

    private void Compact(int kept)
    {
        if (kept == _held.Count)
        {
            return;
        }

        for (int i = _held.Count - 1; i >= 0; i--)
        {
            if (!_held[i].Used.IsZero)
            {
                _held.RemoveAt(i);
                _pool.RemoveAt(i);
            }
        }
    }

    private void DeclineUseless(int head)
    {
        int kept = 0;
        for (int i = 0; i < _held.Count; i++)
        {
            kept += MayHelp(head, _pool[i].Left) ? 1 : 0;
        }

        if (kept == 0)
        {
            _hasFilters |= _held.Count > 0;
            DeclineAll(_model.Refuse);
            return;
        }

        for (int i = _held.Count - 1; i >= 0; i--)
        {
            if (!MayHelp(head, _pool[i].Left))
            {
                _hasFilters = true;
                Decline(i, _model.Refuse);
                _held.RemoveAt(i);
                _pool.RemoveAt(i);
            }
        }
    }

    /// <summary>
    /// Whether an offer is worth holding for the head: it is a gang of several tasks and one of
    /// them fits. (What fits any other job has been used.)
    /// </summary>
    private bool MayHelp(int head, in ResourceVector room)
    {
        Job job = _cell.Run.Workload.Jobs[head];
        if (!job.IsGang || job.TaskCount == 1)
        {
            return false;
        }

        foreach (TaskGroup group in job.Groups)
        {
            if (group.Demand.Fits(room))
            {
                return true;
            }
        }

        return false;
    }

    private void DeclineAll(TimeSpan refuse)
    {
        for (int i = 0; i < _held.Count; i++)
        {
            Decline(i, refuse);
        }

        _held.Clear();
        _pool.Clear();
    }

    private void Decline(int place, TimeSpan refuse)
    {
        _cell.OffersDeclined++;
        OfferCell.Expect(_cell.Accept(_held[place].Offer, ResourceVector.Zero, refuse));
    }

    /// <summary>
    /// Sets the timer when offers are first held, and drops it when none are and the head is
    /// another. If all were rescinded it stays: two crossing gangs whose offers time out would else
    /// gather in step, in vain and for ever.
    /// </summary>
    private void WatchHold(int head)
    {
        if (_held.Count == 0)
        {
            _timerIsSet &= head == _gatherer;
        }
        else if (!_timerIsSet || head != _gatherer)
        {
            _gatherer = head;
            SetTimer(_model.Hold.Ticks);
        }
    }

    private void SetTimer(long delay)
    {
        _timerIsSet = true;
        _cell.Run.Events.Add(
            _cell.Run.Now + delay, EventKind.FrameworkTimer, _framework, ++_timerToken);
    }

    private void Suppress()
    {
        if (!_suppressed)
        {
            _suppressed = true;
            OfferCell.Expect(_cell.Allocator.Suppress(Id, [], _cell.Now));
        }

        if (!_backingOff)
        {
            _timerIsSet = false;
        }
    }

    private void Revive()
    {
        _suppressed = false;
        _hasFilters = false;
        OfferCell.Expect(_cell.Allocator.Revive(Id, [], _cell.Now));
    }
}
