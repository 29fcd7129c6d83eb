using System;

namespace Offers;

/// <summary>
/// What all demo schedulers share, so that each holds only its own policy: it subscribes and tries
/// again with back-off; acknowledges every update that has an id; asks for the state of its tasks
/// after it subscribed and now and then; passes over updates that are late, double or not its own;
/// repeats kills until they have worked; keeps open offers until they are answered or void; and
/// suppresses when it needs nothing and revives when it does. Stands for the driver and the good
/// manners that the documentation of Mesos asks of every framework.
/// </summary>
/// <remarks>
/// Commands of schedulers, such as a new job, send nothing themselves: they bring
/// <see cref="NextDeadline"/> forward, so the host looks at it again and calls
/// <see cref="Advance"/>.
/// </remarks>
public abstract partial class SchedulerBase : IScheduler
{
    private readonly TaskBook _tasks = new();
    private readonly Reconciler _reconciler;
    private SchedulerOutbox _calls = new();
    private DoublingDelay _subscribeDelay =
        new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    private long _connection;
    private int _connections;
    private Timestamp _subscribeAt = Timestamp.Never;
    private Timestamp _searchAt = Timestamp.Never;
    private Timestamp _wakeAt = Timestamp.Never;
    private long _nextTask;

    private protected SchedulerBase(FrameworkProfile profile, SchedulerOptions options)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(options);
        Profile = profile;
        Options = options;
        _nextTask = options.FirstTask;
        _reconciler = new Reconciler(_tasks);
    }

    /// <inheritdoc/>
    public FrameworkProfile Profile { get; }

    /// <summary>What it was told.</summary>
    public SchedulerOptions Options { get; }

    /// <summary>Whether the subscription is in force.</summary>
    public bool IsSubscribed { get; private set; }

    /// <summary>
    /// Whether the master says that the framework was removed: it never subscribes again.
    /// </summary>
    public bool IsOver { get; private set; }

    /// <summary>Its tasks that are not known to have ended; lost ones for a while, too.</summary>
    public int OpenTasks => _tasks.Count;

    /// <summary>Its open offers.</summary>
    public int OpenOffers => _offers.Count;

    /// <inheritdoc/>
    public Timestamp NextDeadline
    {
        get
        {
            if (IsOver || _connections == 0)
            {
                return Timestamp.Never;
            }

            Timestamp next = Earlier(_subscribeAt, _wakeAt);
            return IsSubscribed
                ? Earlier(Earlier(next, NextOfCalls), Earlier(_reconciler.Next, _searchAt))
                : _subscribeAt;
        }
    }

    /// <summary>The present, within an event.</summary>
    private protected Timestamp Now { get; private set; }

    /// <summary>Whether it could use an offer; asked after each event.</summary>
    private protected abstract bool WantsOffers { get; }

    /// <inheritdoc/>
    public void Connect(long connection, Timestamp now, SchedulerOutbox calls)
    {
        Begin(now, calls);
        _connection = connection;
        _connections++;
        IsSubscribed = false;
        ForgetOffers();
        _subscribeDelay.Reset();
        _subscribeAt = Now;
        OnConnected();
        Settle();
    }

    /// <inheritdoc/>
    public void Receive(SchedulerEvent message, Timestamp now, SchedulerOutbox calls)
    {
        ArgumentNullException.ThrowIfNull(message);
        Begin(now, calls);
        switch (message)
        {
            case FrameworkSubscribed:
                StartSubscription();
                break;
            case OfferReceived offer:
                TakeOffer(offer);
                break;
            case OfferRescinded rescinded:
                LoseOffer(rescinded.Offer);
                break;
            case OfferConflicted conflicted:
                LoseOffer(conflicted.Offer);
                break;
            case TaskUpdated update:
                TakeUpdate(update);
                break;
            case OperationUpdated { Update.IsSome: true } operation:
                Send(new AcknowledgeOperation(
                    Profile.Id, operation.Operation, operation.Update));
                break;
            case InverseOfferReceived inverse:
                Send(new AnswerInverseOffers(
                    Profile.Id, [inverse.Offer], InverseOfferAnswer.Decline));
                break;
            case AgentFailed failed:
                LoseOffersOf(failed.Agent);
                break;
            case CallRefused refused:
                TakeRefusal(refused.Status);
                break;
            default:
                break;
        }

        Settle();
    }

    /// <inheritdoc/>
    public void Advance(Timestamp now, SchedulerOutbox calls)
    {
        Begin(now, calls);
        Settle();
    }

    /// <summary>
    /// Everything that has happened is known: answers offers, kills, sets times to be woken at.
    /// Called while subscribed only.
    /// </summary>
    private protected abstract void Decide();

    /// <summary>A task of its has come to another state, or to another health.</summary>
    private protected abstract void OnTask(TrackedTask task, TaskState before);

    /// <summary>
    /// Sees to it that <see cref="Decide"/> runs at a time, if nothing comes before.
    /// </summary>
    private protected void WakeBy(Timestamp time)
    {
        Timestamp soonest = new(Now.Ticks + 1);
        _wakeAt = Earlier(_wakeAt, time > Now ? time : soonest);
    }

    /// <summary>A command came from outside: the host is to call soon.</summary>
    private protected void WakeAtOnce() => _wakeAt = Now;

    private protected void Send(ClusterCommand call) => _calls.Add(call);

    private protected static Timestamp Earlier(Timestamp one, Timestamp other) =>
        one < other ? one : other;

    private void Begin(Timestamp now, SchedulerOutbox calls)
    {
        ArgumentNullException.ThrowIfNull(calls);
        Now = now > Now ? now : Now;
        _calls = calls;
    }

    private void Settle()
    {
        if (IsOver || _connections == 0)
        {
            return;
        }

        KeepSubscription();
        if (!IsSubscribed)
        {
            return;
        }

        AskForTasks();
        RepeatKills();
        _wakeAt = Timestamp.Never;
        Decide();
        TellWhetherOffersAreWanted();
    }

    /// <summary>
    /// Asks again when nobody answers or the answer was no. The first connection does not force
    /// itself into the place of another scheduler; later ones replace this one's own.
    /// </summary>
    private void KeepSubscription()
    {
        if (_subscribeAt > Now)
        {
            return;
        }

        _subscribeAt = Now + _subscribeDelay.Take();
        Send(new Subscribe(Profile, _connection) { Force = _connections > 1 });
    }

    private void StartSubscription()
    {
        if (_connections == 0 || IsOver)
        {
            return;
        }

        IsSubscribed = true;
        _subscribeDelay.Reset();
        _subscribeAt = Timestamp.Never;
        _searchAt = Now + Options.OrphanSearch;
        _reconciler.AskForAll(Now);
        DoubtSuppression();
    }

    /// <summary>There is a new connection.</summary>
    private protected virtual void OnConnected()
    {
    }

    private void TakeRefusal(ClusterStatus status)
    {
        switch (status)
        {
            case ClusterStatus.FrameworkRemoved:
                IsOver = true;
                IsSubscribed = false;
                ForgetOffers();
                break;
            case ClusterStatus.UnknownFramework or ClusterStatus.FrameworkDisconnected
                or ClusterStatus.FrameworkConnected when IsSubscribed:
                IsSubscribed = false;
                ForgetOffers();
                _subscribeAt = Now + _subscribeDelay.Take();
                break;
            case ClusterStatus.RateLimited when IsSubscribed:
                RepairLater();
                break;
            default:
                break;
        }
    }

    private void AskForTasks()
    {
        while (_reconciler.Due(Now) is { Count: > 0 } due)
        {
            Send(new ReconcileTasks(Profile.Id, ValueLists.Of<TaskQuery>(due.ToArray())));
        }

        if (_searchAt <= Now)
        {
            _searchAt = Now + Options.OrphanSearch;
            Send(new ReconcileTasks(Profile.Id, []));
        }
    }
}
