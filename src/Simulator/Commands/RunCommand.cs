using System.CommandLine;
using Offers.Simulation.Experiments;

namespace Offers.Simulation.Commands;

/// <summary><c>offers run FILE.yaml</c>: policies x seeds.</summary>
internal static class RunCommand
{
    internal static System.CommandLine.Command Create()
    {
        Argument<string> file = new("FILE") { Description = "The experiment file (YAML)." };
        CommonOptions options = new();
        System.CommandLine.Command command = new(
            "run",
            "Runs an experiment: every policy with every seed.")
        {
            file,
        };
        options.AddTo(command);
        command.SetAction(parsed => Cli.Guard(() =>
        {
            Experiment experiment = ExperimentReader.Read(
                parsed.GetValue(file)!, parsed.GetValue(options.Set));
            return new ExperimentSession(parsed, options).Run(experiment);
        }));
        return command;
    }
}
