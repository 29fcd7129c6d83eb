namespace Offers.Wire;

/// <summary>How what agents hear stands in messages.</summary>
internal static class InstructionShapes
{
    private static readonly Shape<AgentAdmitted> Admitted = new(
        "agent_admitted", ["draining"],
        static (ref FieldWriter fields, AgentAdmitted admitted) =>
            fields.FlagUnless(1, admitted.IsDraining, false),
        static (ref FieldMap fields) => new AgentAdmitted(fields.FlagOr(1, false)));

    private static readonly Shape<AgentRefused> Refused = new(
        "agent_refused", ["status"],
        static (ref FieldWriter fields, AgentRefused refused) =>
            fields.Word(1, refused.Status),
        static (ref FieldMap fields) => new AgentRefused(fields.Word<ClusterStatus>(1)));

    private static readonly Shape<AgentForgotten> Forgotten = new(
        "agent_forgotten", [],
        static (ref FieldWriter _, AgentForgotten _) => { },
        static (ref FieldMap _) => new AgentForgotten());

    private static readonly Shape<PingReceived> Ping = new(
        "ping", [],
        static (ref FieldWriter _, PingReceived _) => { },
        static (ref FieldMap _) => new PingReceived());

    private static readonly Shape<DrainReceived> Drain = new(
        "drain", ["max_grace"],
        static (ref FieldWriter fields, DrainReceived drain) =>
            fields.OptionalLength(1, drain.MaxGrace),
        static (ref FieldMap fields) => new DrainReceived(fields.OptionalLength(1)));

    private static readonly Shape<AgentShutDown> ShutDown = new(
        "shut_down_agent", [],
        static (ref FieldWriter _, AgentShutDown _) => { },
        static (ref FieldMap _) => new AgentShutDown());

    private static readonly Shape<LaunchReceived> Launch = new(
        "launch", ["framework", "role", "task"],
        static (ref FieldWriter fields, LaunchReceived launch) =>
        {
            fields.Object(1, launch.Framework, ProfileShapes.Framework);
            fields.Text(2, launch.Role);
            fields.Object(3, launch.Task, TaskShapes.Task);
        },
        static (ref FieldMap fields) => new LaunchReceived(
            fields.Object(1, ProfileShapes.Framework), fields.Text(2),
            fields.Object(3, TaskShapes.Task)));

    private static readonly Shape<LaunchGroupReceived> LaunchGroup = new(
        "launch_group", ["framework", "role", "group"],
        static (ref FieldWriter fields, LaunchGroupReceived launch) =>
        {
            fields.Object(1, launch.Framework, ProfileShapes.Framework);
            fields.Text(2, launch.Role);
            fields.Object(3, launch.Group, OperationShapes.Group);
        },
        static (ref FieldMap fields) => new LaunchGroupReceived(
            fields.Object(1, ProfileShapes.Framework), fields.Text(2),
            fields.Object(3, OperationShapes.Group)));

    private static readonly Shape<KillReceived> Kill = new(
        "kill", ["framework", "task", "grace", "reason"],
        static (ref FieldWriter fields, KillReceived kill) =>
        {
            fields.Text(1, kill.Framework);
            fields.Text(2, kill.Task);
            fields.OptionalLength(3, kill.Grace);
            fields.WordUnless(4, kill.Reason, TaskReason.None);
        },
        static (ref FieldMap fields) => new KillReceived(
            fields.Text(1), fields.Text(2), fields.OptionalLength(3))
        {
            Reason = fields.WordOr(4, TaskReason.None),
        });

    private static readonly Shape<UpdateAcknowledged> Acknowledged = new(
        "update_acknowledged", ["framework", "task", "update"],
        static (ref FieldWriter fields, UpdateAcknowledged acknowledged) =>
        {
            fields.Text(1, acknowledged.Framework);
            fields.Text(2, acknowledged.Task);
            fields.Update(3, acknowledged.Update);
        },
        static (ref FieldMap fields) => new UpdateAcknowledged(
            fields.Text(1), fields.Text(2), fields.Update(3)));

    private static readonly Shape<ExecutorShutDown> ExecutorEnd = new(
        "shut_down_executor", ["framework", "executor"],
        static (ref FieldWriter fields, ExecutorShutDown shutDown) =>
        {
            fields.Text(1, shutDown.Framework);
            fields.Text(2, shutDown.Executor);
        },
        static (ref FieldMap fields) => new ExecutorShutDown(fields.Text(1), fields.Text(2)));

    private static readonly Shape<FrameworkShutDown> FrameworkEnd = new(
        "shut_down_framework", ["framework"],
        static (ref FieldWriter fields, FrameworkShutDown shutDown) =>
            fields.Text(1, shutDown.Framework),
        static (ref FieldMap fields) => new FrameworkShutDown(fields.Text(1)));

    private static readonly Shape<OperationReceived> Operation = new(
        "apply_operation", ["framework", "operation", "resource_version"],
        static (ref FieldWriter fields, OperationReceived received) =>
        {
            fields.OptionalText(1, received.Framework);
            fields.OneOf(2, received.Operation, OperationShapes.Family);
            fields.WholeUnless(3, received.ResourceVersion, 0);
        },
        static (ref FieldMap fields) => new OperationReceived(
            fields.OptionalText(1), fields.OneOf(2, OperationShapes.Family))
        {
            ResourceVersion = fields.WholeOr(3, 0),
        });

    private static readonly Shape<OperationAcknowledged> OperationDone = new(
        "operation_acknowledged", ["framework", "operation", "update"],
        static (ref FieldWriter fields, OperationAcknowledged acknowledged) =>
        {
            fields.Text(1, acknowledged.Framework);
            fields.Text(2, acknowledged.Operation);
            fields.Update(3, acknowledged.Update);
        },
        static (ref FieldMap fields) => new OperationAcknowledged(
            fields.Text(1), fields.Text(2), fields.Update(3)));

    internal static readonly MessageFamily<AgentInstruction> Family =
        new MessageFamily<AgentInstruction>(
            "instruction", "the number of something that an agent hears")
            .With(32, Admitted).With(33, Refused).With(34, Forgotten).With(35, Ping)
            .With(36, Drain).With(37, ShutDown).With(38, Launch).With(39, LaunchGroup)
            .With(40, Kill).With(41, Acknowledged).With(42, ExecutorEnd).With(43, FrameworkEnd)
            .With(44, Operation).With(45, OperationDone);
}
