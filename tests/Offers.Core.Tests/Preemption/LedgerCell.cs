namespace Offers.Core.Tests.Preemption;

/// <summary>
/// A ledger in words for tests: plans are made by hand, and the steps come out as text.
/// </summary>
internal sealed class LedgerCell(PreemptionOptions? options = null)
{
    private readonly List<PreemptionStep> _steps = [];

    internal PreemptionLedger Ledger { get; } = new(options ?? new PreemptionOptions());

    internal static PreemptionClaim Claim(string framework = "me", int promised = 0) =>
        PreemptionCell.Claim("b", PreemptionCause.OverShare, "cpus:2", 9, 0, framework) with
        {
            Promised = promised,
        };

    /// <summary>A plan for one task on one agent, a part of which is free.</summary>
    internal static PreemptionPlan Plan(
        string agent, string aside, params string[] victims) => new()
        {
            Status = PreemptionStatus.Planned,
            Rest = PreemptionStatus.Planned,
            VictimCount = victims.Length,
            Agents =
        [
            new AgentPreemption(
                agent, 1, PreemptionCell.Of("cpus:2"), PreemptionCell.Of(aside),
                [.. victims.Select(name => VictimOf(name, agent))]),
        ],
        };

    internal PreemptionStatus Start(int second, PreemptionPlan plan, string framework = "me") =>
        Ledger.Start(Ledger.Complete(Claim(framework)), plan, At(second), _steps);

    internal LedgerCell Ended(int second, string task)
    {
        Assert.True(Ledger.TaskEnded("f", task, At(second), _steps));
        return this;
    }

    internal LedgerCell Used(int second, string agent, string resources)
    {
        Ledger.PiecesUsed(
            "me", "b", agent, PreemptionCell.Of(resources), At(second), _steps);
        return this;
    }

    internal LedgerCell Withdraw(int second)
    {
        Ledger.Withdraw("me", null, At(second), _steps);
        return this;
    }

    internal LedgerCell Lost(int second, string agent)
    {
        Ledger.AgentLost(agent, At(second), _steps);
        return this;
    }

    internal LedgerCell Advance(int second)
    {
        Ledger.Advance(At(second), _steps);
        return this;
    }

    /// <summary>Asserts which steps have come since the last time.</summary>
    internal LedgerCell Steps(params string[] expected)
    {
        Assert.Equal(expected, _steps.Select(Text));
        _steps.Clear();
        Assert.Null(Ledger.FindViolation());
        return this;
    }

    internal static Timestamp At(int second) => Timestamp.FromSeconds(second);

    internal static string Text(PreemptionStep step) => step switch
    {
        AnnounceVictim a => $"announce {a.Task} {a.When.Ticks / TimeSpan.TicksPerSecond}",
        WithdrawVictim w => $"spare {w.Task}",
        KillVictim k => $"kill {k.Task}",
        KeepPieces k =>
            $"keep {k.Agent} {Of(k.Resources)} {k.Until.Ticks / TimeSpan.TicksPerSecond}",
        ReleasePieces r => $"release {r.Agent} {Of(r.Resources)}",
        _ => throw new NotSupportedException(),
    };

    private static string Of(in ResourceVector amounts) =>
        ResourceText.Format(amounts, PreemptionCell.Schema);

    private static PreemptionVictim VictimOf(string name, string agent) => new(
        new PreemptionTask("f", name, "a", agent, PreemptionCell.Of("cpus:1")),
        VictimReason.OverShare,
        PreemptionCell.Of("cpus:3").DominantShare(PreemptionCell.Of("cpus:10")),
        PreemptionCell.Of("cpus:2").DominantShare(PreemptionCell.Of("cpus:10")));
}
