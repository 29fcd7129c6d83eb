using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>The allocator as scenarios and replays drive it.</summary>
internal sealed class AllocatorTarget(ResourceSchema schema) : IScenarioTarget
{
    private Allocator? _allocator;
    private DecisionDigest _decisions;

    public ResourceSchema Schema => schema;

    /// <summary>Whether <see cref="Init"/> has been called.</summary>
    internal bool IsSetUp => _allocator is not null;

    public bool HasPendingRun => Allocator.HasPendingRun && !Allocator.IsPaused;

    public Timestamp NextTimer => Allocator.NextTimer;

    public Timestamp NextBatchThatMatters => Allocator.NextBatchThatMatters;

    public ulong DecisionDigest => _decisions.Value;

    public ulong StateDigest => Offers.StateDigest.Of(Allocator);

    internal Allocator Allocator =>
        _allocator ?? throw new InvalidOperationException("the cell is not set up");

    public string? Init(InitOptions init)
    {
        foreach (string name in init.FairnessExcluded)
        {
            schema.Add(name, "");
        }

        _allocator = new Allocator(schema, init.ToAllocatorOptions());
        return null;
    }

    public CommandOutcome Apply(Command command, Timestamp now)
    {
        AllocatorStatus status = Allocator.Apply(command, now);
        return command is not ConvertFree
            ? new CommandOutcome(status)
            : status is AllocatorStatus.Ok or AllocatorStatus.NotFree
                ? new CommandOutcome(AllocatorStatus.Ok, null, status == AllocatorStatus.Ok)
                : new CommandOutcome(status);
    }

    public void RunTimers(Timestamp now) => Allocator.ExpireOffers(now);

    public void RunPending(Timestamp now) => Allocator.RunPending(now);

    public void RunBatch(Timestamp now) => Allocator.RunBatch(now);

    public void SkipBatches(long count, Timestamp last) => Allocator.SkipBatches(count);

    public void Drain(List<ScenarioEffect> effects)
    {
        AllocatorOutbox outbox = Allocator.Outbox;
        _decisions.Add(outbox, Allocator.Now);
        for (int i = 0; i < outbox.Count; i++)
        {
            // Offers on an agent that is gone: a master's business, not the scenario's.
            if (outbox.Effects[i].Cause != RescindCause.AgentRemoved)
            {
                effects.Add(EffectOf(outbox, i));
            }
        }

        outbox.Clear();
    }

    public ScenarioDump Dump(Timestamp now) => Allocator.Dump(now);

    public CommandOutcome Explain(
        string framework, string? agent, Timestamp now, List<ScenarioReason> reasons) =>
        new(Allocator.Explain(framework, agent, now, reasons));

    public IReadOnlyList<string> CheckInvariants()
    {
        List<string> texts = [];
        foreach (InvariantViolation violation in Invariants.Check(Allocator))
        {
            texts.Add($"{violation.Number}: {violation.Message}");
        }

        return texts;
    }

    private ScenarioEffect EffectOf(AllocatorOutbox outbox, int index)
    {
        Effect effect = outbox.Effects[index];
        string framework = Allocator.NameOf(effect.Framework);
        string agent = Allocator.NameOf(effect.Agent);
        return effect.Kind == EffectKind.InverseOffered
            ? new ScenarioEffect(ScenarioEffectKind.InverseOffer, framework, "", agent)
            : new ScenarioEffect(
                effect.Kind == EffectKind.Offered
                    ? ScenarioEffectKind.Offer
                    : ScenarioEffectKind.Rescind,
                framework, Allocator.NameOf(effect.Role), agent,
                outbox.ResourceSetOf(index).ToString());
    }
}
