namespace Offers;

/// <summary>The rows of a cluster's snapshot that say what is taken back, and was.</summary>
internal static class PreemptionRowText
{
    /// <summary>Takes what does not stand in rows of its own.</summary>
    internal static PreemptionState ReadState(FieldReader fields) => new()
    {
        Now = fields.When("now"),
        LastId = fields.CountOf("last_id"),
        Credit = fields.CountOf("credit"),
        RecordCount = fields.CountOf("records"),
        EndingCount = fields.CountOf("endings"),
    };

    internal static void WriteState(FieldWriter fields, PreemptionState state)
    {
        fields.When("now", state.Now);
        fields.Whole("last_id", state.LastId);
        fields.Whole("credit", state.Credit);
        fields.Whole("records", state.RecordCount);
        fields.Whole("endings", state.EndingCount);
    }

    internal static RunningPreemption ReadRunning(FieldReader fields) => new(
        fields.CountOf("id"), fields.Text("framework"), fields.Text("role"),
        fields.Word<PreemptionCause>("cause"), fields.Text("agent"), Amounts(fields, "shape"))
    {
        Wanted = Amounts(fields, "wanted"),
        Used = Amounts(fields, "used"),
        Kept = Amounts(fields, "kept"),
        Started = fields.When("started"),
        KillAt = fields.When("kill_at"),
        Until = fields.When("until"),
        IsOver = fields.Flag("over", false),
        Victims = fields.ObjectsOrNone("victims", static inner => new RunningVictim(
            ReadVictim(inner), inner.Word<VictimPhase>("phase"))),
    };

    internal static void WriteRunning(FieldWriter fields, RunningPreemption row)
    {
        WriteClaim(fields, "id", row.Id, (row.Framework, row.Role, row.Cause));
        fields.Text("agent", row.Agent);
        fields.QuantitiesUnlessNone("shape", row.Shape);
        fields.QuantitiesUnlessNone("wanted", row.Wanted);
        fields.QuantitiesUnlessNone("used", row.Used);
        fields.QuantitiesUnlessNone("kept", row.Kept);
        fields.When("started", row.Started);
        fields.When("kill_at", row.KillAt);
        fields.When("until", row.Until);
        fields.FlagUnless("over", row.IsOver, false);
        fields.ObjectsUnlessNone("victims", row.Victims, static (inner, victim) =>
        {
            WriteVictim(inner, victim.Victim);
            inner.Word("phase", victim.Phase);
        });
    }

    internal static RoleCooldown ReadCooldown(FieldReader fields) =>
        new(fields.Text("role"), fields.When("until"));

    internal static void WriteCooldown(FieldWriter fields, RoleCooldown row)
    {
        fields.Text("role", row.Role);
        fields.When("until", row.Until);
    }

    internal static PreemptionRecord ReadRecord(FieldReader fields) => new(
        fields.CountOf("sequence"), fields.CountOf("preemption"), fields.Text("framework"),
        fields.Text("role"), fields.Word<PreemptionCause>("cause"),
        fields.Object("victim", ReadVictim), fields.When("announced"), fields.When("ended"),
        fields.Word<VictimOutcome>("outcome"));

    internal static void WriteRecord(FieldWriter fields, PreemptionRecord row)
    {
        fields.Whole("sequence", row.Sequence);
        WriteClaim(fields, "preemption", row.Preemption, (row.Framework, row.Role, row.Cause));
        fields.Object("victim", row.Victim, WriteVictim);
        fields.When("announced", row.Announced);
        fields.When("ended", row.Ended);
        fields.Word("outcome", row.Outcome);
    }

    internal static PreemptionEnding ReadEnding(FieldReader fields) => new(
        fields.CountOf("sequence"), fields.CountOf("preemption"), fields.Text("framework"),
        fields.Text("role"), fields.Word<PreemptionCause>("cause"), fields.Text("agent"),
        Amounts(fields, "wanted"), Amounts(fields, "used"), Amounts(fields, "released"),
        fields.When("started"), fields.When("ended"), fields.Word<PreemptionOutcome>("outcome"));

    internal static void WriteEnding(FieldWriter fields, PreemptionEnding row)
    {
        fields.Whole("sequence", row.Sequence);
        WriteClaim(fields, "preemption", row.Preemption, (row.Framework, row.Role, row.Cause));
        fields.Text("agent", row.Agent);
        fields.QuantitiesUnlessNone("wanted", row.Wanted);
        fields.QuantitiesUnlessNone("used", row.Used);
        fields.QuantitiesUnlessNone("released", row.Released);
        fields.When("started", row.Started);
        fields.When("ended", row.Ended);
        fields.Word("outcome", row.Outcome);
    }

    private static void WriteClaim(
        FieldWriter fields, string field, long id,
        (string Framework, string Role, PreemptionCause Cause) claim)
    {
        fields.Whole(field, id);
        fields.Text("framework", claim.Framework);
        fields.Text("role", claim.Role);
        fields.Word("cause", claim.Cause);
    }

    private static PreemptionVictim ReadVictim(FieldReader fields) => new(
        new PreemptionTask(
            fields.Text("framework"), fields.Text("task"), fields.Text("role"),
            fields.Text("agent"), Amounts(fields, "resources"))
        {
            IsRevocable = fields.Flag("revocable", false),
            Priority = fields.IntOr("priority", 0),
            Started = fields.When("started"),
        },
        fields.Word<VictimReason>("reason"), fields.Object("role_share", ReadShare),
        fields.Object("claimant_share", ReadShare));

    private static void WriteVictim(FieldWriter fields, PreemptionVictim victim)
    {
        PreemptionTask task = victim.Task;
        fields.Text("framework", task.Framework);
        fields.Text("task", task.Name);
        fields.Text("role", task.Role);
        fields.Text("agent", task.Agent);
        fields.QuantitiesUnlessNone("resources", task.Resources);
        fields.FlagUnless("revocable", task.IsRevocable, false);
        fields.WholeUnless("priority", task.Priority, 0);
        fields.When("started", task.Started);
        fields.Word("reason", victim.Reason);
        fields.Object("role_share", victim.RoleShare, WriteShare);
        fields.Object("claimant_share", victim.ClaimantShare, WriteShare);
    }

    /// <summary>Amounts as they stand, in thousandths.</summary>
    private static DominantShare ReadShare(FieldReader fields)
    {
        const string Expected = "a kind that the header names";
        string name = FieldReader.Text(
            fields.Take("kind", Expected), fields.At("kind"), Expected);
        return fields.Schema.TryFind(name, out ResourceKind kind)
            ? new DominantShare(
                kind, fields.CountOf("amount"), fields.CountOf("total"), fields.CountOf("weight"))
            : throw JsonShape.Bad(fields.At("kind"), $"'{name}'", Expected);
    }

    private static void WriteShare(FieldWriter fields, DominantShare share)
    {
        fields.Text("kind", fields.Schema.NameOf(share.Kind));
        fields.Whole("amount", share.Amount);
        fields.Whole("total", share.Total);
        fields.Whole("weight", share.Weight);
    }

    private static ResourceVector Amounts(FieldReader fields, string field) =>
        fields.Quantities(field) ?? default;
}
