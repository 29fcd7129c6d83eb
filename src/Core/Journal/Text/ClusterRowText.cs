namespace Offers;

/// <summary>The rows of a cluster's snapshot.</summary>
internal static class ClusterRowText
{
    internal static ClusterFrameworkSnapshot ReadFramework(FieldReader fields) =>
        new(ProfileText.ReadFramework(fields))
        {
            Connection = Connection(fields),
            IsRecovered = fields.Flag("recovered", false),
            FailoverAt = fields.OptionalWhen("failover_at"),
            Operations = fields.ObjectsOrNone("operations", static inner =>
                new ClusterOperationSnapshot(
                    inner.Text("operation"), inner.Text("agent"),
                    inner.Word<OperationState>("state"), inner.UpdateOrNone("update"))),
            Unreachable = fields.ObjectsOrNone("unreachable", ReadPast),
            Completed = fields.ObjectsOrNone("completed", ReadPast),
        };

    internal static void WriteFramework(FieldWriter fields, ClusterFrameworkSnapshot row)
    {
        ProfileText.WriteFramework(fields, row.Profile);
        fields.WholeUnless("connection", row.Connection, 0);
        fields.FlagUnless("recovered", row.IsRecovered, false);
        fields.OptionalWhen("failover_at", row.FailoverAt);
        fields.ObjectsUnlessNone("operations", row.Operations, static (inner, operation) =>
        {
            inner.Text("operation", operation.Id);
            inner.Text("agent", operation.Agent);
            inner.Word("state", operation.State);
            inner.UpdateUnlessNone("update", operation.Update);
        });
        fields.ObjectsUnlessNone("unreachable", row.Unreachable, WritePast);
        fields.ObjectsUnlessNone("completed", row.Completed, WritePast);
    }

    internal static ClusterAgentSnapshot ReadAgent(FieldReader fields) =>
        new(ProfileText.ReadAgent(fields))
        {
            Connection = Connection(fields),
            IsDeactivated = fields.Flag("deactivated", false),
            Drain = fields.OptionalObject("drain", ReadDrain),
            IsDrained = fields.Flag("drained", false),
            PingAt = fields.OptionalWhen("ping_at"),
            RemovalAt = fields.OptionalWhen("removal_at"),
            MissedPings = fields.IntFrom("missed_pings", 0, 0),
            AwaitsPong = fields.Flag("awaits_pong", false),
            Executors = fields.ObjectsOrNone("executors", AgentReportText.ReadExecutor),
            InverseOffers = fields.ObjectsOrNone("inverse_offers", static inner =>
                new InverseOfferSnapshot(
                    inner.Offer("offer"), inner.Text("framework"), inner.OptionalText("task"),
                    inner.When("unavailable"))),
        };

    internal static void WriteAgent(FieldWriter fields, ClusterAgentSnapshot row)
    {
        ProfileText.WriteAgent(fields, row.Profile);
        fields.WholeUnless("connection", row.Connection, 0);
        fields.FlagUnless("deactivated", row.IsDeactivated, false);
        fields.OptionalObject("drain", row.Drain, WriteDrain);
        fields.FlagUnless("drained", row.IsDrained, false);
        fields.OptionalWhen("ping_at", row.PingAt);
        fields.OptionalWhen("removal_at", row.RemovalAt);
        fields.WholeUnless("missed_pings", row.MissedPings, 0);
        fields.FlagUnless("awaits_pong", row.AwaitsPong, false);
        fields.ObjectsUnlessNone("executors", row.Executors, AgentReportText.WriteExecutor);
        fields.ObjectsUnlessNone("inverse_offers", row.InverseOffers, static (inner, offer) =>
        {
            inner.Offer("offer", offer.Key);
            inner.Text("framework", offer.Framework);
            inner.OptionalText("task", offer.Task);
            inner.When("unavailable", offer.When);
        });
    }

    internal static ClusterTaskSnapshot ReadTask(FieldReader fields)
    {
        TaskDescription task = fields.Object("task", TaskText.Read);
        return new ClusterTaskSnapshot(
            fields.CountOf("number"), fields.Text("framework"),
            fields.OptionalText("agent") ?? task.Agent, fields.Text("role"), task,
            fields.Word<TaskState>("state"), fields.When("started"))
        {
            Executor = fields.OptionalText("executor"),
            UpdateState = fields.WordOr("update_state", TaskState.Staging),
            Update = fields.UpdateOrNone("update"),
            Kill = fields.OptionalObject("kill", static inner => new KillOrder(
                inner.OptionalLength("grace"), inner.WordOr("reason", TaskReason.None))),
        };
    }

