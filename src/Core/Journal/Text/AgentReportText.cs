namespace Offers;

/// <summary>The text form of what agents report.</summary>
internal static class AgentReportText
{
    /// <summary>Reads a report; null when the word is for something else.</summary>
    internal static AgentReport? Read(string op, FieldReader fields) => op switch
    {
        "register_agent" => new RegisterAgent(
            ProfileText.ReadAgent(fields), fields.Long("connection")),
        "reregister_agent" => ReadReturn(fields),
        "unregister_agent" => new UnregisterAgent(fields.Text("agent")),
        "disconnect_agent" => new DisconnectAgent(
            fields.Text("agent"), fields.Long("connection")),
        "answer_ping" => new AnswerPing(fields.Text("agent")),
        "report_update" => ReadUpdate(fields),
        "report_operation" => new ReportOperation(
            fields.Text("agent"), fields.Text("framework"), fields.Text("operation"),
            fields.Word<OperationState>("state"), fields.UpdateOrNone("update"))
        {
            Total = fields.OptionalResources("total"),
            ResourceVersion = fields.LongOr("resource_version", 0),
        },
        "report_executor_exit" => new ReportExecutorExit(
            fields.Text("agent"), fields.Text("framework"), fields.Text("executor"),
            fields.Int("exit_status")),
        "report_total" => new ReportTotal(fields.Text("agent"), fields.Resources("total"))
        {
            ResourceVersion = fields.LongOr("resource_version", 0),
        },
        "report_revocable" => new ReportRevocable(
            fields.Text("agent"), fields.Resources("revocable")),
        _ => null,
    };

    /// <summary>Writes a report; false for an unknown one.</summary>
    internal static bool Write(FieldWriter fields, AgentReport report)
    {
        switch (report)
        {
            case RegisterAgent register:
                fields.Text("op", "register_agent");
                ProfileText.WriteAgent(fields, register.Profile);
                fields.Whole("connection", register.Connection);
                return true;
            case ReregisterAgent reregister:
                WriteReturn(fields, reregister);
                return true;
            case UnregisterAgent:
                Begin(fields, "unregister_agent", report);
                return true;
            case DisconnectAgent disconnect:
                Begin(fields, "disconnect_agent", report);
                fields.Whole("connection", disconnect.Connection);
                return true;
            case AnswerPing:
                Begin(fields, "answer_ping", report);
                return true;
            case ReportTotal total:
                Begin(fields, "report_total", report);
                fields.Resources("total", total.Total);
                fields.WholeUnless("resource_version", total.ResourceVersion, 0);
                return true;
            case ReportRevocable revocable:
                Begin(fields, "report_revocable", report);
                fields.Resources("revocable", revocable.Revocable);
                return true;
            default:
                return WriteOutcome(fields, report);
        }
    }

    private static ReregisterAgent ReadReturn(FieldReader fields) => new(
        ProfileText.ReadAgent(fields), fields.Long("connection"), fields.Objects("tasks", ReadTask))
    {
        Executors = fields.ObjectsOrNone("executors", ReadExecutor),
        Frameworks = fields.ObjectsOrNone("frameworks", ProfileText.ReadFramework),
        Operations = fields.ObjectsOrNone("operations", ReadOperation),
        IsDraining = fields.Flag("draining", false),
    };

    private static void WriteReturn(FieldWriter fields, ReregisterAgent agent)
    {
        fields.Text("op", "reregister_agent");
        ProfileText.WriteAgent(fields, agent.Profile);
        fields.Whole("connection", agent.Connection);
        fields.Objects("tasks", agent.Tasks, WriteTask);
        fields.ObjectsUnlessNone("executors", agent.Executors, WriteExecutor);
        fields.ObjectsUnlessNone("frameworks", agent.Frameworks, ProfileText.WriteFramework);
        fields.ObjectsUnlessNone("operations", agent.Operations, WriteOperation);
        fields.FlagUnless("draining", agent.IsDraining, false);
    }

    /// <summary>An update inside of what waits.</summary>
    internal static ReportUpdate ReadWaiting(FieldReader fields) => ReadUpdate(fields);

