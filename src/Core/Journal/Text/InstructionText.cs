using System;

namespace Offers;

/// <summary>The text form of what agents hear.</summary>
internal static class InstructionText
{
    internal static AgentInstruction Read(FieldReader fields)
    {
        string word = fields.Text("instruction");
        return Life(word, fields) ?? Work(word, fields)
            ?? throw JsonShape.Bad("instruction", $"'{word}'", "the name of an instruction");
    }

    internal static void Write(FieldWriter fields, AgentInstruction instruction)
    {
        switch (instruction)
        {
            case AgentAdmitted(bool isDraining):
                fields.Text("instruction", "agent_admitted");
                fields.FlagUnless("draining", isDraining, false);
                break;
            case AgentRefused(ClusterStatus status):
                fields.Text("instruction", "agent_refused");
                fields.Word("status", status);
                break;
            case AgentForgotten:
                fields.Text("instruction", "agent_forgotten");
                break;
            case PingReceived:
                fields.Text("instruction", "ping");
                break;
            case DrainReceived(var maxGrace):
                fields.Text("instruction", "drain");
                fields.OptionalLength("max_grace", maxGrace);
                break;
            case AgentShutDown:
                fields.Text("instruction", "shut_down_agent");
                break;
            default:
                WriteWork(fields, instruction);
                break;
        }
    }

    private static AgentInstruction? Life(string word, FieldReader fields) => word switch
    {
        "agent_admitted" => new AgentAdmitted(fields.Flag("draining", false)),
        "agent_refused" => new AgentRefused(fields.Word<ClusterStatus>("status")),
        "agent_forgotten" => new AgentForgotten(),
        "ping" => new PingReceived(),
        "drain" => new DrainReceived(fields.OptionalLength("max_grace")),
        "shut_down_agent" => new AgentShutDown(),
        _ => null,
    };

    private static AgentInstruction? Work(string word, FieldReader fields) => word switch
    {
        "launch" => new LaunchReceived(
            fields.Object("framework", ProfileText.ReadFramework), fields.Text("role"),
            fields.Object("task", TaskText.Read)),
        "launch_group" => new LaunchGroupReceived(
            fields.Object("framework", ProfileText.ReadFramework), fields.Text("role"),
            fields.Object("group", OperationText.ReadGroup)),
        "kill" => new KillReceived(
            fields.Text("framework"), fields.Text("task"), fields.OptionalLength("grace"))
        {
            Reason = fields.WordOr("reason", TaskReason.None),
        },
        "update_acknowledged" => new UpdateAcknowledged(
            fields.Text("framework"), fields.Text("task"), fields.Update("update")),
        "shut_down_executor" => new ExecutorShutDown(
            fields.Text("framework"), fields.Text("executor")),
        "shut_down_framework" => new FrameworkShutDown(fields.Text("framework")),
        "apply_operation" => new OperationReceived(
            fields.OptionalText("framework"), fields.Object("operation", OperationText.Read))
        {
            ResourceVersion = fields.LongOr("resource_version", 0),
        },
        "operation_acknowledged" => new OperationAcknowledged(
            fields.Text("framework"), fields.Text("operation"), fields.Update("update")),
        _ => null,
    };

    private static void WriteWork(FieldWriter fields, AgentInstruction instruction)
    {
        switch (instruction)
        {
            case LaunchReceived launch:
                Begin(fields, "launch", launch.Framework);
                fields.Text("role", launch.Role);
                fields.Object("task", launch.Task, TaskText.Write);
                break;
            case LaunchGroupReceived launch:
                Begin(fields, "launch_group", launch.Framework);
                fields.Text("role", launch.Role);
                fields.Object("group", launch.Group, OperationText.WriteGroup);
                break;
            case KillReceived kill:
                Begin(fields, "kill", kill.Framework);
                fields.Text("task", kill.Task);
                fields.OptionalLength("grace", kill.Grace);
                fields.WordUnless("reason", kill.Reason, TaskReason.None);
                break;
            case UpdateAcknowledged acknowledged:
                Begin(fields, "update_acknowledged", acknowledged.Framework);
                fields.Text("task", acknowledged.Task);
                fields.Update("update", acknowledged.Update);
                break;
            default:
                WriteRest(fields, instruction);
                break;
        }
    }

    private static void WriteRest(FieldWriter fields, AgentInstruction instruction)
    {
        switch (instruction)
        {
            case ExecutorShutDown shutDown:
                Begin(fields, "shut_down_executor", shutDown.Framework);
                fields.Text("executor", shutDown.Executor);
                break;
            case FrameworkShutDown shutDown:
                Begin(fields, "shut_down_framework", shutDown.Framework);
                break;
            case OperationReceived received:
                fields.Text("instruction", "apply_operation");
                fields.OptionalText("framework", received.Framework);
                fields.Object("operation", received.Operation, OperationText.Write);
                fields.WholeUnless("resource_version", received.ResourceVersion, 0);
                break;
            case OperationAcknowledged acknowledged:
                Begin(fields, "operation_acknowledged", acknowledged.Framework);
                fields.Text("operation", acknowledged.Operation);
                fields.Update("update", acknowledged.Update);
                break;
            default:
                throw new ArgumentException("an unknown instruction", nameof(instruction));
        }
    }

    private static void Begin(FieldWriter fields, string word, FrameworkProfile framework)
    {
        fields.Text("instruction", word);
        fields.Object("framework", framework, ProfileText.WriteFramework);
    }

    private static void Begin(FieldWriter fields, string word, string framework)
    {
        fields.Text("instruction", word);
        fields.Text("framework", framework);
    }
}
