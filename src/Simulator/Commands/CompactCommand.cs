using System.CommandLine;
using Offers.Simulation.Experiments;

namespace Offers.Simulation.Commands;

/// <summary><c>offers compact FILE.yaml</c>: the capacity needed for equal service.</summary>
internal static class CompactCommand
{
    internal static System.CommandLine.Command Create()
    {
        Argument<string> file = new("FILE") { Description = "The experiment file (YAML)." };
        CommonOptions options = new();
        System.CommandLine.Command command = new(
            "compact",
            "Finds the smallest cells that give equal service: static slices, and one shared.")
        {
            file,
        };
        options.AddTo(command);
        command.SetAction(parsed => Cli.Guard(() =>
        {
            Experiment experiment = ExperimentReader.Read(
                parsed.GetValue(file)!, parsed.GetValue(options.Set));
            return new ExperimentSession(parsed, options).Compact(experiment);
        }));
        return command;
    }
}
