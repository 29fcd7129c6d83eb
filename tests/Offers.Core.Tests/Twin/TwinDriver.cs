using Offers.Core.Tests.Snapshots;

namespace Offers.Core.Tests;

/// <summary>
/// Drives the allocator and its slow twin through one history and compares, after every command,
/// the answer, the effects in their order, and everything that can be asked.
/// </summary>
internal sealed partial class TwinDriver
{
    private readonly ResourceSchema _schema = ResourceSchema.CreateStandard();
    private Allocator _fast;
    private readonly SlowAllocator _slow;
    private readonly TimeSpan _interval;
    private readonly Dictionary<SlowAgent, AgentId> _agents = [];
    private readonly Dictionary<SlowFramework, FrameworkId> _frameworks = [];
    private readonly Dictionary<SlowRole, RoleId> _roles = [];
    private readonly Dictionary<SlowHolding, OfferId> _offers = [];
    private readonly List<SlowAgent> _removedAgents = [];
    private readonly List<SlowFramework> _removedFrameworks = [];
    private readonly List<SlowHolding> _everOffered = [];
    private readonly TwinTally _tally;
    private readonly Batching _batching;
    private readonly bool _auditsEveryCommand;
    private DecisionDigest _decisions;
    private Timestamp _now = Timestamp.Zero;
    private Timestamp _seenByFast = Timestamp.Zero;
    private int _extraKinds;
    private string _place = "at the start";

    public TwinDriver(Setup setup, TwinTally tally, Batching batching)
    {
        _batching = batching;
        _auditsEveryCommand = setup.AuditsEveryCommand;
        AllocatorOptions options = setup.ToOptions(_schema);
        _fast = new Allocator(_schema, options);
        _slow = new SlowAllocator(_schema, options);
        _interval = options.Interval;
        _tally = tally;
    }

    /// <summary>Plays a history; throws at the first difference.</summary>
    /// <param name="history">What happens.</param>
    /// <param name="tally">Counts what is compared.</param>
    /// <param name="batching">What becomes of batches that may be skipped.</param>
    /// <param name="restoresEvery">
    /// After so many commands the allocator gives way to one restored from a snapshot of it; 0 for
    /// never.
    /// </param>
    public static Outcome Play(
        History history, TwinTally tally, Batching batching = Batching.AsCommanded,
        int restoresEvery = 0)
    {
        TwinDriver driver = new(history.Setup, tally, batching);
        List<string> anonymous = [];
        for (int i = 0; i < history.Commands.Count; i++)
        {
            if (restoresEvery > 0 && i % restoresEvery == 0)
            {
                driver.Restore();
            }

            driver._place = $"after command {i} ({history.Commands[i]}) at {driver._now.Ticks}";
            driver.Apply(history.Commands[i]);
            anonymous.Add(driver.WithoutNamesOfTakers());
            driver.CompareEffects();
            driver.CompareState();
            tally.Commands++;
        }

        driver.CompareHoldings();
        driver.CheckInvariants();
        tally.Histories++;
        return new Outcome(driver._decisions.Value, StateDigest.Of(driver._fast), anonymous);
    }

    private void Restore()
    {
        List<string> lines = SnapshotText.Of(_fast.TakeSnapshot());
        _fast = Allocator.Restore(
            _schema, _fast.Options, new SnapshotReader().Read(lines));
        Same("the snapshot taken again", string.Join('\n', lines),
            string.Join('\n', SnapshotText.Of(_fast.TakeSnapshot())));
    }

    private void Same<T>(string what, T slow, T fast)
    {
        if (!EqualityComparer<T>.Default.Equals(slow, fast))
        {
            Assert.Fail($"{_place}: {what} is {slow} in the twin and {fast} in the allocator");
        }
    }

    private void CompareEffects()
    {
        Same("the number of effects", _slow.Effects.Count, _fast.Outbox.Count);
        for (int i = 0; i < _slow.Effects.Count; i++)
        {
            CompareEffect(i, _slow.Effects[i], _fast.Outbox.Effects[i]);
        }

        _decisions.Add(_fast.Outbox, _now);
        _tally.Effects += _slow.Effects.Count;
        _slow.Effects.Clear();
        _fast.Outbox.Clear();
    }

    private void CompareEffect(int i, SlowEffect slow, Effect fast)
    {
        SlowHolding offer = slow.Offer;
        Same($"the kind of effect {i}", slow.Kind, fast.Kind);
        Same($"the cause of effect {i}", slow.Cause, fast.Cause);
        Same($"the agent of effect {i}", _agents[offer.Agent], fast.Agent);
        Same($"the role of effect {i}", _roles[offer.Role], fast.Role);
        Same($"the framework of effect {i}", _frameworks[offer.Framework], fast.Framework);
        Same($"what effect {i} holds", Text(slow.Resources), Text(_fast.Outbox.ResourcesOf(i)));
        if (slow.Kind == EffectKind.Offered)
        {
            Same("whether the offer's id is new", true, !_offers.ContainsValue(fast.Offer));
            _offers[offer] = fast.Offer;
            _everOffered.Add(offer);
        }
        else
        {
            Same($"the offer of effect {i}", _offers[offer], fast.Offer);
        }
    }

