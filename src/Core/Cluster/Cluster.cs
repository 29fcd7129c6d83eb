using System;
using System.Buffers;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// A whole master as one state machine: agents, frameworks, offers and tasks around an
/// <see cref="Offers.Allocator"/>. Commands and time go in, messages for schedulers and agents come
/// out; it has no clock, no I/O, no threads and no chance of its own. The same commands at the same
/// times give the same messages, byte for byte.
/// </summary>
/// <remarks>
/// <para>The host applies commands in the order in which they come; makes each as durable as its
/// effects say before it sends their messages; and applies <see cref="AdvanceTime"/> when
/// <see cref="NextDeadline"/> has come and all that has arrived is applied. Time-outs, pings,
/// batches and the runs that commands ask for happen then and only then, so that a thousand calls
/// of one moment cost one run.</para>
/// <para>After a crash the host applies the journal again and then <see cref="RestartMaster"/>.
/// Reference: semantics 2 and 4. One thread owns one cluster.</para>
/// </remarks>
public sealed partial class Cluster
{
    private const int LongestName = 1024;

    /// <summary>Most names have no others, and need not be looked at one by one.</summary>
    private static readonly SearchValues<char> Usual = SearchValues.Create(
        "-.0123456789:ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    private readonly Allocator _allocator;
    private readonly TimerHeap _timers = new();
    private readonly MessageOutbox _out = new();
    private readonly OfferBook _offers;
    private readonly Dictionary<string, ClusterFramework> _frameworkNames =
        new(StringComparer.Ordinal);

    private readonly List<ClusterFramework> _frameworks = [];
    private readonly Dictionary<string, ClusterAgent> _agentNames = new(StringComparer.Ordinal);
    private readonly List<ClusterAgent> _agents = [];
    private readonly List<ClusterTask> _spareTasks = [];
    private readonly LostAgents _lost;
    private readonly List<string> _completedFrameworks = [];
    private readonly ClusterTimer _expected;
    private Durability _durability;
    private Timestamp _now;
    private long _taskNumber;

    /// <summary>Creates the state machine of an empty cell.</summary>
    /// <param name="schema">The resource kinds; may grow later.</param>
    /// <param name="options">How it behaves.</param>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public Cluster(ResourceSchema schema, ClusterOptions options)
        : this(Checked(schema), Checked(options), new Allocator(
            schema, options.Allocator.ToAllocatorOptions()))
    {
    }

    private Cluster(ResourceSchema schema, ClusterOptions options, Allocator allocator)
    {
        Schema = schema;
        Options = options;
        _allocator = allocator;
        _lost = new LostAgents(options.MaxLostAgents);
        _offers = new OfferBook(options.Incarnation);
        _expected = new ClusterTimer(TimerKind.Expected, "", this);
        _preemptionTimer = new ClusterTimer(TimerKind.Preemption, "", this);
        if (options.Preemption is { } preemption)
        {
            Preemptions = new PreemptionLedger(preemption);
            _allocator.KeepPieces();
        }

        _remaining = _allocator.NewPortion();
        _launched = _allocator.NewPortion();
        _changed = _allocator.NewPortion();
        _piece = _allocator.NewPortion();
        _executorPiece = _allocator.NewPortion();
        _whole = _allocator.NewPortion();
        if (options.OptimisticOffers)
        {
            _allocator.OfferOptimistically();
        }

        _nextBatch = Timestamp.Zero + options.Allocator.Interval;
        foreach (RateLimit limit in options.RateLimits)
        {
            _limiters.Add(new CallLimiter(limit, Timestamp.Zero));
        }
    }

    /// <summary>The kinds of resources.</summary>
    public ResourceSchema Schema { get; }

    /// <summary>How this cluster behaves.</summary>
    public ClusterOptions Options { get; }

    /// <summary>
    /// The allocator within, to look at and to explain: whoever changes it breaks the cluster.
    /// </summary>
    public Allocator Allocator => _allocator;

    /// <summary>Frameworks that are not removed, connected or not.</summary>
    public int FrameworkCount => _frameworks.Count;

    /// <summary>Agents that are registered, connected or not.</summary>
    public int AgentCount => _agents.Count;

    /// <summary>Open offers.</summary>
    public int OpenOfferCount => _offers.Count;

    /// <summary>
    /// Tasks in the books: live ones, and ended ones whose end is not acknowledged.
    /// </summary>
    public int TaskCount { get; private set; }

    /// <summary>Carries out a command.</summary>
    /// <param name="command">What happens.</param>
    /// <param name="now">When; not before any earlier command.</param>
    /// <returns>
    /// What came of it; valid until the next call. A refused command changed nothing.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">Time went back.</exception>
    /// <remarks>
    /// O(log) in frameworks, roles and timers for the calls of a busy cell (accept a task, decline,
    /// update, acknowledge), which also allocate nothing when the resources are plain scalars.
    /// </remarks>
    public ClusterEffects Apply(ClusterCommand command, Timestamp now)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (now < _now)
        {
            throw new ArgumentOutOfRangeException(
                nameof(now), now, $"time went back: expected {_now.Ticks} ticks or later");
        }

        _now = now;
        _allocator.Prepare(now);
        _allocator.Outbox.Clear();
        _out.Clear();
        _durability = Durability.None;
        ClusterStatus status = command switch
        {
            FrameworkCall call => CallWithinLimits(call),
            AgentReport report => Report(report),
            AdvanceTime => Advance(),
            _ => Operate(command),
        };
        return new ClusterEffects(status, _durability, _out.All);
    }

