using System;

namespace Offers;

/// <summary>The text form of tasks, executors, commands and checks.</summary>
internal static class TaskText
{
    private static readonly TaskCheck PlainCheck = new(CheckKind.Command);

    private static readonly TimeSpan PlainGrace =
        new ExecutorDescription("", ResourceSet.Empty).ShutdownGrace;

    internal static TaskDescription Read(FieldReader fields) =>
        new(fields.Text("name"), fields.Text("agent"), fields.Resources("resources"))
        {
            Command = fields.OptionalObject("command", ReadCommand),
            Executor = fields.OptionalObject("executor", ReadExecutor),
            Limits = fields.Limits("limits"),
            KillGrace = fields.OptionalLength("kill_grace"),
            MaxCompletionTime = fields.OptionalLength("max_completion_time"),
            Check = fields.OptionalObject("check", ReadCheck),
            HealthCheck = fields.OptionalObject("health_check", ReadCheck),
            Image = fields.OptionalText("image"),
            Priority = fields.IntOr("priority", 0),
            Labels = fields.Names("labels"),
        };

    internal static void Write(FieldWriter fields, TaskDescription task)
    {
        fields.Text("name", task.Name);
        fields.Text("agent", task.Agent);
        fields.Resources("resources", task.Resources);
        fields.OptionalObject("command", task.Command, WriteCommand);
        fields.OptionalObject("executor", task.Executor, WriteExecutor);
        fields.LimitsUnlessNone("limits", task.Limits);
        fields.OptionalLength("kill_grace", task.KillGrace);
        fields.OptionalLength("max_completion_time", task.MaxCompletionTime);
        fields.OptionalObject("check", task.Check, WriteCheck);
        fields.OptionalObject("health_check", task.HealthCheck, WriteCheck);
        fields.OptionalText("image", task.Image);
        fields.WholeUnless("priority", task.Priority, 0);
        fields.TextsUnlessNone("labels", task.Labels);
    }

    internal static ExecutorDescription ReadExecutor(FieldReader fields) =>
        new(fields.Text("name"), fields.Resources("resources"))
        {
            Kind = fields.WordOr("kind", ExecutorKind.Custom),
            Command = fields.OptionalObject("command", ReadCommand),
            Framework = fields.OptionalText("framework"),
            ShutdownGrace = fields.LengthOr("shutdown_grace", PlainGrace),
            SharesGroup = fields.Flag("shares_group", true),
        };

    internal static void WriteExecutor(FieldWriter fields, ExecutorDescription executor)
    {
        fields.Text("name", executor.Name);
        fields.Resources("resources", executor.Resources);
        fields.WordUnless("kind", executor.Kind, ExecutorKind.Custom);
        fields.OptionalObject("command", executor.Command, WriteCommand);
        fields.OptionalText("framework", executor.Framework);
        fields.LengthUnless("shutdown_grace", executor.ShutdownGrace, PlainGrace);
        fields.FlagUnless("shares_group", executor.SharesGroup, true);
    }

    private static CommandLine ReadCommand(FieldReader fields) => new(fields.Text("value"))
    {
        IsShell = fields.Flag("shell", true),
        Arguments = fields.Names("arguments"),
        Environment = fields.Names("environment"),
        User = fields.OptionalText("user"),
        Uris = fields.Names("uris"),
    };

    private static void WriteCommand(FieldWriter fields, CommandLine command)
    {
        fields.Text("value", command.Value);
        fields.FlagUnless("shell", command.IsShell, true);
        fields.TextsUnlessNone("arguments", command.Arguments);
        fields.TextsUnlessNone("environment", command.Environment);
        fields.OptionalText("user", command.User);
        fields.TextsUnlessNone("uris", command.Uris);
    }

    private static TaskCheck ReadCheck(FieldReader fields) => new(fields.Word<CheckKind>("kind"))
    {
        Command = fields.OptionalObject("command", ReadCommand),
        Port = fields.IntOr("port", 0),
        Path = fields.OptionalText("path") ?? PlainCheck.Path,
        Delay = fields.LengthOr("delay", PlainCheck.Delay),
        Interval = fields.LengthOr("interval", PlainCheck.Interval),
        Timeout = fields.LengthOr("timeout", PlainCheck.Timeout),
        GracePeriod = fields.LengthOr("grace_period", PlainCheck.GracePeriod),
        ConsecutiveFailures =
            fields.IntOr("consecutive_failures", PlainCheck.ConsecutiveFailures),
    };

    private static void WriteCheck(FieldWriter fields, TaskCheck check)
    {
        fields.Word("kind", check.Kind);
        fields.OptionalObject("command", check.Command, WriteCommand);
        fields.WholeUnless("port", check.Port, 0);
        fields.TextUnless("path", check.Path, PlainCheck.Path);
        fields.LengthUnless("delay", check.Delay, PlainCheck.Delay);
        fields.LengthUnless("interval", check.Interval, PlainCheck.Interval);
        fields.LengthUnless("timeout", check.Timeout, PlainCheck.Timeout);
        fields.LengthUnless("grace_period", check.GracePeriod, PlainCheck.GracePeriod);
        fields.WholeUnless("consecutive_failures", check.ConsecutiveFailures,
            PlainCheck.ConsecutiveFailures);
    }
}
