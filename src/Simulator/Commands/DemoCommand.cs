using Offers.Simulation.Experiments;

namespace Offers.Simulation.Commands;

/// <summary>
/// <c>offers demo</c>, and <c>offers</c> alone: three organisations first each on its own third,
/// then together.
/// </summary>
internal static class DemoCommand
{
    internal static System.CommandLine.Command Create()
    {
        CommonOptions options = new();
        System.CommandLine.Command command = new(
            "demo", "Three organisations, each on its own third of a cell and then all together.");
        options.AddTo(command);
        command.SetAction(parsed => Cli.Guard(() =>
        {
            Experiment experiment = ExperimentReader.ReadDemo(parsed.GetValue(options.Set));
            return new ExperimentSession(parsed, options).RunAndCompact(experiment);
        }));
        return command;
    }
}
