using System.Globalization;

namespace Offers.Core.Tests.Journal;

/// <summary>
/// A cell that decides next to nothing but writes down what it is told and when. Commands that add
/// agents ask for a run; each run offers what the test has prepared.
/// </summary>
internal sealed class FakeCell : IScenarioTarget
{
    private readonly List<ScenarioEffect> _effects = [];

    public ResourceSchema Schema { get; } = ResourceSchema.CreateStandard();

    public bool HasPendingRun { get; private set; }

    public Timestamp NextTimer { get; set; } = Timestamp.Never;

    public Timestamp NextBatchThatMatters { get; set; } = Timestamp.Zero;

    public ulong DecisionDigest => StableHash.Of(string.Join('\n', Calls));

    public ulong StateDigest => (ulong)Calls.Count;

    /// <summary>What was done, in order, with its moment.</summary>
    internal List<string> Calls { get; } = [];

    /// <summary>How the cell was set up.</summary>
    internal InitOptions? Options { get; private set; }

    /// <summary>The effects of every run and timer.</summary>
    internal List<ScenarioEffect> EachRun { get; } = [];

    /// <summary>Broken invariants to report.</summary>
    internal List<string> Violations { get; } = [];

    public string? Init(InitOptions init)
    {
        Assert.Null(Options);
        if (init.HoardLimit == 666)
        {
            return "no such hoard";
        }

        Options = init;
        return null;
    }

    public CommandOutcome Apply(Offers.Command command, Timestamp now)
    {
        Assert.NotNull(Options);
        switch (command)
        {
            case RemoveAgent { Id: "nobody" }:
                return new CommandOutcome(AllocatorStatus.UnknownAgent, "nobody");
            case RemoveFramework { Id: "nobody" }:
                return new CommandOutcome(AllocatorStatus.UnknownFramework);
            case ConvertFree convert:
                Note(command.GetType().Name, now);
                return CommandOutcome.Done with { Result = convert.Agent != "full" };
            default:
                Note(command.GetType().Name, now);
                HasPendingRun |= command is AddAgent;
                return CommandOutcome.Done;
        }
    }

    public void RunTimers(Timestamp now)
    {
        Note("timers", now);
        NextTimer = Timestamp.Never;
        _effects.Add(new ScenarioEffect(ScenarioEffectKind.Rescind, "f", "r", "a"));
        HasPendingRun = true;
    }

    public void RunPending(Timestamp now)
    {
        Note("pending", now);
        HasPendingRun = false;
        _effects.AddRange(EachRun);
    }

    public void RunBatch(Timestamp now)
    {
        Note("batch", now);
        HasPendingRun = false;
        _effects.AddRange(EachRun);
    }

    public void SkipBatches(long count, Timestamp last) => Note($"skip {count}", last);

    public void Drain(List<ScenarioEffect> effects)
    {
        effects.AddRange(_effects);
        _effects.Clear();
    }

    public ScenarioDump Dump(Timestamp now) => new()
    {
        Runs = Calls.Count,
        Roles = [("r", ["f2", "f1"]), ("a", [])],
        Available = [("a1", "cpus:1"), ("a2", "")],
        Filters = [new ScenarioFilters("f1", "r", "a1", 1)],
    };

    public CommandOutcome Explain(
        string framework, string? agent, Timestamp now, List<ScenarioReason> reasons)
    {
        if (framework == "nobody")
        {
            return new CommandOutcome(AllocatorStatus.UnknownFramework, framework);
        }

        reasons.Add(new ScenarioReason("r", agent ?? "a1", "Suppressed", "the role is suppressed"));
        return CommandOutcome.Done;
    }

    public IReadOnlyList<string> CheckInvariants() => Violations;

    private void Note(string what, Timestamp now) =>
        Calls.Add(string.Create(CultureInfo.InvariantCulture, $"{what} @{now.Seconds}"));
}
