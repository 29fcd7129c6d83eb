using System;

namespace Offers;

/// <summary>The text form of what schedulers hear.</summary>
internal static class EventText
{
    internal static SchedulerEvent Read(FieldReader fields)
    {
        string word = fields.Text("event");
        return Body(word, fields)
            ?? throw JsonShape.Bad("event", $"'{word}'", "the name of an event");
    }

    internal static void Write(FieldWriter fields, SchedulerEvent message)
    {
        switch (message)
        {
            case FrameworkSubscribed:
                fields.Text("event", "framework_subscribed");
                break;
            case TaskUpdated update:
                WriteTask(fields, update);
                break;
            case OperationUpdated update:
                WriteOperation(fields, update);
                break;
            case AgentFailed(string agent):
                fields.Text("event", "agent_failed");
                fields.Text("agent", agent);
                break;
            case ExecutorFailed(string agent, string executor, int exitStatus):
                fields.Text("event", "executor_failed");
                fields.Text("agent", agent);
                fields.Text("executor", executor);
                fields.Whole("exit_status", exitStatus);
                break;
            case CallRefused(ClusterStatus status):
                fields.Text("event", "call_refused");
                fields.Word("status", status);
                break;
            default:
                WriteOfOffer(fields, message);
                break;
        }
    }

    private static SchedulerEvent? Body(string word, FieldReader fields) => word switch
    {
        "framework_subscribed" => new FrameworkSubscribed(),
        "offer_received" => ReadOffer(fields),
        "offer_rescinded" => new OfferRescinded(
            fields.Offer("offer"), fields.Word<RescindReason>("reason")),
        "offer_conflicted" => new OfferConflicted(
            fields.Offer("offer"), fields.Resources("remaining")),
        "inverse_offer_received" => new InverseOfferReceived(
            fields.Offer("offer"), fields.Text("agent"), fields.When("unavailable"))
        {
            Task = fields.OptionalText("task"),
        },
        "inverse_offer_rescinded" => new InverseOfferRescinded(fields.Offer("offer")),
        "task_updated" => ReadTask(fields),
        "operation_updated" => ReadOperation(fields),
        "agent_failed" => new AgentFailed(fields.Text("agent")),
        "executor_failed" => new ExecutorFailed(
            fields.Text("agent"), fields.Text("executor"), fields.Int("exit_status")),
        "call_refused" => new CallRefused(fields.Word<ClusterStatus>("status")),
        _ => null,
    };

    private static void WriteOfOffer(FieldWriter fields, SchedulerEvent message)
    {
        switch (message)
        {
            case OfferReceived offer:
                WriteOffer(fields, offer);
                break;
            case OfferRescinded(OfferKey offer, RescindReason reason):
                fields.Text("event", "offer_rescinded");
                fields.Offer("offer", offer);
                fields.Word("reason", reason);
                break;
            case OfferConflicted(OfferKey offer, ResourceSet remaining):
                fields.Text("event", "offer_conflicted");
                fields.Offer("offer", offer);
                fields.Resources("remaining", remaining);
                break;
            case InverseOfferReceived inverse:
                fields.Text("event", "inverse_offer_received");
                fields.Offer("offer", inverse.Offer);
                fields.Text("agent", inverse.Agent);
                fields.When("unavailable", inverse.Unavailable);
                fields.OptionalText("task", inverse.Task);
                break;
            case InverseOfferRescinded(OfferKey offer):
                fields.Text("event", "inverse_offer_rescinded");
                fields.Offer("offer", offer);
                break;
            default:
                throw new ArgumentException("an unknown event", nameof(message));
        }
    }

    private static OfferReceived ReadOffer(FieldReader fields) => new(
        fields.Offer("offer"), fields.Text("agent"), fields.Text("role"),
        fields.Resources("resources"))
    {
        Hostname = fields.Text("hostname"),
        Attributes = CommandReader.Attributes(fields) ?? AgentAttributes.Empty,
        Domain = ProfileText.ReadDomain(fields),
        Executors = fields.Names("executors"),
        Unavailable = fields.OptionalWhen("unavailable"),
    };

    private static void WriteOffer(FieldWriter fields, OfferReceived offer)
    {
        fields.Text("event", "offer_received");
        fields.Offer("offer", offer.Offer);
        fields.Text("agent", offer.Agent);
        fields.Text("role", offer.Role);
        fields.Resources("resources", offer.Resources);
        fields.Text("hostname", offer.Hostname);
        ProfileText.WriteAttributes(fields, offer.Attributes);
        CommandWriter.WriteDomain(fields.Json, offer.Domain);
        fields.TextsUnlessNone("executors", offer.Executors);
        fields.OptionalWhen("unavailable", offer.Unavailable);
    }

    private static TaskUpdated ReadTask(FieldReader fields) =>
        new(fields.Text("task"), fields.Word<TaskState>("state"))
        {
            Agent = fields.OptionalText("agent"),
            Reason = fields.WordOr("reason", TaskReason.None),
            Violation = fields.WordOr("violation", TaskViolation.None),
            Source = fields.WordOr("source", UpdateSource.Master),
            Update = fields.UpdateOrNone("update"),
            Message = fields.OptionalText("message"),
            IsHealthy = fields.OptionalFlag("healthy"),
            UnreachableSince = fields.OptionalWhen("unreachable_since"),
        };

    private static void WriteTask(FieldWriter fields, TaskUpdated update)
    {
        fields.Text("event", "task_updated");
        fields.Text("task", update.Task);
        fields.Word("state", update.State);
        fields.OptionalText("agent", update.Agent);
        fields.WordUnless("reason", update.Reason, TaskReason.None);
        fields.WordUnless("violation", update.Violation, TaskViolation.None);
        fields.WordUnless("source", update.Source, UpdateSource.Master);
        fields.UpdateUnlessNone("update", update.Update);
        fields.OptionalText("message", update.Message);
        fields.OptionalFlag("healthy", update.IsHealthy);
        fields.OptionalWhen("unreachable_since", update.UnreachableSince);
    }

    private static OperationUpdated ReadOperation(FieldReader fields) =>
        new(fields.Text("operation"), fields.Word<OperationState>("state"))
        {
            Agent = fields.OptionalText("agent"),
            Violation = fields.WordOr("violation", OperationViolation.None),
            Update = fields.UpdateOrNone("update"),
        };

    private static void WriteOperation(FieldWriter fields, OperationUpdated update)
    {
        fields.Text("event", "operation_updated");
        fields.Text("operation", update.Operation);
        fields.Word("state", update.State);
        fields.OptionalText("agent", update.Agent);
        fields.WordUnless("violation", update.Violation, OperationViolation.None);
        fields.UpdateUnlessNone("update", update.Update);
    }
}
