using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>Does again what a journal says, and sums up what came of it.</summary>
public sealed class JournalReplay
{
    private readonly IScenarioTarget _target;
    private readonly Action<string>? _effects;
    private readonly List<ScenarioEffect> _drained = [];
    private Timestamp _now;

    /// <summary>A replay on an allocator of its own.</summary>
    /// <param name="effects">Takes each effect as a line; null for none.</param>
    public JournalReplay(Action<string>? effects)
        : this(new AllocatorTarget(ResourceSchema.CreateStandard()), effects)
    {
    }

    internal JournalReplay(IScenarioTarget target, Action<string>? effects)
    {
        _target = target;
        _effects = effects;
    }

    /// <summary>Entries done again.</summary>
    public long Entries { get; private set; }

    /// <summary>
    /// The number of the last line if it breaks off, as after a crash; null otherwise.
    /// </summary>
    public int? TornLine { get; private set; }

    /// <summary>
    /// What could not be done again, with its line: the journal is of another cell, or this release
    /// decides otherwise. The replay ended there. Null when all of it was done.
    /// </summary>
    public string? Refusal { get; private set; }

    /// <summary>Sums up all effects: the same digest means the same decisions.</summary>
    public ulong DecisionDigest => _target.DecisionDigest;

    /// <summary>Sums up the state at the end.</summary>
    public ulong StateDigest => _target.StateDigest;

    /// <summary>Replays a journal from its first line to its last, once.</summary>
    /// <exception cref="FormatException">A line cannot be read.</exception>
    public void Run(IEnumerable<string> lines)
    {
        using JournalReader reader = new(lines, _target.Schema);
        string? reason = _target.Init(reader.Init);
        while (reason is null && reader.Next() is JournalEntry entry)
        {
            _now = entry.Time;
            reason = Do(entry);
            Entries += reason is null ? 1 : 0;
            PrintEffects();
        }

        TornLine = reader.TornLine;
        Refusal = reason is null ? null : $"journal line {reader.Line}: {reason}";
    }

    /// <summary>The digests as the line that a scenario's <c>digest</c> prints.</summary>
    public string Summary() => ScenarioOutput.Digest(DecisionDigest, StateDigest, _now);

    /// <summary>Does one entry again; says why if that cannot be.</summary>
    private string? Do(JournalEntry entry)
    {
        switch (entry.Kind)
        {
            case JournalEntryKind.Timers:
                _target.RunTimers(_now);
                return null;
            case JournalEntryKind.PendingRun:
                _target.RunPending(_now);
                return null;
            case JournalEntryKind.Batch:
                _target.RunBatch(_now);
                return null;
            case JournalEntryKind.SkippedBatches when _target.NextBatchThatMatters <= _now:
                return "a batch was passed over that would do something here";
            case JournalEntryKind.SkippedBatches:
                _target.SkipBatches(entry.Count, _now);
                return null;
            default:
                CommandOutcome outcome = _target.Apply(entry.Command!, _now);
                return outcome.IsRefused ? outcome.Reason : null;
        }
    }

    private void PrintEffects()
    {
        _drained.Clear();
        _target.Drain(_drained);
        _drained.Sort();
        foreach (ScenarioEffect effect in _drained)
        {
            _effects?.Invoke(ScenarioOutput.Effect(effect, _now));
        }
    }
}