    /// <summary>Says that something changed, and how durable that has to be.</summary>
    private void Changed(Durability durability) =>
        _durability = durability > _durability ? durability : _durability;

    private ClusterStatus Done(Durability durability)
    {
        Changed(durability);
        return ClusterStatus.Ok;
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && name is not ("." or "..")
        && (!name.AsSpan().ContainsAnyExcept(Usual) || AreOthersAllowed(name));

    private static bool AreOthersAllowed(string name)
    {
        bool areAllowed = Surrogates.FindLone(name) < 0;
        foreach (char c in name)
        {
            areAllowed &= !char.IsWhiteSpace(c) && !char.IsControl(c) && c is not ('/' or '\\');
        }

        return areAllowed;
    }

    private static ResourceSchema Checked(ResourceSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return schema;
    }

    private static ClusterOptions Checked(ClusterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        return options;
    }

    private static void Check(ClusterOptions options)
    {
        Expect(options.Incarnation >= 1, nameof(options.Incarnation), "1 or more");
        Expect(options.PingInterval > TimeSpan.Zero, nameof(options.PingInterval), "more than 0");
        Expect(options.MaxMissedPings >= 1, nameof(options.MaxMissedPings), "1 or more");
        Expect(options.RemovalInterval >= TimeSpan.Zero, nameof(options.RemovalInterval),
            "0 or more");
        Expect(options.ReregistrationTimeout > TimeSpan.Zero,
            nameof(options.ReregistrationTimeout), "more than 0");
        Expect(options.MaxCompletedFrameworks >= 0, nameof(options.MaxCompletedFrameworks),
            "0 or more");
        Expect(options.MaxCompletedTasks >= 0, nameof(options.MaxCompletedTasks), "0 or more");
        Expect(options.MaxLostAgents >= 1, nameof(options.MaxLostAgents), "1 or more");
        foreach (RateLimit limit in options.RateLimits)
        {
            Expect(limit.Principal is not "", nameof(options.RateLimits), "a principal, or null");
            Expect(limit.PerSecond is >= 1 and <= MostCallsPerSecond && limit.Capacity >= 0,
                nameof(options.RateLimits),
                $"1 to {MostCallsPerSecond} thousandths a second, capacity 0 or more");
        }
    }

    private static void Expect(bool isSo, string option, string expected)
    {
        if (!isSo)
        {
            throw new ArgumentException($"{option}: expected {expected}", nameof(option));
        }
    }
}
