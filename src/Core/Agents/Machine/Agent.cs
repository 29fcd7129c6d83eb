using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// A whole agent as one state machine: what the master says, what becomes of containers and
/// processes, and time go in; reports, and what the host is to do, come out. It decides everything
/// that is to be decided on a machine (semantics 3); its host makes groups, starts processes and
/// moves messages.
/// </summary>
/// <remarks>
/// <para>The host applies commands in the order in which they come; keeps the rows of the effects,
/// synced if they say so, before it carries out the actions in their order; and applies
/// <see cref="TimePassed"/> when <see cref="NextDeadline"/> has come. Time-outs happen then and
/// only then. After a crash it calls <see cref="Restore"/> with all rows that were kept, and then
/// says in one <see cref="AgentRecovered"/> what it found.</para>
/// <para>A container grows before another task starts in it, and shrinks before the end of one is
/// told. Each task that was launched has one terminal update, repeated until it is acknowledged.
/// One command sends at most 256 updates and outcomes of operations; when more are due,
/// <see cref="NextDeadline"/> has come already, and each <see cref="TimePassed"/> sends as many.
/// One thread owns one agent. Commands cost O(tasks + containers + operations) of the agent.</para>
/// </remarks>
public sealed partial class Agent
{
    private readonly AgentProfile _profile;
    private readonly AgentOptions _options;
    private readonly long _life;
    private readonly List<AgentRow> _rows = [];
    private readonly List<AgentAction> _actions = [];
    private readonly List<TaskRun> _tasks = [];
    private readonly List<AgentContainer> _containers = [];
    private readonly List<FrameworkProfile> _frameworks = [];
    private readonly PendingOperations _operations;
    private readonly List<ReportUpdate> _updatesDue = [];
    private readonly List<AgentOperationRow> _operationsDue = [];
    private UpdateStreams _streams;
    private Durability _durability;
    private Timestamp _now;
    private long _resourceVersion;
    private long _containerNumber;
    private long _groupNumber;
    private ulong _updateNumber;
    private ulong _draws;
    private bool _isLeaving;

    /// <summary>An agent that nobody knows yet.</summary>
    /// <param name="profile">What it says of itself.</param>
    /// <param name="options">Its times; null is the default ones.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public Agent(AgentProfile profile, AgentOptions? options = null)
        : this(profile, options ?? new AgentOptions(), 1)
    {
    }

    private Agent(AgentProfile profile, AgentOptions options, long life)
    {
        ArgumentNullException.ThrowIfNull(profile);
        Check(options);
        _profile = profile;
        _options = options;
        _life = life;
        _resourceVersion = profile.ResourceVersion;
        _streams = new UpdateStreams(options.FirstUpdateRetry, options.MaxUpdateRetry);
        _operations = new PendingOperations(options.FirstUpdateRetry, options.MaxUpdateRetry);
        Total = profile.Resources;
    }

    /// <summary>Its name.</summary>
    public string Name => _profile.Id;

    /// <summary>All it has, as operations have made it.</summary>
    public ResourceSet Total { get; private set; }

    /// <summary>Whether a master has admitted it over the present connection.</summary>
    public bool IsRegistered { get; private set; }

    /// <summary>Whether a master ever admitted it, so that it registers again.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>Whether it launches nothing, because it is drained.</summary>
    public bool IsDraining { get; private set; }

    /// <summary>Whether it was told to end, or left, and has nothing any more.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Whether the host is to connect it to a master.</summary>
    public bool WantsConnection => !IsEnded && !_isLeaving && _connection == 0;

    /// <summary>Tasks that run or are about to.</summary>
    public int LiveTasks
    {
        get
        {
            int live = 0;
            foreach (TaskRun task in _tasks)
            {
                live += task.IsLive ? 1 : 0;
            }

            return live;
        }
    }

    /// <summary>Tasks that are not forgotten yet.</summary>
    internal int TaskCount => _tasks.Count;

    internal int OperationCount => _operations.Count;

    /// <summary>Containers that there are, or are about to be.</summary>
    public int Containers => _containers.Count;

    /// <summary>Tasks with an update that is not acknowledged.</summary>
    public int UnacknowledgedTasks => _streams.CountInFlight;

    /// <summary>When it goes on if nothing happens; never when it only waits.</summary>
    public Timestamp NextDeadline
    {
        get
        {
            Timestamp next = Earlier(_registerAt, Earlier(_masterLostAt, NextTelling));
            foreach (TaskRun task in _tasks)
            {
                next = Earlier(next, Earlier(task.KillAt, task.EndsAt));
            }

            foreach (AgentContainer container in _containers)
            {
                next = Earlier(next, Earlier(container.ConnectBy, container.DestroyAt));
            }

            return next;
        }
    }

