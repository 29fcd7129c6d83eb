using System.CommandLine;
using System.Text;
using Offers.Simulation.Results;

namespace Offers.Simulation.Commands;

/// <summary><c>offers scenario FILE</c>: commands in, decisions out, in virtual time.</summary>
internal static class ScenarioCommand
{
    /// <summary>Makes a runner for a cell of its own that prints its lines.</summary>
    internal delegate ScenarioRunner Start(ScenarioSettings settings, Action<string> output);

    internal static System.CommandLine.Command Create(Start start)
    {
        Argument<string> file = new("FILE")
        {
            Description = "The scenario, one JSON object a line; - reads the standard input.",
        };
        Option<bool> settleEach = new("--settle-each")
        {
            Description = "Lets every command take effect at once, with a run of its own.",
        };
        Option<string> mode = new("--mode")
        {
            Description = "The preset if the scenario names none: mesos (the default) or default.",
            HelpName = "MODE",
            DefaultValueFactory = _ => "mesos",
        };
        mode.AcceptOnlyFromAmong("mesos", "default");
        Option<string?> journal = new("--journal")
        {
            Description = "Writes the journal of what was run, for offers replay.",
            HelpName = "FILE",
        };
        System.CommandLine.Command command = new(
            "scenario", "Runs a scenario and prints one line for everything that it decides.")
        {
            file, settleEach, mode, journal,
        };
        command.SetAction(parsed => Cli.Guard(() =>
        {
            ScenarioSettings settings = new()
            {
                SettleEach = parsed.GetValue(settleEach),
                Mode = parsed.GetValue(mode) is "default"
                    ? AllocatorMode.Default
                    : AllocatorMode.Mesos,
            };
            using LineSource lines = LineSource.Open(parsed.GetValue(file)!);
            TextWriter output = parsed.InvocationConfiguration.Output;
            return parsed.GetValue(journal) is string path
                ? RunWithJournal(lines, settings, path, start, output)
                : Run(lines, settings, start, output);
        }));
        return command;
    }

    private static int RunWithJournal(
        LineSource lines, ScenarioSettings settings, string path, Start start, TextWriter output)
    {
        int code = Cli.Done;
        AtomicFile.Write(path, stream =>
        {
            using StreamWriter journal = new(stream, new UTF8Encoding(false), -1, leaveOpen: true);
            journal.NewLine = "\n";
            code = Run(lines, settings with { Journal = journal.WriteLine }, start, output);
        });
        return code;
    }

    private static int Run(
        LineSource lines, ScenarioSettings settings, Start start, TextWriter output)
    {
        ScenarioRunner runner = start(settings, line => output.Write(line + "\n"));
        foreach (string line in lines.Lines())
        {
            runner.Feed(line);
        }

        runner.End();
        return runner.HasFailed ? Cli.CheckFailed : Cli.Done;
    }
}
