namespace Offers.Core.Tests.Snapshots;

/// <summary>
/// An allocator and one restored from a snapshot of it, now and then anew; everything is done to
/// both, and everything that can be told is compared.
/// </summary>
internal sealed class Twins(Random random) : IScenarioTarget
{
    private Allocator? _original;
    private Allocator? _restored;
    private CommandReader? _reader;
    private CommandWriter? _writer;
    private DecisionDigest _decisions;

    public ResourceSchema Schema { get; } = ResourceSchema.CreateStandard();

    public AllocatorOptions Options { get; private set; } = AllocatorOptions.Default;

    public int Snapshots { get; private set; }

    public bool HasPendingRun => Same(a => a.HasPendingRun && !a.IsPaused);

    public Timestamp NextTimer => Same(a => a.NextTimer);

    public Timestamp NextBatchThatMatters => Same(a => a.NextBatchThatMatters);

    public ulong DecisionDigest => _decisions.Value;

    public ulong StateDigest => Same(Offers.StateDigest.Of);

    private Allocator Original => _original!;

    public string? Init(InitOptions init)
    {
        foreach (string name in init.FairnessExcluded)
        {
            Schema.Add(name, "");
        }

        Options = Varied(init).ToAllocatorOptions();
        _original = new Allocator(Schema, Options);
        _writer = new CommandWriter(Schema);
        Restore();
        return null;
    }

    public CommandOutcome Apply(Offers.Command command, Timestamp now)
    {
        MaybeRestore();
        Offers.Command again = _reader is null ? command : _reader.Read(_writer!.Write(command));
        AllocatorStatus status = Original.Apply(command, now);
        Assert.Equal(status, _restored!.Apply(again, now));
        Compare();
        return command is not ConvertFree
            ? new CommandOutcome(status)
            : status is AllocatorStatus.Ok or AllocatorStatus.NotFree
                ? new CommandOutcome(AllocatorStatus.Ok, null, status == AllocatorStatus.Ok)
                : new CommandOutcome(status);
    }

    public void RunTimers(Timestamp now) => Do(a => a.ExpireOffers(now));

    public void RunPending(Timestamp now) => Do(a => a.RunPending(now));

    public void RunBatch(Timestamp now) => Do(a => a.RunBatch(now));

    public void SkipBatches(long count, Timestamp last) => Do(a =>
    {
        a.SkipBatches(count);
        return 0;
    });

    public void Drain(List<ScenarioEffect> effects)
    {
        _decisions.Add(Original.Outbox, Original.Now);
        Original.Outbox.Clear();
        _restored!.Outbox.Clear();
    }

    /// <summary>The snapshot as lines; none before there is an allocator.</summary>
    public List<string> Lines() =>
        _original is null ? [] : SnapshotText.Of(_original.TakeSnapshot());

    public ScenarioDump Dump(Timestamp now)
    {
        string[] texts = [.. Both(a => ScenarioOutput.Dump(a.Dump(now), now))];
        Assert.Equal(texts[0], texts[1]);
        return Original.Dump(now);
    }

    public CommandOutcome Explain(
        string framework, string? agent, Timestamp now, List<ScenarioReason> reasons)
    {
        List<ScenarioReason> again = [];
        AllocatorStatus status = Original.Explain(framework, agent, now, reasons);
        Assert.Equal(status, _restored!.Explain(framework, agent, now, again));
        Assert.Equal(reasons, again);
        return new CommandOutcome(status);
    }

    public IReadOnlyList<string> CheckInvariants()
    {
        Assert.Empty(Invariants.Check(_restored!));
        return [];
    }

    /// <summary>Options that scenarios do not have, or not often, in the place of theirs.</summary>
    private InitOptions Varied(InitOptions init) => init with
    {
        Sorter = (SorterKind)random.Next(3),
        AgentOrder = (AgentVisitOrder)random.Next(4),
        PlacementOrder = (PlacementOrder)(random.Next(6) % 4 % 3),
        Seed = (ulong)random.NextInt64(),
        AllocateOnReturn = random.Next(3) == 0,
        OfferTimeout = random.Next(3) == 0 ? TimeSpan.FromSeconds(random.Next(1, 9)) : null,
        HoardLimit = random.Next(3) == 0 ? random.Next(100, 700) : null,
        StarvationGuard = random.Next(3) == 0 ? TimeSpan.FromSeconds(random.Next(1, 9)) : null,
    };

    private void MaybeRestore()
    {
        if (Original.Outbox.Count == 0 && random.Next(9) == 0)
        {
            Restore();
        }
    }

    private void Restore()
    {
        AllocatorSnapshot taken = Original.TakeSnapshot();
        List<string> lines = SnapshotText.Of(taken);
        AllocatorSnapshot read = new SnapshotReader().Read(lines);
        Assert.Equal(lines, SnapshotText.Of(read));
        Assert.Equal(taken, read);
        bool isAlone = random.Next(2) == 0;
        ResourceSchema schema = isAlone ? new ResourceSchema() : Schema;
        _restored = Allocator.Restore(schema, Options, read);
        _reader = isAlone ? new CommandReader(schema) : null;
        Snapshots++;
        Assert.Equal(lines, SnapshotText.Of(_restored.TakeSnapshot()));
        Compare();
        Assert.Empty(Invariants.Check(_restored));
    }

    private void Do<T>(Func<Allocator, T> action)
    {
        MaybeRestore();
        Same(action);
        Compare();
    }

    private void Compare()
    {
        Assert.Equal(EffectsOf(Original), EffectsOf(_restored!));
        if (Original.Outbox.Count == 0 && Offers.StateDigest.Of(Original)
            != Offers.StateDigest.Of(_restored!))
        {
            // The header names kinds that nobody has yet.
            Assert.Equal(
                string.Join('\n', SnapshotText.Of(Original.TakeSnapshot()).Skip(1)),
                string.Join('\n', SnapshotText.Of(_restored!.TakeSnapshot()).Skip(1)));
        }

        Same(Offers.StateDigest.Of);
        Same(a => (a.Runs, a.HasPendingRun, a.IsPaused, a.Now, a.NextTimer));
        Same(a => a.NextBatchThatMatters);
        Same(a => (a.AgentCount, a.FrameworkCount, a.RoleCount, a.OpenOfferCount, a.FilterCount));
        Same(a => a.CellTotal);
    }

    private static List<string> EffectsOf(Allocator allocator)
    {
        List<string> effects = [];
        for (int i = 0; i < allocator.Outbox.Count; i++)
        {
            effects.Add(
                $"{allocator.Outbox.Effects[i]} {allocator.Outbox.ResourceSetOf(i)}");
        }

        return effects;
    }

    private T Same<T>(Func<Allocator, T> ask)
    {
        T[] both = [.. Both(ask)];
        Assert.Equal(both[0], both[1]);
        return both[0];
    }

    private IEnumerable<T> Both<T>(Func<Allocator, T> ask) => [ask(Original), ask(_restored!)];
}
