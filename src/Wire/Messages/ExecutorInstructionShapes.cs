namespace Offers.Wire;

/// <summary>How what executors hear stands in messages.</summary>
internal static class ExecutorInstructionShapes
{
    private static readonly Shape<ExecutorSubscribed> Subscribed = new(
        "executor_subscribed", ["agent", "framework"],
        static (ref FieldWriter fields, ExecutorSubscribed subscribed) =>
        {
            fields.Text(1, subscribed.Agent);
            fields.Object(2, subscribed.Framework, ProfileShapes.Framework);
        },
        static (ref FieldMap fields) => new ExecutorSubscribed(
            fields.Text(1), fields.Object(2, ProfileShapes.Framework)));

    private static readonly Shape<ExecutorLaunch> Launch = new(
        "executor_launch", ["task"],
        static (ref FieldWriter fields, ExecutorLaunch launch) =>
            fields.Object(1, launch.Task, TaskShapes.Task),
        static (ref FieldMap fields) =>
            new ExecutorLaunch(fields.Object(1, TaskShapes.Task)));

    private static readonly Shape<ExecutorLaunchGroup> LaunchGroup = new(
        "executor_launch_group", ["tasks"],
        static (ref FieldWriter fields, ExecutorLaunchGroup launch) =>
            fields.Objects(1, launch.Tasks, TaskShapes.Task),
        static (ref FieldMap fields) =>
            new ExecutorLaunchGroup(fields.Objects(1, TaskShapes.Task)));

    private static readonly Shape<ExecutorKill> Kill = new(
        "executor_kill", ["task", "grace", "reason"],
        static (ref FieldWriter fields, ExecutorKill kill) =>
        {
            fields.Text(1, kill.Task);
            fields.OptionalLength(2, kill.Grace);
            fields.WordUnless(3, kill.Reason, TaskReason.None);
        },
        static (ref FieldMap fields) =>
            new ExecutorKill(fields.Text(1), fields.OptionalLength(2))
            {
                Reason = fields.WordOr(3, TaskReason.None),
            });

    private static readonly Shape<ExecutorAcknowledged> Acknowledged = new(
        "executor_acknowledged", ["task", "update"],
        static (ref FieldWriter fields, ExecutorAcknowledged acknowledged) =>
        {
            fields.Text(1, acknowledged.Task);
            fields.Update(2, acknowledged.Update);
        },
        static (ref FieldMap fields) =>
            new ExecutorAcknowledged(fields.Text(1), fields.Update(2)));

    private static readonly Shape<ExecutorShutdown> Shutdown = new(
        "executor_shutdown", ["grace"],
        static (ref FieldWriter fields, ExecutorShutdown shutdown) =>
            fields.LengthUnless(1, shutdown.Grace, default),
        static (ref FieldMap fields) => new ExecutorShutdown(fields.LengthOr(1, default)));

    private static readonly Shape<ExecutorText> Text = new(
        "executor_text", ["text"],
        static (ref FieldWriter fields, ExecutorText text) => fields.Text(1, text.Text),
        static (ref FieldMap fields) => new ExecutorText(fields.Text(1)));

    private static readonly Shape<ExecutorError> Error = new(
        "executor_error", ["text"],
        static (ref FieldWriter fields, ExecutorError error) => fields.Text(1, error.Text),
        static (ref FieldMap fields) => new ExecutorError(fields.Text(1)));

    internal static readonly MessageFamily<ExecutorInstruction> Family =
        new MessageFamily<ExecutorInstruction>(
            "executor_instruction", "the number of something that an executor hears")
            .With(80, Subscribed).With(81, Launch).With(82, LaunchGroup).With(83, Kill)
            .With(84, Acknowledged).With(85, Shutdown).With(86, Text).With(87, Error);
}
