namespace Offers.Wire;

/// <summary>How what an agent has stands in the message with which it comes back.</summary>
internal static class BookShapes
{
    internal static readonly Shape<ReportedTask> Task = new(
        "reported_task", ["framework", "role", "task", "state", "update_state", "update"],
        static (ref FieldWriter fields, ReportedTask task) =>
        {
            fields.Text(1, task.Framework);
            fields.Text(2, task.Role);
            fields.Object(3, task.Description, TaskShapes.Task);
            fields.Word(4, task.State);
            fields.OptionalWord(5, task.UpdateState);
            fields.UpdateOrNone(6, task.Update);
        },
        static (ref FieldMap fields) => new ReportedTask(
            fields.Text(1), fields.Text(2), fields.Object(3, TaskShapes.Task),
            fields.Word<TaskState>(4))
        {
            UpdateState = fields.OptionalWord<TaskState>(5),
            Update = fields.UpdateOrNone(6),
        });

    internal static readonly Shape<ReportedExecutor> Executor = new(
        "reported_executor", ["framework", "role", "executor"],
        static (ref FieldWriter fields, ReportedExecutor executor) =>
        {
            fields.Text(1, executor.Framework);
            fields.Text(2, executor.Role);
            fields.Object(3, executor.Description, TaskShapes.Executor);
        },
        static (ref FieldMap fields) => new ReportedExecutor(
            fields.Text(1), fields.Text(2), fields.Object(3, TaskShapes.Executor)));

    internal static readonly Shape<ReportedOperation> Operation = new(
        "reported_operation", ["framework", "operation", "state", "update"],
        static (ref FieldWriter fields, ReportedOperation operation) =>
        {
            fields.Text(1, operation.Framework);
            fields.Text(2, operation.Operation);
            fields.Word(3, operation.State);
            fields.UpdateOrNone(4, operation.Update);
        },
        static (ref FieldMap fields) => new ReportedOperation(
            fields.Text(1), fields.Text(2), fields.Word<OperationState>(3),
            fields.UpdateOrNone(4)));
}
