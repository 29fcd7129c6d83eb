namespace Offers.Wire;

/// <summary>How what executors say stands in messages.</summary>
internal static class ExecutorReportShapes
{
    private static readonly Shape<ExecutorUpdate> Update = new(
        "executor_update", ["task", "state", "update", "message", "healthy", "reason"],
        static (ref FieldWriter fields, ExecutorUpdate update) =>
        {
            fields.Text(1, update.Task);
            fields.Word(2, update.State);
            fields.Update(3, update.Update);
            fields.OptionalText(4, update.Message);
            fields.OptionalFlag(5, update.IsHealthy);
            fields.WordUnless(6, update.Reason, TaskReason.None);
        },
        static (ref FieldMap fields) => new ExecutorUpdate(
            fields.Text(1), fields.Word<TaskState>(2), fields.Update(3))
        {
            Message = fields.OptionalText(4),
            IsHealthy = fields.OptionalFlag(5),
            Reason = fields.WordOr(6, TaskReason.None),
        });

    private static readonly Shape<SubscribeExecutor> Subscribe = new(
        "subscribe_executor", ["framework", "executor", "updates", "tasks"],
        static (ref FieldWriter fields, SubscribeExecutor subscribe) =>
        {
            fields.Text(1, subscribe.Framework);
            fields.Text(2, subscribe.Executor);
            fields.ObjectsOrNone(3, subscribe.Updates, Update!);
            fields.TextsOrNone(4, subscribe.Tasks);
        },
        static (ref FieldMap fields) => new SubscribeExecutor(fields.Text(1), fields.Text(2))
        {
            Updates = fields.ObjectsOrNone(3, Update!),
            Tasks = fields.TextsOrNone(4),
        });

    private static readonly Shape<ExecutorMessage> Message = new(
        "executor_message", ["text"],
        static (ref FieldWriter fields, ExecutorMessage message) =>
            fields.Text(1, message.Text),
        static (ref FieldMap fields) => new ExecutorMessage(fields.Text(1)));

    internal static readonly MessageFamily<ExecutorReport> Family =
        new MessageFamily<ExecutorReport>(
            "executor_report", "the number of something that an executor says")
            .With(64, Subscribe).With(65, Update).With(66, Message);
}
