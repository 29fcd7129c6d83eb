using System.Collections.Generic;

namespace Offers;

/// <summary>Turns a template and what was picked for it into a task.</summary>
internal static class TaskFactory
{
    internal static TaskDescription Describe(
        TaskTemplate template, ResourcePicker picker, string name, string agent) =>
        new(name, agent, picker.Picked)
        {
            Command = WithPorts(template.Command, picker.Ports),
            KillGrace = template.KillGrace,
            MaxCompletionTime = template.MaxCompletionTime,
            HealthCheck = template.HealthCheck,
            Image = template.Image,
            Priority = template.Priority,
            Labels = template.Duration is { } duration
                ? [.. template.Labels, DurationLabel.Of(duration)]
                : template.Labels,
        };

    private static CommandLine WithPorts(CommandLine command, List<long> ports)
    {
        if (ports.Count == 0)
        {
            return command;
        }

        List<string> variables = new(command.Environment);
        for (int i = 0; i < ports.Count; i++)
        {
            variables.Add($"PORT{i}={ports[i]}");
        }

        return command with { Environment = ValueLists.Of<string>(variables.ToArray()) };
    }
}
