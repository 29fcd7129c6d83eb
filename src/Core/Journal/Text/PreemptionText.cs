using System;

namespace Offers;

/// <summary>The text form of claims, and of how tasks are taken back.</summary>
internal static class PreemptionText
{
    private static readonly PreemptionOptions Plain = new();

    private static readonly TimeSpan OneTick = new(1);

    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);

    /// <summary>Reads such a command; null when the word is for something else.</summary>
    internal static ClusterCommand? Read(string op, FieldReader fields) => op switch
    {
        "preempt" => new Preempt(ReadClaim(fields)),
        "withdraw_preemption" => new WithdrawPreemption(
            fields.Text("framework"), fields.OptionalText("role")),
        _ => null,
    };

    /// <summary>Writes such a command; false for an unknown one.</summary>
    internal static bool Write(FieldWriter fields, ClusterCommand command)
    {
        switch (command)
        {
            case Preempt(PreemptionClaim claim):
                fields.Text("op", "preempt");
                WriteClaim(fields, claim);
                return true;
            case WithdrawPreemption(string framework, string role):
                fields.Text("op", "withdraw_preemption");
                fields.Text("framework", framework);
                fields.Text("role", role);
                return true;
            case WithdrawPreemption(string framework, null):
                fields.Text("op", "withdraw_preemption");
                fields.Text("framework", framework);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Reads options, each within its range.</summary>
    internal static PreemptionOptions ReadOptions(FieldReader fields) => new()
    {
        Grace = Length(fields, "grace", default, PreemptionOptions.MaxTime) ?? Plain.Grace,
        KillGrace = Length(fields, "kill_grace", default, PreemptionOptions.MaxTime),
        KeepFor = Length(fields, "keep_for", OneTick, PreemptionOptions.MaxTime) ?? Plain.KeepFor,
        VictimsPerInterval = Rate(fields, "victims_per_interval", Plain.VictimsPerInterval),
        Interval = Length(fields, "interval", OneTick, OneDay) ?? Plain.Interval,
        Burst = Rate(fields, "burst", Plain.Burst),
        MaxVictims = fields.IntFrom("max_victims", 1, Plain.MaxVictims),
        Cooldown = Length(fields, "cooldown", default, PreemptionOptions.MaxTime) ?? default,
        MaxAgents = fields.IntFrom("max_agents", 1, Plain.MaxAgents),
        MaxSetsPerAgent = fields.IntFrom("max_sets_per_agent", 1, Plain.MaxSetsPerAgent),
        ExactCandidates = AtMost(fields, "exact_candidates", 20, Plain.ExactCandidates),
        HistoryLength = fields.IntFrom("history_length", 0, Plain.HistoryLength),
    };

    internal static void WriteOptions(FieldWriter fields, PreemptionOptions options)
    {
        fields.LengthUnless("grace", options.Grace, Plain.Grace);
        fields.OptionalLength("kill_grace", options.KillGrace);
        fields.LengthUnless("keep_for", options.KeepFor, Plain.KeepFor);
        fields.WholeUnless(
            "victims_per_interval", options.VictimsPerInterval, Plain.VictimsPerInterval);
        fields.LengthUnless("interval", options.Interval, Plain.Interval);
        fields.WholeUnless("burst", options.Burst, Plain.Burst);
        fields.WholeUnless("max_victims", options.MaxVictims, Plain.MaxVictims);
        fields.LengthUnless("cooldown", options.Cooldown, default);
        fields.WholeUnless("max_agents", options.MaxAgents, Plain.MaxAgents);
        fields.WholeUnless(
            "max_sets_per_agent", options.MaxSetsPerAgent, Plain.MaxSetsPerAgent);
        fields.WholeUnless("exact_candidates", options.ExactCandidates, Plain.ExactCandidates);
        fields.WholeUnless("history_length", options.HistoryLength, Plain.HistoryLength);
    }

    private static PreemptionClaim ReadClaim(FieldReader fields) => new(
        fields.Text("framework"), fields.Text("role"), fields.Word<PreemptionCause>("cause"),
        fields.Quantities("shape") ?? default, fields.Int("count"))
    {
        Priority = fields.IntOr("priority", 0),
        IsRevocable = fields.Flag("revocable", false),
        Agents = fields.Has("agents") ? fields.Names("agents") : null,
        Promised = fields.IntOr("promised", 0),
    };

    private static void WriteClaim(FieldWriter fields, PreemptionClaim claim)
    {
        fields.Text("framework", claim.Framework);
        fields.Text("role", claim.Role);
        fields.Word("cause", claim.Cause);
        fields.QuantitiesUnlessNone("shape", claim.Shape);
        fields.Whole("count", claim.Count);
        fields.WholeUnless("priority", claim.Priority, 0);
        fields.FlagUnless("revocable", claim.IsRevocable, false);
        if (claim.Agents is { } agents)
        {
            fields.Texts("agents", agents);
        }

        fields.WholeUnless("promised", claim.Promised, 0);
    }

    private static TimeSpan? Length(
        FieldReader fields, string field, TimeSpan least, TimeSpan most)
    {
        TimeSpan? length = fields.OptionalLength(field);
        return length is not { } known || (known >= least && known <= most)
            ? length
            : throw JsonShape.Bad(fields.At(field), Seconds(known),
                $"seconds from {Seconds(least)} to {Seconds(most)}");
    }

    private static string Seconds(TimeSpan length) =>
        ExactNumber.Format(length.Ticks, FieldNumbers.TickDecimals);

    private static int Rate(FieldReader fields, string field, int otherwise) =>
        AtMost(fields, field, PreemptionOptions.MaxRate, otherwise);

    private static int AtMost(FieldReader fields, string field, int most, int otherwise)
    {
        int count = fields.IntFrom(field, 0, otherwise);
        return count <= most
            ? count
            : throw JsonShape.Bad(fields.At(field), ExactNumber.Format(count, 0),
                $"at most {ExactNumber.Format(most, 0)}");
    }
}
