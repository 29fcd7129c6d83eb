using System.CommandLine;
using Offers.Simulation.Traces;

namespace Offers.Simulation.Commands;

/// <summary><c>offers trace info FILE</c>.</summary>
internal static class TraceCommand
{
    internal static System.CommandLine.Command Create()
    {
        Argument<string> file = new("FILE") { Description = "The trace." };
        Option<string?> machines = new("--machines")
        {
            Description = "Its machine file; found beside it by name by default.",
            HelpName = "FILE",
        };
        System.CommandLine.Command info = new("info", "Prints the figures of a trace.")
        {
            file, machines,
        };
        info.SetAction(parsed => Cli.Guard(() =>
            TraceInfoCommand.Run(parsed.GetValue(file)!, parsed.GetValue(machines), Console.Out)));
        return new System.CommandLine.Command("trace", "Reads real traces.") { info };
    }
}