    internal static void WriteTask(FieldWriter fields, ClusterTaskSnapshot row)
    {
        fields.Whole("number", row.Number);
        fields.Text("framework", row.Framework);
        fields.TextUnless("agent", row.Agent, row.Description.Agent);
        fields.Text("role", row.Role);
        fields.Object("task", row.Description, TaskText.Write);
        fields.Word("state", row.State);
        fields.When("started", row.Started);
        fields.OptionalText("executor", row.Executor);
        fields.WordUnless("update_state", row.UpdateState, TaskState.Staging);
        fields.UpdateUnlessNone("update", row.Update);
        fields.OptionalObject("kill", row.Kill, static (inner, kill) =>
        {
            inner.OptionalLength("grace", kill.Grace);
            inner.WordUnless("reason", kill.Reason, TaskReason.None);
        });
    }

    internal static ClusterOfferSnapshot ReadOffer(FieldReader fields)
    {
        ClusterOfferSnapshot offer = new(
            fields.Offer("offer"), fields.Text("framework"), fields.Text("role"),
            fields.Text("agent"), fields.When("made_at"));
        if (fields.OptionalResources("resources") is { } resources)
        {
            return offer with { Resources = resources };
        }

        FreeRow id = fields.RowAt();
        return offer with { Locked = new OfferId(id.Index, id.Generation) };
    }

    internal static void WriteOffer(FieldWriter fields, ClusterOfferSnapshot row)
    {
        fields.Offer("offer", row.Key);
        fields.Text("framework", row.Framework);
        fields.Text("role", row.Role);
        fields.Text("agent", row.Agent);
        fields.When("made_at", row.MadeAt);
        fields.OptionalResources("resources", row.Resources);
        if (row.Locked is { } id)
        {
            fields.Whole("index", id.Index);
            fields.Whole("generation", id.Generation);
        }
    }

    internal static LostAgentSnapshot ReadLost(FieldReader fields) => new(
        fields.Text("name"), fields.Word<LostAgentState>("state"), fields.When("since"))
    {
        Hostname = fields.OptionalText("hostname"),
        Drain = fields.OptionalObject("drain", ReadDrain),
        IsDeactivated = fields.Flag("deactivated", false),
        IsDrainKnown = fields.Flag("drain_known", false),
    };

    internal static void WriteLost(FieldWriter fields, LostAgentSnapshot row)
    {
        fields.Text("name", row.Name);
        fields.Word("state", row.State);
        fields.When("since", row.Since);
        fields.OptionalText("hostname", row.Hostname);
        fields.OptionalObject("drain", row.Drain, WriteDrain);
        fields.FlagUnless("deactivated", row.IsDeactivated, false);
        fields.FlagUnless("drain_known", row.IsDrainKnown, false);
    }

    internal static CallLimiterSnapshot ReadLimiter(FieldReader fields) => new(
        fields.OptionalText("principal"), fields.CountOf("gathered"), fields.When("since"))
    {
        Waiting = fields.ObjectsOrNone("waiting", static inner =>
            CallText.Read(inner.Text("op"), inner)
                ?? throw JsonShape.Bad(inner.At("op"), "another word", "the name of a call")),
    };

    internal static void WriteLimiter(FieldWriter fields, CallLimiterSnapshot row)
    {
        fields.OptionalText("principal", row.Principal);
        fields.Whole("gathered", row.Gathered);
        fields.When("since", row.Since);
        fields.ObjectsUnlessNone("waiting", row.Waiting, static (inner, call) =>
            CallText.Write(inner, call));
    }

    private static long Connection(FieldReader fields) =>
        fields.OptionalCountOf("connection") ?? 0;

    private static PastTask ReadPast(FieldReader fields) => new(
        fields.Text("task"), fields.Text("agent"), fields.Word<TaskState>("state"),
        fields.WordOr("reason", TaskReason.None));

    private static void WritePast(FieldWriter fields, PastTask task)
    {
        fields.Text("task", task.Name);
        fields.Text("agent", task.Agent);
        fields.Word("state", task.State);
        fields.WordUnless("reason", task.Reason, TaskReason.None);
    }

    private static DrainOrder ReadDrain(FieldReader fields) =>
        new(fields.OptionalLength("max_grace"), fields.Flag("mark_gone", false));

    private static void WriteDrain(FieldWriter fields, DrainOrder drain)
    {
        fields.OptionalLength("max_grace", drain.MaxGrace);
        fields.FlagUnless("mark_gone", drain.MarkGone, false);
    }
}
