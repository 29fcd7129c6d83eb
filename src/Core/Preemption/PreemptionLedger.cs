using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// What is under way of plans: victims are told, get their grace, and are killed if they still
/// run; what they free is kept for the claimant until it is used, released or too old. A state
/// machine: events and times in, <see cref="PreemptionStep"/>s out. Not thread-safe.
/// </summary>
/// <remarks>
/// <para>Duties of the caller: it passes times that do not go back; it tells the ledger of every
/// task that ends and every agent that is lost; it carries the steps out in their order; it calls
/// <see cref="Advance"/> at <see cref="NextDeadline"/> or soon after; it offers kept pieces to
/// their claimant only and says <see cref="PiecesUsed"/> when that runs something on them.</para>
/// <para>Invariants, by <see cref="FindViolation"/>: (L1) ids ascend; (L2) used and kept are at
/// most what is wanted; (L3) what is over keeps nothing and has victims, all being killed; (L4) no
/// task is a victim twice; (L5) deadlines are in order; (L6) credit is within the burst.</para>
/// <para>Sources: Mesos' inverse offers; Cook 412 and YARN-5605 (keep what was freed for whom it
/// was freed); Armada 5073 (rate); Cook 410 (records). Memory: what is under way and the
/// history.</para>
/// </remarks>
public sealed partial class PreemptionLedger
{
    private readonly PreemptionOptions _options;
    private readonly List<RunningPreemption> _running = [];
    private readonly List<RoleCooldown> _cooldowns = [];
    private readonly List<PreemptionRecord> _records = [];
    private readonly List<PreemptionEnding> _endings = [];
    private readonly Dictionary<(string Framework, string Task), long> _leaving = [];
    private Timestamp _now;
    private long _lastId;
    private long _credit;
    private long _recordCount;
    private long _endingCount;

