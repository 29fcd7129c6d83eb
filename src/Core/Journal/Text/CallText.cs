using System;

namespace Offers;

/// <summary>The text form of what schedulers call.</summary>
internal static class CallText
{
    /// <summary>Reads a call; null when the word is for something else.</summary>
    internal static FrameworkCall? Read(string op, FieldReader fields) => op switch
    {
        "subscribe" => new Subscribe(ProfileText.ReadFramework(fields), fields.Long("connection"))
        {
            Force = fields.Flag("force", false),
        },
        "change_framework" => new ChangeFramework(ProfileText.ReadFramework(fields)),
        "tear_down" => new TearDown(Whose(fields))
        {
            IsByOperator = fields.Flag("by_operator", false),
        },
        "accept_offers" => ReadAccept(fields),
        "decline_offers" => new DeclineOffers(Whose(fields), fields.Offers("offers"))
        {
            Refusal = Refusal(fields),
        },
        "answer_inverse_offers" => new AnswerInverseOffers(
            Whose(fields), fields.Offers("offers"), fields.Word<InverseOfferAnswer>("answer"))
        {
            Refusal = Refusal(fields),
        },
        "suppress_offers" => new SuppressOffers(Whose(fields), fields.Texts("roles")),
        "revive_offers" => new ReviveOffers(Whose(fields), fields.Texts("roles")),
        "request_resources" => new RequestResources(Whose(fields)),
        _ => ReadTaskCall(op, fields),
    };

    /// <summary>Writes a call; false for an unknown one.</summary>
    internal static bool Write(FieldWriter fields, FrameworkCall call)
    {
        switch (call)
        {
            case Subscribe subscribe:
                fields.Text("op", "subscribe");
                ProfileText.WriteFramework(fields, subscribe.Profile);
                fields.Whole("connection", subscribe.Connection);
                fields.FlagUnless("force", subscribe.Force, false);
                return true;
            case ChangeFramework change:
                fields.Text("op", "change_framework");
                ProfileText.WriteFramework(fields, change.Profile);
                return true;
            case TearDown end:
                Begin(fields, "tear_down", call);
                fields.FlagUnless("by_operator", end.IsByOperator, false);
                return true;
            case SuppressOffers suppress:
                Begin(fields, "suppress_offers", call);
                fields.Texts("roles", suppress.Roles);
                return true;
            case ReviveOffers revive:
                Begin(fields, "revive_offers", call);
                fields.Texts("roles", revive.Roles);
                return true;
            case RequestResources:
                Begin(fields, "request_resources", call);
                return true;
            default:
                return WriteAnswer(fields, call) || WriteTaskCall(fields, call);
        }
    }

    private static string Whose(FieldReader fields) => fields.Text("framework");

    private static TimeSpan Refusal(FieldReader fields) =>
        fields.LengthOr("refuse_seconds", AllocatorOptions.DefaultRefusal);

    private static AcceptOffers ReadAccept(FieldReader fields) => new(
        Whose(fields), fields.Offers("offers"), fields.Objects("operations", OperationText.Read))
    {
        Refusal = Refusal(fields),
    };

    private static FrameworkCall? ReadTaskCall(string op, FieldReader fields) => op switch
    {
        "kill_task" => new KillTask(Whose(fields), fields.Text("task"))
        {
            Agent = fields.OptionalText("agent"),
            Grace = fields.OptionalLength("grace"),
        },
        "acknowledge_update" => new AcknowledgeUpdate(
            Whose(fields), fields.Text("agent"), fields.Text("task"), fields.Update("update")),
        "acknowledge_operation" => new AcknowledgeOperation(
            Whose(fields), fields.Text("operation"), fields.Update("update")),
        "reconcile_tasks" => new ReconcileTasks(
            Whose(fields), fields.Objects("tasks", static query =>
                new TaskQuery(query.Text("task"), query.OptionalText("agent")))),
        "reconcile_operations" => new ReconcileOperations(
            Whose(fields), fields.Texts("operations")),
        "shut_down_executor" => new ShutDownExecutor(
            Whose(fields), fields.Text("agent"), fields.Text("executor")),
        _ => null,
    };

    private static bool WriteAnswer(FieldWriter fields, FrameworkCall call)
    {
        switch (call)
        {
            case AcceptOffers accept:
                Begin(fields, "accept_offers", call);
                fields.Offers("offers", accept.Offers);
                fields.Objects("operations", accept.Operations, OperationText.Write);
                WriteRefusal(fields, accept.Refusal);
                return true;
            case DeclineOffers decline:
                Begin(fields, "decline_offers", call);
                fields.Offers("offers", decline.Offers);
                WriteRefusal(fields, decline.Refusal);
                return true;
            case AnswerInverseOffers answer:
                Begin(fields, "answer_inverse_offers", call);
                fields.Offers("offers", answer.Offers);
                fields.Word("answer", answer.Answer);
                WriteRefusal(fields, answer.Refusal);
                return true;
            default:
                return false;
        }
    }

    private static bool WriteTaskCall(FieldWriter fields, FrameworkCall call)
    {
        switch (call)
        {
            case KillTask kill:
                Begin(fields, "kill_task", call);
                fields.Text("task", kill.Task);
                fields.OptionalText("agent", kill.Agent);
                fields.OptionalLength("grace", kill.Grace);
                return true;
            case AcknowledgeUpdate acknowledge:
                Begin(fields, "acknowledge_update", call);
                fields.Text("agent", acknowledge.Agent);
                fields.Text("task", acknowledge.Task);
                fields.Update("update", acknowledge.Update);
                return true;
            case AcknowledgeOperation acknowledge:
                Begin(fields, "acknowledge_operation", call);
                fields.Text("operation", acknowledge.Operation);
                fields.Update("update", acknowledge.Update);
                return true;
            case ReconcileTasks reconcile:
                Begin(fields, "reconcile_tasks", call);
                fields.Objects("tasks", reconcile.Tasks, WriteQuery);
                return true;
            case ReconcileOperations reconcile:
                Begin(fields, "reconcile_operations", call);
                fields.Texts("operations", reconcile.Operations);
                return true;
            case ShutDownExecutor shutDown:
                Begin(fields, "shut_down_executor", call);
                fields.Text("agent", shutDown.Agent);
                fields.Text("executor", shutDown.Executor);
                return true;
            default:
                return false;
        }
    }

    private static void Begin(FieldWriter fields, string op, FrameworkCall call)
    {
        fields.Text("op", op);
        fields.Text("framework", call.Framework);
    }

    private static void WriteRefusal(FieldWriter fields, TimeSpan refusal) =>
        fields.LengthUnless("refuse_seconds", refusal, AllocatorOptions.DefaultRefusal);

    private static void WriteQuery(FieldWriter fields, TaskQuery query)
    {
        fields.Text("task", query.Task);
        fields.OptionalText("agent", query.Agent);
    }
}
