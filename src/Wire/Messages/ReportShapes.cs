namespace Offers.Wire;

/// <summary>How what agents say stands in messages.</summary>
internal static class ReportShapes
{
    private static readonly Shape<RegisterAgent> Register = new(
        "register_agent", ["profile", "connection"],
        static (ref FieldWriter fields, RegisterAgent register) =>
        {
            fields.Object(1, register.Profile, ProfileShapes.Agent);
            fields.Whole(2, register.Connection);
        },
        static (ref FieldMap fields) => new RegisterAgent(
            fields.Object(1, ProfileShapes.Agent), fields.Whole(2)));

    private static readonly Shape<ReregisterAgent> Reregister = new(
        "reregister_agent",
        [
            "profile", "connection", "tasks", "executors", "frameworks", "operations", "draining",
        ],
        static (ref FieldWriter fields, ReregisterAgent agent) =>
        {
            fields.Object(1, agent.Profile, ProfileShapes.Agent);
            fields.Whole(2, agent.Connection);
            fields.Objects(3, agent.Tasks, BookShapes.Task);
            fields.ObjectsOrNone(4, agent.Executors, BookShapes.Executor);
            fields.ObjectsOrNone(5, agent.Frameworks, ProfileShapes.Framework);
            fields.ObjectsOrNone(6, agent.Operations, BookShapes.Operation);
            fields.FlagUnless(7, agent.IsDraining, false);
        },
        static (ref FieldMap fields) => new ReregisterAgent(
            fields.Object(1, ProfileShapes.Agent), fields.Whole(2),
            fields.Objects(3, BookShapes.Task))
        {
            Executors = fields.ObjectsOrNone(4, BookShapes.Executor),
            Frameworks = fields.ObjectsOrNone(5, ProfileShapes.Framework),
            Operations = fields.ObjectsOrNone(6, BookShapes.Operation),
            IsDraining = fields.FlagOr(7, false),
        });

    private static readonly Shape<UnregisterAgent> Unregister = new(
        "unregister_agent", ["agent"],
        static (ref FieldWriter fields, UnregisterAgent report) =>
            fields.Text(1, report.Agent),
        static (ref FieldMap fields) => new UnregisterAgent(fields.Text(1)));

    private static readonly Shape<DisconnectAgent> Disconnect = new(
        "disconnect_agent", ["agent", "connection"],
        static (ref FieldWriter fields, DisconnectAgent report) =>
        {
            fields.Text(1, report.Agent);
            fields.Whole(2, report.Connection);
        },
        static (ref FieldMap fields) => new DisconnectAgent(fields.Text(1), fields.Whole(2)));

    private static readonly Shape<AnswerPing> Answer = new(
        "answer_ping", ["agent"],
        static (ref FieldWriter fields, AnswerPing report) => fields.Text(1, report.Agent),
        static (ref FieldMap fields) => new AnswerPing(fields.Text(1)));

    private static readonly Shape<ReportUpdate> Update = new(
        "report_update",
        [
            "agent", "framework", "task", "state", "update", "reason", "source", "latest_state",
            "message", "healthy",
        ],
        static (ref FieldWriter fields, ReportUpdate report) =>
        {
            fields.Text(1, report.Agent);
            fields.Text(2, report.Framework);
            fields.Text(3, report.Task);
            fields.Word(4, report.State);
            fields.UpdateOrNone(5, report.Update);
            fields.WordUnless(6, report.Reason, TaskReason.None);
            fields.WordUnless(7, report.Source, UpdateSource.Executor);
            fields.OptionalWord(8, report.LatestState);
            fields.OptionalText(9, report.Message);
            fields.OptionalFlag(10, report.IsHealthy);
        },
        static (ref FieldMap fields) => new ReportUpdate(
            fields.Text(1), fields.Text(2), fields.Text(3), fields.Word<TaskState>(4),
            fields.UpdateOrNone(5))
        {
            Reason = fields.WordOr(6, TaskReason.None),
            Source = fields.WordOr(7, UpdateSource.Executor),
            LatestState = fields.OptionalWord<TaskState>(8),
            Message = fields.OptionalText(9),
            IsHealthy = fields.OptionalFlag(10),
        });