    /// <summary>A ledger in which nothing is under way, with a full burst.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public PreemptionLedger(PreemptionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfOutOfRange();
        _options = options;
        _credit = MaxCredit;
    }

    /// <summary>A ledger in the state of another one. O(state).</summary>
    /// <param name="options">May differ from the other one's: times that run stay.</param>
    /// <param name="state">From <see cref="Snapshot"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="ArgumentException">The state is none that a ledger can have.</exception>
    public PreemptionLedger(PreemptionOptions options, PreemptionState state)
        : this(options)
    {
        ArgumentNullException.ThrowIfNull(state);
        _now = state.Now;
        _lastId = state.LastId;
        _credit = Math.Min(MaxCredit, state.Credit);
        _recordCount = state.RecordCount;
        _endingCount = state.EndingCount;
        _running.AddRange(state.Running);
        _cooldowns.AddRange(state.Cooldowns);
        _records.AddRange(state.Records);
        _endings.AddRange(state.Endings);
        Trim(_records);
        Trim(_endings);
        foreach (RunningPreemption running in _running)
        {
            foreach (RunningVictim victim in running.Victims)
            {
                _leaving[KeyOf(victim)] = running.Id;
            }
        }

        if (FindViolation() is { } violation)
        {
            throw new ArgumentException(violation, nameof(state));
        }
    }

    /// <summary>
    /// When <see cref="Advance"/> has something to do; <see cref="Timestamp.Never"/> when nothing
    /// is under way. O(under way).
    /// </summary>
    public Timestamp NextDeadline
    {
        get
        {
            int next = FindNext();
            return next < 0 ? Timestamp.Never : _running[next].Deadline;
        }
    }

    /// <summary>What is under way, by id; the list changes with the ledger.</summary>
    public IReadOnlyList<RunningPreemption> Running => _running;

    /// <summary>
    /// The latest victims with their outcomes, the oldest first; as many as
    /// <see cref="PreemptionOptions.HistoryLength"/>. The list changes with the ledger.
    /// </summary>
    public IReadOnlyList<PreemptionRecord> Records => _records;

    /// <summary>The latest endings; as <see cref="Records"/>.</summary>
    public IReadOnlyList<PreemptionEnding> Endings => _endings;

    private long MaxCredit => _options.Burst * _options.Interval.Ticks;

    /// <summary>Whether a task is a victim that has not ended. O(1).</summary>
    public bool IsLeaving(string framework, string task) =>
        _leaving.ContainsKey((framework, task));

    /// <summary>What is kept on an agent for all claimants. O(under way).</summary>
    public ResourceVector KeptOn(string agent)
    {
        ResourceVector kept = default;
        foreach (RunningPreemption running in _running)
        {
            kept += running.IsOn(agent) ? running.Kept : default;
        }

        return kept;
    }

    /// <summary>What is kept on an agent for one claimant. O(under way).</summary>
    public ResourceVector KeptFor(string framework, string role, string agent)
    {
        ResourceVector kept = default;
        foreach (RunningPreemption running in _running)
        {
            bool isMeant = running.IsOn(agent) && running.IsFor(framework, role);
            kept += isMeant ? running.Kept : default;
        }

        return kept;
    }

    /// <summary>
    /// For how many tasks of a shape pieces are kept, or will be, for a claimant. O(under way).
    /// </summary>
    public int PromisedTo(string framework, string role, in ResourceVector shape)
    {
        long tasks = 0;
        foreach (RunningPreemption running in _running)
        {
            if (running.IsFor(framework, role) && running.Shape == shape)
            {
                tasks += SearchAgent.CountFits(running.Open, shape);
            }
        }

        return (int)Math.Min(int.MaxValue, tasks);
    }

    /// <summary>
    /// How many victims may be taken at a time that is not before the last one. O(1).
    /// </summary>
    public int AllowanceAt(Timestamp now) => (int)(CreditAt(now) / _options.Interval.Ticks);

    /// <summary>Whether a role is spared at a time. O(log roles).</summary>
    public bool IsCooling(string role, Timestamp now)
    {
        int index = FindCooldown(role);
        return index >= 0 && _cooldowns[index].Until > now;
    }

    /// <summary>
    /// A view with what only the ledger knows: kept pieces are not free, victims are leaving, roles
    /// are spared, and the allowance. O(view + under way).
    /// </summary>
    /// <param name="view">
    /// As the caller's books have it, in which kept pieces and resources that are offered to nobody
    /// or can be rescinded are free, and victims are running tasks.
    /// </param>
    /// <param name="now">Not before the last time.</param>
    public PreemptionView Complete(PreemptionView view, Timestamp now)
    {
        ArgumentNullException.ThrowIfNull(view);
        List<PreemptionRole> roles = new(view.Roles.Count);
        foreach (PreemptionRole role in view.Roles)
        {
            roles.Add(IsCooling(role.Path, now) ? role with { IsCooling = true } : role);
        }

        List<PreemptionTask> tasks = new(view.Tasks.Count);
        foreach (PreemptionTask task in view.Tasks)
        {
            bool isLeaving = IsLeaving(task.Framework, task.Name);
            tasks.Add(isLeaving ? task with { IsLeaving = true } : task);
        }

        return view with
        {
            Roles = roles,
            Agents = WithoutKept(view.Agents),
            Tasks = tasks,
            Allowance = AllowanceAt(now),
        };
    }

    /// <summary>A claim with what is promised to it. O(under way).</summary>
    public PreemptionClaim Complete(PreemptionClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return claim with { Promised = PromisedTo(claim.Framework, claim.Role, claim.Shape) };
    }

    /// <summary>The whole state as values. O(state).</summary>
    public PreemptionState Snapshot() => new()
    {
        Now = _now,
        LastId = _lastId,
        Credit = _credit,
        RecordCount = _recordCount,
        EndingCount = _endingCount,
        Running = [.. _running],
        Cooldowns = [.. _cooldowns],
        Records = [.. _records],
        Endings = [.. _endings],
    };

    /// <summary>
    /// One number for the whole state, the same in every process for equal states. O(state).
    /// </summary>
    public ulong ComputeDigest() => PreemptionDigest.Of(Snapshot());
}
