using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>Does again what a journal says, and sums up what came of it.</summary>
public sealed class JournalReplay
{
    private readonly IScenarioTarget _target;
    private readonly Action<string>? _effects;
    private readonly List<ScenarioEffect> _drained = [];

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

    /// <summary>Sums up all effects: the same digest means the same decisions.</summary>
    public ulong DecisionDigest => _target.DecisionDigest;

    /// <summary>Sums up the state at the end.</summary>
    public ulong StateDigest => _target.StateDigest;

    /// <summary>Replays a journal from its first line to its last, once.</summary>
    /// <exception cref="FormatException">
    /// A line cannot be read, or what it says cannot be done: the journal is of another cell, or
    /// this release decides otherwise.
    /// </exception>
    public void Run(IEnumerable<string> lines)
    {
        using JournalReader reader = new(lines, _target.Schema);
        if (_target.Init(reader.Init) is string reason)
        {
            throw new FormatException($"journal line {reader.Line}: {reason}");
        }

        while (reader.Next() is JournalEntry entry)
        {
            Do(entry, reader.Line);
            Entries++;
            PrintEffects(entry.Time);
        }

        TornLine = reader.TornLine;
    }

    private void Do(JournalEntry entry, int line)
    {
        switch (entry.Kind)
        {
            case JournalEntryKind.Timers:
                _target.RunTimers(entry.Time);
                break;
            case JournalEntryKind.PendingRun:
                _target.RunPending(entry.Time);
                break;
            case JournalEntryKind.Batch:
                _target.RunBatch(entry.Time);
                break;
            case JournalEntryKind.SkippedBatches:
                Skip(entry, line);
                break;
            default:
                CommandOutcome outcome = _target.Apply(entry.Command!, entry.Time);
                if (outcome.IsRefused)
                {
                    throw new FormatException($"journal line {line}: {outcome.Reason}");
                }

                break;
        }
    }

    private void Skip(JournalEntry entry, int line)
    {
        if (_target.NextBatchThatMatters <= entry.Time)
        {
            throw new FormatException(
                $"journal line {line}: a batch was passed over that would do something here");
        }

        _target.SkipBatches(entry.Count, entry.Time);
    }

    private void PrintEffects(Timestamp now)
    {
        _drained.Clear();
        _target.Drain(_drained);
        _drained.Sort();
        foreach (ScenarioEffect effect in _drained)
        {
            _effects?.Invoke(ScenarioOutput.Effect(effect, now));
        }
    }
}