    private void CompareState()
    {
        Same("the number of runs", _slow.Runs, _fast.Runs);
        Same("whether a run is pending", _slow.HasPendingRun, _fast.HasPendingRun);
        Same("the number of agents", _slow.Agents.Count, _fast.AgentCount);
        Same("the number of frameworks", _slow.Frameworks.Count, _fast.FrameworkCount);
        Same("the number of roles", _slow.Roles.Count, _fast.RoleCount);
        Same("the number of open offers", _slow.Offers.Count, _fast.OpenOfferCount);
        Same("the number of filters", _slow.Filters.Count, _fast.FilterCount);
        Same("the next offer time-out", _slow.NextOfferTimeout(), _fast.NextOfferTimeout);
        Same("the cell's total", Text(_slow.CellTotal()), Text(_fast.CellTotal));
        foreach (SlowAgent agent in _slow.Agents)
        {
            AgentId id = _agents[agent];
            Same($"free on {agent.Name}", Text(_slow.FreeOn(agent)), Text(_fast.FreeOn(id)));
            Same($"the total of {agent.Name}", Text(agent.Total), Text(_fast.TotalOf(id)));
        }

        CompareOffers();
        if (_auditsEveryCommand)
        {
            CheckInvariants();
            CompareHoldings();
        }
    }

    private void CheckInvariants()
    {
        IReadOnlyList<InvariantViolation> violations = Invariants.Check(_fast);
        Same("what is broken", "", string.Join("; ", violations));
    }

    private void Audit(int what)
    {
        switch (what % 3)
        {
            case 0:
                Same("the digest asked for again", StateDigest.Of(_fast), StateDigest.Of(_fast));
                break;
            case 1:
                CheckInvariants();
                break;
            default:
                CompareHoldings();
                break;
        }
    }

    private void CompareOffers()
    {
        foreach (SlowHolding offer in _slow.Offers)
        {
            bool open = _fast.TryGetOffer(_offers[offer], out ResourceVector resources);
            Same("whether an offer is open", true, open);
            Same("what an offer holds", Text(offer.Resources), Text(resources));
        }
    }

    private void CompareHoldings()
    {
        foreach (SlowRole role in _slow.Roles)
        {
            Ratio share = Ratio.Of(_fast.ShareOf(_roles[role]));
            Same($"the share of {role.Name}", 0, _slow.ShareOf(role).CompareTo(share));
        }

        foreach (SlowFramework framework in _slow.Frameworks)
        {
            foreach (SlowRole role in framework.Roles)
            {
                CompareHoldings(framework, role);
            }
        }
    }

    private void CompareHoldings(SlowFramework framework, SlowRole role)
    {
        FrameworkId id = _frameworks[framework];
        Ratio share = Ratio.Of(_fast.ShareOf(id, _roles[role]));
        string who = $"{framework.Name} under {role.Name}";
        Same($"the share of {who}", 0, _slow.ShareOf(framework, role).CompareTo(share));
        foreach (SlowAgent agent in _slow.Agents)
        {
            Bag slow = _slow.AllocatedTo(framework, role, agent);
            ResourceVector fast = _fast.AllocatedTo(id, _roles[role], _agents[agent]);
            Same($"allocated to {who} on {agent.Name}", Text(slow), Text(fast));
        }
    }

    /// <summary>What was decided, but not who got it nor in which order.</summary>
    private string WithoutNamesOfTakers()
    {
        IEnumerable<string> effects = _slow.Effects
            .Select(e => $"{e.Kind} {e.Offer.Agent.Name} {Text(e.Resources)}")
            .Order(StringComparer.Ordinal);
        IEnumerable<string> free = _slow.Agents
            .Select(a => $"{a.Name} has {Text(_slow.FreeOn(a))}");
        return string.Join("; ", effects.Concat(free));
    }

    private string Text(Bag bag) => Text(bag.ToVector(_schema));

    private string Text(in ResourceVector vector) =>
        vector.IsZero ? "nothing" : ResourceText.Format(vector, _schema);
}

/// <summary>How the driver treats batches that the allocator says may be skipped.</summary>
internal enum Batching
{
    /// <summary>Skips them where a command says so.</summary>
    AsCommanded,

    /// <summary>Runs every one.</summary>
    RunAll,

    /// <summary>Runs none of them.</summary>
    SkipAll,
}

/// <summary>What a history came to.</summary>
/// <param name="Decisions">The digest of all effects.</param>
/// <param name="State">The digest of the allocator at the end.</param>
/// <param name="Anonymous">After each command, what was decided but not in whose favour.</param>
internal sealed record Outcome(ulong Decisions, ulong State, IReadOnlyList<string> Anonymous);

/// <summary>What a property has compared, for its report.</summary>
internal sealed class TwinTally
{
    public long Histories { get; set; }

    public long Commands { get; set; }

    public long Effects { get; set; }

    public long Refusals { get; set; }

    public long SkippedBatches { get; set; }

    public override string ToString() =>
        $"{Histories} histories, {Commands} commands compared, {Effects} effects, "
        + $"{Refusals} refusals, {SkippedBatches} batches skipped";
}
