using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// An agent as a pure state machine, for simulations and tests: it registers, answers pings,
/// launches and kills, carries out operations, reports, crashes and comes back. What its tasks do
/// is a function of a seed and their names. The host connects it when
/// <see cref="WantsConnection"/>, hands it every instruction, calls <see cref="Advance"/> when
/// <see cref="NextDeadline"/> has come, and sends what is in the outbox after each.
/// </summary>
internal sealed partial class AgentModel
{
    /// <summary>No ping for so long means that the master is lost (semantics 3.1).</summary>
    internal static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(75);

    private static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(1);

    private readonly AgentProfile _profile;
    private readonly ulong _seed;
    private readonly ulong _life;
    private readonly List<AgentTask> _tasks = [];
    private readonly List<AgentExecutor> _executors = [];
    private readonly List<AgentOperation> _operations = [];
    private readonly List<FrameworkProfile> _frameworks = [];
    private readonly List<ReportUpdate> _sendings = [];
    private UpdateStreams _streams = new();
    private long _connection;
    private ulong _draws;
    private ulong _updates;
    private long _resourceVersion;
    private TimeSpan _backoff;
    private bool _hasAsked;
    private Timestamp _registerAt = Timestamp.Never;
    private Timestamp _masterLostAt = Timestamp.Never;

    internal AgentModel(AgentProfile profile, ulong seed)
        : this(profile, seed, 1)
    {
    }

    private AgentModel(AgentProfile profile, ulong seed, ulong life)
    {
        _profile = profile;
        _seed = seed;
        _life = life;
        Total = profile.Resources;
    }

    internal string Name => _profile.Id;

    internal AgentProfile Profile => _profile;

    /// <summary>All it has, as operations have made it.</summary>
    internal ResourceSet Total { get; private set; }

    /// <summary>Whether a master admitted it over the present connection.</summary>
    internal bool IsRegistered { get; private set; }

    /// <summary>Whether a master ever admitted it, so that it registers again.</summary>
    internal bool IsKnown { get; private set; }

    internal bool IsDraining { get; private set; }

    /// <summary>Whether it was told to end. It does nothing any more.</summary>
    internal bool IsEnded { get; private set; }

    /// <summary>Whether the host is to connect it to a master.</summary>
    internal bool WantsConnection => !IsEnded && _connection == 0;

    internal IReadOnlyList<AgentTask> Tasks => _tasks;

    internal IReadOnlyList<AgentExecutor> Executors => _executors;

    internal IReadOnlyList<AgentOperation> Operations => _operations;

    internal UpdateStreams Streams => _streams;

    /// <summary>When it goes on if nothing arrives.</summary>
    internal Timestamp NextDeadline
    {
        get
        {
            Timestamp next = Earlier(_registerAt, Earlier(_masterLostAt, _streams.NextDeadline));
            foreach (AgentTask task in _tasks)
            {
                next = Earlier(next, task.NextStep);
            }
            foreach (AgentExecutor executor in _executors)
            {
                next = Earlier(next, executor.EndsAt);
            }
            foreach (AgentOperation operation in _operations)
            {
                next = Earlier(next, IsRegistered ? operation.RetryAt : Timestamp.Never);
            }
            return next;
        }
    }

    /// <summary>A connection to a master; it registers over it after a moment.</summary>
    internal void Connect(long connection, Timestamp now)
    {
        _connection = connection;
        _backoff = FirstBackoff;
        _registerAt = now + Random(FirstBackoff);
        _masterLostAt = now + PingTimeout;
    }

    /// <summary>The connection broke, or the master was not heard of for too long.</summary>
    internal void Disconnect()
    {
        _connection = 0;
        IsRegistered = false;
        _hasAsked = false;
        _registerAt = Timestamp.Never;
        _masterLostAt = Timestamp.Never;
        _streams.Pause();
    }

