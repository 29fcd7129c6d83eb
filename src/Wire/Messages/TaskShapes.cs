namespace Offers.Wire;

/// <summary>How tasks, executors, commands and checks stand in messages.</summary>
internal static class TaskShapes
{
    private static readonly TaskCheck PlainCheck = new(CheckKind.Command);

    private static readonly TimeSpan PlainGrace =
        new ExecutorDescription("", ResourceSet.Empty).ShutdownGrace;

    internal static readonly Shape<CommandLine> Command = new(
        "command_line", ["value", "shell", "arguments", "environment", "user", "uris"],
        static (ref FieldWriter fields, CommandLine command) =>
        {
            fields.Text(1, command.Value);
            fields.FlagUnless(2, command.IsShell, true);
            fields.TextsOrNone(3, command.Arguments);
            fields.TextsOrNone(4, command.Environment);
            fields.OptionalText(5, command.User);
            fields.TextsOrNone(6, command.Uris);
        },
        static (ref FieldMap fields) => new CommandLine(fields.Text(1))
        {
            IsShell = fields.FlagOr(2, true),
            Arguments = fields.TextsOrNone(3),
            Environment = fields.TextsOrNone(4),
            User = fields.OptionalText(5),
            Uris = fields.TextsOrNone(6),
        });

    internal static readonly Shape<TaskCheck> Check = new(
        "check",
        [
            "kind", "command", "port", "path", "delay", "interval", "timeout", "grace_period",
            "consecutive_failures",
        ],
        static (ref FieldWriter fields, TaskCheck check) =>
        {
            fields.Word(1, check.Kind);
            fields.OptionalObject(2, check.Command, Command!);
            fields.WholeUnless(3, check.Port, 0);
            fields.TextUnless(4, check.Path, PlainCheck.Path);
            fields.LengthUnless(5, check.Delay, PlainCheck.Delay);
            fields.LengthUnless(6, check.Interval, PlainCheck.Interval);
            fields.LengthUnless(7, check.Timeout, PlainCheck.Timeout);
            fields.LengthUnless(8, check.GracePeriod, PlainCheck.GracePeriod);
            fields.WholeUnless(9, check.ConsecutiveFailures, PlainCheck.ConsecutiveFailures);
        },
        static (ref FieldMap fields) => new TaskCheck(fields.Word<CheckKind>(1))
        {
            Command = fields.OptionalObject(2, Command!),
            Port = fields.IntOr(3, 0),
            Path = fields.TextOr(4, PlainCheck.Path),
            Delay = fields.LengthOr(5, PlainCheck.Delay),
            Interval = fields.LengthOr(6, PlainCheck.Interval),
            Timeout = fields.LengthOr(7, PlainCheck.Timeout),
            GracePeriod = fields.LengthOr(8, PlainCheck.GracePeriod),
            ConsecutiveFailures = fields.IntOr(9, PlainCheck.ConsecutiveFailures),
        });

    internal static readonly Shape<ExecutorDescription> Executor = new(
        "executor",
        ["name", "resources", "kind", "command", "framework", "shutdown_grace", "shares_group"],
        static (ref FieldWriter fields, ExecutorDescription executor) =>
        {
            fields.Text(1, executor.Name);
            fields.Resources(2, executor.Resources);
            fields.WordUnless(3, executor.Kind, ExecutorKind.Custom);
            fields.OptionalObject(4, executor.Command, Command!);
            fields.OptionalText(5, executor.Framework);
            fields.LengthUnless(6, executor.ShutdownGrace, PlainGrace);
            fields.FlagUnless(7, executor.SharesGroup, true);
        },
        static (ref FieldMap fields) =>
            new ExecutorDescription(fields.Text(1), fields.Resources(2))
            {
                Kind = fields.WordOr(3, ExecutorKind.Custom),
                Command = fields.OptionalObject(4, Command!),
                Framework = fields.OptionalText(5),
                ShutdownGrace = fields.LengthOr(6, PlainGrace),
                SharesGroup = fields.FlagOr(7, true),
            });

    internal static readonly Shape<TaskDescription> Task = new(
        "task",
        [
            "name", "agent", "resources", "command", "executor", "limits", "kill_grace",
            "max_completion_time", "check", "health_check", "image", "priority", "labels",
        ],
        static (ref FieldWriter fields, TaskDescription task) =>
        {
            fields.Text(1, task.Name);
            fields.Text(2, task.Agent);
            fields.Resources(3, task.Resources);
            fields.OptionalObject(4, task.Command, Command!);
            fields.OptionalObject(5, task.Executor, Executor!);
            fields.LimitsOrNone(6, task.Limits);
            fields.OptionalLength(7, task.KillGrace);
            fields.OptionalLength(8, task.MaxCompletionTime);
            fields.OptionalObject(9, task.Check, Check!);
            fields.OptionalObject(10, task.HealthCheck, Check!);
            fields.OptionalText(11, task.Image);
            fields.WholeUnless(12, task.Priority, 0);
            fields.TextsOrNone(13, task.Labels);
        },
        static (ref FieldMap fields) =>
            new TaskDescription(fields.Text(1), fields.Text(2), fields.Resources(3))
            {
                Command = fields.OptionalObject(4, Command!),
                Executor = fields.OptionalObject(5, Executor!),
                Limits = fields.LimitsOrNone(6),
                KillGrace = fields.OptionalLength(7),
                MaxCompletionTime = fields.OptionalLength(8),
                Check = fields.OptionalObject(9, Check!),
                HealthCheck = fields.OptionalObject(10, Check!),
                Image = fields.OptionalText(11),
                Priority = fields.IntOr(12, 0),
                Labels = fields.TextsOrNone(13),
            });
}
