using Offers.Agents.Processes;

namespace Offers.Agents.Hosting;

/// <summary>Makes what the supervisor starts of a command line.</summary>
internal static class TaskCommand
{
    /// <summary>The process of a task or an executor.</summary>
    internal static CommandSpec Of(
        HostParts host, ContainerFacts facts, TaskProcess process, CommandLine command,
        string sandbox, string? user)
    {
        CommandSpec plain = CommandSpec.From(command, sandbox, user);
        return plain with
        {
            Environment =
            [
                CommandSpec.SearchPath,
                $"HOME={sandbox}",
                $"OFFERS_SANDBOX={sandbox}",
                $"OFFERS_AGENT={host.Settings.Name}",
                $"OFFERS_FRAMEWORK={facts.Framework.Id}",
                $"OFFERS_EXECUTOR={facts.Sandbox.Executor}",
                $"OFFERS_CONTAINER={facts.Sandbox.Container}",
                .. OwnOf(host, process),
                .. plain.Environment,
            ],
            OutputBound = host.Settings.OutputBound,
            Limits = ProcessLimit.Parse(host.Settings.ProcessLimits),
        };
    }

    private static IEnumerable<string> OwnOf(HostParts host, TaskProcess process) =>
        process.Name.Process.Length == 0
            ? [$"OFFERS_ENDPOINT=unix:{ExecutorPort.PathOf(host.Settings, process.Name.Container)}"]
            : [$"OFFERS_TASK={process.Name.Process}"];
}