    /// <summary>Something has happened.</summary>
    /// <param name="command">What.</param>
    /// <param name="now">When; never before the last.</param>
    /// <returns>What is to be kept and done; valid until the next call.</returns>
    /// <exception cref="ArgumentException">The command is of no known kind.</exception>
    public AgentEffects Apply(AgentCommand command, Timestamp now)
    {
        ArgumentNullException.ThrowIfNull(command);
        _rows.Clear();
        _actions.Clear();
        _durability = Durability.None;
        bool isBehind = NextTelling <= _now;
        _now = now;
        if (!IsEnded)
        {
            Do(command);
            if (!isBehind || command is TimePassed)
            {
                Flush();
            }
        }

        return new AgentEffects(_durability, _rows, _actions);
    }

    private void Do(AgentCommand command)
    {
        switch (command)
        {
            case MasterConnected connected:
                Connect(connected.Connection);
                break;
            case MasterDisconnected end when end.Connection == _connection:
                Disconnect();
                break;
            case InstructionArrived arrived when _connection != 0:
                Follow(arrived.Instruction);
                break;
            case MasterDisconnected or InstructionArrived:
                break;
            case TotalChanged changed:
                Total = changed.Total;
                Recount();
                break;
            case RevocableChanged changed:
                Estimate(changed.Revocable);
                break;
            case AgentRecovered recovered:
                Recover(recovered);
                break;
            case TimePassed:
                Pass();
                break;
            case AgentLeaves:
                Leave();
                break;
            default:
                DoContainers(command);
                break;
        }
    }

    private void DoContainers(AgentCommand command)
    {
        switch (command)
        {
            case ContainerCreated created:
                Created(created);
                break;
            case ContainerResized resized:
                Resized(resized);
                break;
            case ContainerFailed failed:
                Failed(failed);
                break;
            case ContainerLimited limited:
                Limited(limited);
                break;
            case ContainerDestroyed destroyed:
                Destroyed(destroyed.Container);
                break;
            case ProcessStarted started:
                Started(started);
                break;
            case ProcessEnded ended:
                Ended(ended);
                break;
            case HealthChanged changed:
                Changed(changed);
                break;
            case ExecutorConnected connected:
                Connected(connected.Container);
                break;
            case ExecutorReported reported:
                Reported(reported);
                break;
            default:
                throw new ArgumentException($"found {command}, which no agent knows",
                    nameof(command));
        }
    }

    private static Timestamp Earlier(Timestamp left, Timestamp right) =>
        left < right ? left : right;

    private void Act(AgentAction action) => _actions.Add(action);

    private void Tell(AgentReport report) => Act(new SendReport(report));

    private void Keep(AgentRow row, Durability durability = Durability.Synced)
    {
        _rows.Add(row);
        _durability = durability > _durability ? durability : _durability;
    }

    /// <summary>A time from nothing up to a bound, of this agent's own chance.</summary>
    private TimeSpan Random(TimeSpan bound)
    {
        StableHash hash = default;
        hash.Add((long)_options.Seed);
        hash.Add(Name);
        hash.Add(_life);
        hash.Add((long)++_draws);
        return new TimeSpan((long)(hash.Value % (ulong)(bound.Ticks + 1)));
    }

    private static void Check(AgentOptions options)
    {
        Expect(options.PingTimeout > TimeSpan.Zero, nameof(options.PingTimeout));
        Expect(options.RegistrationBackoff > TimeSpan.Zero, nameof(options.RegistrationBackoff));
        Expect(options.MaxRegistrationBackoff >= options.RegistrationBackoff,
            nameof(options.MaxRegistrationBackoff));
        Expect(options.KillGrace >= TimeSpan.Zero, nameof(options.KillGrace));
        Expect(options.ExecutorRegistrationTimeout > TimeSpan.Zero,
            nameof(options.ExecutorRegistrationTimeout));
        Expect(options.ExecutorReregistrationTimeout > TimeSpan.Zero,
            nameof(options.ExecutorReregistrationTimeout));
        Expect(options.FirstUpdateRetry > TimeSpan.Zero, nameof(options.FirstUpdateRetry));
        Expect(options.MaxUpdateRetry >= options.FirstUpdateRetry, nameof(options.MaxUpdateRetry));
    }

    private static void Expect(bool isSo, string option)
    {
        if (!isSo)
        {
            throw new ArgumentException(
                $"{option}: expected a time above 0, and not below the first one", nameof(option));
        }
    }
}