    private static readonly Shape<ReportOperation> Operation = new(
        "report_operation",
        ["agent", "framework", "operation", "state", "update", "total", "resource_version"],
        static (ref FieldWriter fields, ReportOperation report) =>
        {
            fields.Text(1, report.Agent);
            fields.Text(2, report.Framework);
            fields.Text(3, report.Operation);
            fields.Word(4, report.State);
            fields.UpdateOrNone(5, report.Update);
            fields.OptionalResources(6, report.Total);
            fields.WholeUnless(7, report.ResourceVersion, 0);
        },
        static (ref FieldMap fields) => new ReportOperation(
            fields.Text(1), fields.Text(2), fields.Text(3), fields.Word<OperationState>(4),
            fields.UpdateOrNone(5))
        {
            Total = fields.OptionalResources(6),
            ResourceVersion = fields.WholeOr(7, 0),
        });

    private static readonly Shape<ReportExecutorExit> Exit = new(
        "report_executor_exit", ["agent", "framework", "executor", "exit_status"],
        static (ref FieldWriter fields, ReportExecutorExit report) =>
        {
            fields.Text(1, report.Agent);
            fields.Text(2, report.Framework);
            fields.Text(3, report.Executor);
            fields.Whole(4, report.ExitStatus);
        },
        static (ref FieldMap fields) => new ReportExecutorExit(
            fields.Text(1), fields.Text(2), fields.Text(3), fields.Int(4)));

    private static readonly Shape<ReportTotal> Total = new(
        "report_total", ["agent", "total", "resource_version"],
        static (ref FieldWriter fields, ReportTotal report) =>
        {
            fields.Text(1, report.Agent);
            fields.Resources(2, report.Total);
            fields.WholeUnless(3, report.ResourceVersion, 0);
        },
        static (ref FieldMap fields) => new ReportTotal(fields.Text(1), fields.Resources(2))
        {
            ResourceVersion = fields.WholeOr(3, 0),
        });

    private static readonly Shape<ReportRevocable> Revocable = new(
        "report_revocable", ["agent", "revocable"],
        static (ref FieldWriter fields, ReportRevocable report) =>
        {
            fields.Text(1, report.Agent);
            fields.Resources(2, report.Revocable);
        },
        static (ref FieldMap fields) =>
            new ReportRevocable(fields.Text(1), fields.Resources(2)));

    private static readonly Shape<RegistrationPart> Part = new(
        "registration_part", ["agent", "tasks", "executors", "frameworks", "operations"],
        static (ref FieldWriter fields, RegistrationPart part) =>
        {
            fields.Text(1, part.Agent);
            fields.ObjectsOrNone(2, part.Tasks, BookShapes.Task);
            fields.ObjectsOrNone(3, part.Executors, BookShapes.Executor);
            fields.ObjectsOrNone(4, part.Frameworks, ProfileShapes.Framework);
            fields.ObjectsOrNone(5, part.Operations, BookShapes.Operation);
        },
        static (ref FieldMap fields) => new RegistrationPart(fields.Text(1))
        {
            Tasks = fields.ObjectsOrNone(2, BookShapes.Task),
            Executors = fields.ObjectsOrNone(3, BookShapes.Executor),
            Frameworks = fields.ObjectsOrNone(4, ProfileShapes.Framework),
            Operations = fields.ObjectsOrNone(5, BookShapes.Operation),
        });

    internal static readonly MessageFamily<AgentReport> Family =
        new MessageFamily<AgentReport>("report", "the number of something that an agent says")
            .With(16, Register).With(17, Reregister).With(18, Unregister).With(19, Disconnect)
            .With(20, Answer).With(21, Update).With(22, Operation).With(23, Exit).With(24, Total)
            .With(25, Revocable).With(26, Part);
}