    /// <summary>What a launch says of its framework; kept for reports.</summary>
    private void Learn(FrameworkProfile profile)
    {
        int known = _frameworks.FindIndex(f => string.Equals(
            f.Id, profile.Id, StringComparison.Ordinal));
        if (known < 0)
        {
            _frameworks.Add(profile);
        }
        else
        {
            _frameworks[known] = profile;
        }
    }

    /// <summary>Time has passed.</summary>
    internal void Advance(Timestamp now, AgentOutbox reports)
    {
        if (IsEnded)
        {
            return;
        }
        if (_masterLostAt <= now)
        {
            Disconnect();
        }
        StepTasks(now);
        EndExecutors(now, reports);
        if (_registerAt <= now)
        {
            Register(now, reports);
        }
        Flush(now, reports);
    }

    /// <summary>Its devices changed: it has so much now.</summary>
    internal void ChangeTotal(ResourceSet total, AgentOutbox reports)
    {
        Total = total;
        Recount(reports);
    }

    /// <summary>So much more than it has may be used by whoever can lose it at any time.</summary>
    internal void ChangeRevocable(ResourceSet revocable, AgentOutbox reports)
    {
        Total = Total.NonRevocable + revocable;
        if (_hasAsked)
        {
            reports.Add(new ReportRevocable(Name, revocable));
        }
    }

    /// <summary>Leaves its master for good, with everything on it.</summary>
    internal void Leave(AgentOutbox reports)
    {
        if (IsRegistered)
        {
            reports.Add(new UnregisterAgent(Name));
        }
        End();
    }

    private static Timestamp Earlier(Timestamp left, Timestamp right) =>
        left < right ? left : right;

    /// <summary>What it has is not what operations have made of it.</summary>
    private void Recount(AgentOutbox reports)
    {
        _resourceVersion++;
        if (_hasAsked)
        {
            reports.Add(new ReportTotal(Name, Total) { ResourceVersion = _resourceVersion });
        }
    }

    private void Register(Timestamp now, AgentOutbox reports)
    {
        AgentProfile profile = _profile with
        {
            Resources = Total,
            ResourceVersion = _resourceVersion,
        };
        reports.Add(IsKnown
            ? new ReregisterAgent(profile, _connection, ReportedTasks())
            {
                Executors = ReportedExecutors(),
                Frameworks = ReportedFrameworks(),
                Operations = ReportedOperations(),
                IsDraining = IsDraining,
            }
            : new RegisterAgent(profile, _connection));
        // What changes from here on is not in that report: it is told besides.
        _hasAsked = true;
        _registerAt = now + _backoff + Random(_backoff);
        _backoff = _backoff * 2 < LongestBackoff ? _backoff * 2 : LongestBackoff;
    }

    /// <summary>Sends what is due of updates, of tasks and operations.</summary>
    private void Flush(Timestamp now, AgentOutbox reports)
    {
        _sendings.Clear();
        _streams.TakeDue(now, _sendings);
        foreach (ReportUpdate update in _sendings)
        {
            reports.Add(update);
        }
        foreach (AgentOperation operation in _operations)
        {
            if (IsRegistered && operation.RetryAt <= now)
            {
                Send(operation, now, reports);
            }
        }
    }

    private void End()
    {
        Disconnect();
        IsEnded = true;
        _tasks.Clear();
        _executors.Clear();
        _operations.Clear();
        _streams = new UpdateStreams();
    }

    /// <summary>A time from nothing up to a bound, of this agent's own chance.</summary>
    private TimeSpan Random(TimeSpan bound)
    {
        StableHash hash = default;
        hash.Add((long)_seed);
        hash.Add(Name);
        hash.Add((long)_life);
        hash.Add((long)++_draws);
        return new TimeSpan((long)(hash.Value % (ulong)(bound.Ticks + 1)));
    }

    private UpdateId NextUpdate()
    {
        StableHash hash = default;
        hash.Add(Name);
        hash.Add((long)_life);
        return new UpdateId(hash.Value, ++_updates);
    }
}
