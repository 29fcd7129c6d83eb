using System;

namespace Offers;

/// <summary>The text form of what agents keep.</summary>
internal static class AgentRowText
{
    internal static AgentRow Read(FieldReader fields)
    {
        string word = fields.Text("kept");
        AgentRow row = word switch
        {
            "self" => new AgentSelfRow(ProfileText.ReadAgent(fields))
            {
                Life = fields.LongOr("life", 1),
                Containers = fields.LongOr("containers", 0),
                IsKnown = fields.Flag("known", false),
                IsDraining = fields.Flag("draining", false),
            },
            "framework" => new AgentFrameworkRow(ProfileText.ReadFramework(fields)),
            "container" => ReadContainer(fields),
            "task" => ReadTask(fields),
            "updates" => ReadStream(fields),
            "operation" => new AgentOperationRow(
                fields.Text("framework"), fields.Text("operation"),
                fields.Word<OperationState>("state"), fields.UpdateOrNone("update")),
            _ => throw JsonShape.Bad("kept", $"'{word}'",
                "self, framework, container, task, updates or operation"),
        };
        return row with { IsGone = fields.Flag("gone", false) };
    }

    internal static void Write(FieldWriter fields, AgentRow row)
    {
        switch (row)
        {
            case AgentSelfRow self:
                fields.Text("kept", "self");
                ProfileText.WriteAgent(fields, self.Profile);
                fields.WholeUnless("life", self.Life, 1);
                fields.WholeUnless("containers", self.Containers, 0);
                fields.FlagUnless("known", self.IsKnown, false);
                fields.FlagUnless("draining", self.IsDraining, false);
                break;
            case AgentFrameworkRow framework:
                fields.Text("kept", "framework");
                ProfileText.WriteFramework(fields, framework.Profile);
                break;
            case AgentContainerRow container:
                WriteContainer(fields, container);
                break;
            case AgentTaskRow task:
                WriteTask(fields, task);
                break;
            case AgentStreamRow stream:
                WriteStream(fields, stream);
                break;
            case AgentOperationRow operation:
                fields.Text("kept", "operation");
                fields.Text("framework", operation.Framework);
                fields.Text("operation", operation.Operation);
                fields.Word("state", operation.State);
                fields.UpdateUnlessNone("update", operation.Update);
                break;
            default:
                throw new ArgumentException($"found {row}, which no agent keeps", nameof(row));
        }

        fields.FlagUnless("gone", row.IsGone, false);
    }

    private static AgentContainerRow ReadContainer(FieldReader fields) => new(
        fields.Text("name"), fields.Text("framework"), fields.Text("role"))
    {
        Executor = fields.OptionalObject("executor", TaskText.ReadExecutor),
        HadTask = fields.Flag("had_task", false),
        IsEnding = fields.Flag("ending", false),
        DestroyAt = fields.OptionalWhen("destroy_at") ?? Timestamp.Never,
    };

    private static void WriteContainer(FieldWriter fields, AgentContainerRow container)
    {
        fields.Text("kept", "container");
        fields.Text("name", container.Name);
        fields.Text("framework", container.Framework);
        fields.Text("role", container.Role);
        fields.OptionalObject("executor", container.Executor, TaskText.WriteExecutor);
        fields.FlagUnless("had_task", container.HadTask, false);
        fields.FlagUnless("ending", container.IsEnding, false);
        fields.OptionalWhen("destroy_at",
            container.DestroyAt == Timestamp.Never ? null : container.DestroyAt);
    }

    private static AgentTaskRow ReadTask(FieldReader fields) => new(
        fields.Text("framework"), fields.Object("task", TaskText.Read), fields.Text("role"),
        fields.Text("container"))
    {
        State = fields.Word<TaskState>("state"),
        Group = fields.LongOr("group", 0),
        IsStarted = fields.Flag("started", false),
        IsKilled = fields.Flag("killed", false),
        KillReason = fields.WordOr("kill_reason", TaskReason.None),
        KillAt = fields.OptionalWhen("kill_at") ?? Timestamp.Never,
        EndsAt = fields.OptionalWhen("ends_at") ?? Timestamp.Never,
    };

    private static void WriteTask(FieldWriter fields, AgentTaskRow task)
    {
        fields.Text("kept", "task");
        fields.Text("framework", task.Framework);
        fields.Object("task", task.Description, TaskText.Write);
        fields.Text("role", task.Role);
        fields.Text("container", task.Container);
        fields.Word("state", task.State);
        fields.WholeUnless("group", task.Group, 0);
        fields.FlagUnless("started", task.IsStarted, false);
        fields.FlagUnless("killed", task.IsKilled, false);
        fields.WordUnless("kill_reason", task.KillReason, TaskReason.None);
        fields.OptionalWhen("kill_at", task.KillAt == Timestamp.Never ? null : task.KillAt);
        fields.OptionalWhen("ends_at", task.EndsAt == Timestamp.Never ? null : task.EndsAt);
    }

    private static AgentStreamRow ReadStream(FieldReader fields)
    {
        string framework = fields.Text("framework");
        string task = fields.Text("task");
        ValueList<ReportUpdate> waiting =
            fields.ObjectsOrNone("waiting", AgentReportText.ReadWaiting);
        ValueList<UpdateId> acknowledged = ReadIds(fields, "acknowledged");
        return new AgentStreamRow(framework, task,
            waiting.Count == 0 ? null : new UpdateStreamState(waiting, acknowledged));
    }

    private static void WriteStream(FieldWriter fields, AgentStreamRow stream)
    {
        fields.Text("kept", "updates");
        fields.Text("framework", stream.Framework);
        fields.Text("task", stream.Task);
        if (stream.State is { } state)
        {
            fields.ObjectsUnlessNone("waiting", state.Waiting, AgentReportText.WriteWaiting);
            string[] ids = new string[state.Acknowledged.Count];
            for (int i = 0; i < ids.Length; i++)
            {
                ids[i] = KeyText.Of(state.Acknowledged[i]);
            }

            fields.TextsUnlessNone("acknowledged", ValueLists.Of<string>(ids));
        }
    }

    private static ValueList<UpdateId> ReadIds(FieldReader fields, string field)
    {
        if (!fields.Has(field))
        {
            return [];
        }

        ValueList<string> texts = fields.Texts(field);
        UpdateId[] ids = new UpdateId[texts.Count];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = KeyText.TryRead(texts[i], out UpdateId id)
                ? id
                : throw JsonShape.Bad($"{fields.At(field)}[{i}]", $"the text '{texts[i]}'",
                    "32 hexadecimal digits");
        }

        return ValueLists.Of<UpdateId>(ids);
    }
}