    internal static void WriteWaiting(FieldWriter fields, ReportUpdate update)
    {
        fields.Text("agent", update.Agent);
        WriteUpdateFields(fields, update);
    }

    private static ReportUpdate ReadUpdate(FieldReader fields) => new(
        fields.Text("agent"), fields.Text("framework"), fields.Text("task"),
        fields.Word<TaskState>("state"), fields.UpdateOrNone("update"))
    {
        Reason = fields.WordOr("reason", TaskReason.None),
        Source = fields.WordOr("source", UpdateSource.Executor),
        LatestState = fields.OptionalWord<TaskState>("latest_state"),
        Message = fields.OptionalText("message"),
        IsHealthy = fields.OptionalFlag("healthy"),
    };

    private static void WriteUpdate(FieldWriter fields, ReportUpdate update)
    {
        Begin(fields, "report_update", update);
        WriteUpdateFields(fields, update);
    }

    private static void WriteUpdateFields(FieldWriter fields, ReportUpdate update)
    {
        fields.Text("framework", update.Framework);
        fields.Text("task", update.Task);
        fields.Word("state", update.State);
        fields.UpdateUnlessNone("update", update.Update);
        fields.WordUnless("reason", update.Reason, TaskReason.None);
        fields.WordUnless("source", update.Source, UpdateSource.Executor);
        fields.OptionalWord("latest_state", update.LatestState);
        fields.OptionalText("message", update.Message);
        fields.OptionalFlag("healthy", update.IsHealthy);
    }

    private static bool WriteOutcome(FieldWriter fields, AgentReport report)
    {
        switch (report)
        {
            case ReportUpdate update:
                WriteUpdate(fields, update);
                return true;
            case ReportOperation operation:
                Begin(fields, "report_operation", report);
                fields.Text("framework", operation.Framework);
                fields.Text("operation", operation.Operation);
                fields.Word("state", operation.State);
                fields.UpdateUnlessNone("update", operation.Update);
                fields.OptionalResources("total", operation.Total);
                fields.WholeUnless("resource_version", operation.ResourceVersion, 0);
                return true;
            case ReportExecutorExit exit:
                Begin(fields, "report_executor_exit", report);
                fields.Text("framework", exit.Framework);
                fields.Text("executor", exit.Executor);
                fields.Whole("exit_status", exit.ExitStatus);
                return true;
            default:
                return false;
        }
    }

    private static void Begin(FieldWriter fields, string op, AgentReport report)
    {
        fields.Text("op", op);
        fields.Text("agent", report.Agent);
    }

    private static ReportedTask ReadTask(FieldReader fields) => new(
        fields.Text("framework"), fields.Text("role"), fields.Object("task", TaskText.Read),
        fields.Word<TaskState>("state"))
    {
        UpdateState = fields.OptionalWord<TaskState>("update_state"),
        Update = fields.UpdateOrNone("update"),
    };

    private static void WriteTask(FieldWriter fields, ReportedTask task)
    {
        fields.Text("framework", task.Framework);
        fields.Text("role", task.Role);
        fields.Object("task", task.Description, TaskText.Write);
        fields.Word("state", task.State);
        fields.OptionalWord("update_state", task.UpdateState);
        fields.UpdateUnlessNone("update", task.Update);
    }

    internal static ReportedExecutor ReadExecutor(FieldReader fields) => new(
        fields.Text("framework"), fields.Text("role"),
        fields.Object("executor", TaskText.ReadExecutor));

    internal static void WriteExecutor(FieldWriter fields, ReportedExecutor executor)
    {
        fields.Text("framework", executor.Framework);
        fields.Text("role", executor.Role);
        fields.Object("executor", executor.Description, TaskText.WriteExecutor);
    }

    private static ReportedOperation ReadOperation(FieldReader fields) => new(
        fields.Text("framework"), fields.Text("operation"),
        fields.Word<OperationState>("state"), fields.UpdateOrNone("update"));

    private static void WriteOperation(FieldWriter fields, ReportedOperation operation)
    {
        fields.Text("framework", operation.Framework);
        fields.Text("operation", operation.Operation);
        fields.Word("state", operation.State);
        fields.UpdateUnlessNone("update", operation.Update);
    }
}
