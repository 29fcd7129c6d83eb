using System.CommandLine;

namespace Offers.Simulation.Commands;

/// <summary>The command line of <c>offers</c>.</summary>
internal static class Cli
{
    internal const int Done = 0;
    internal const int CheckFailed = 1;
    internal const int BadInput = 2;
    internal const int Interrupted = 130;

    private static readonly string[] Help = ["-h", "--help", "-?", "/?", "/h"];

    /// <summary>Options with which <c>offers</c> alone is still the demo.</summary>
    private static readonly string[] DemoOptions = ["--out", "--jobs", "--set"];

    /// <summary>
    /// Parses and runs. Whatever is wrong with the input ends in one line on the error stream and
    /// 2.
    /// </summary>
    internal static int Run(string[] args)
    {
        RootCommand root = new("Simulates static partitions against one shared cell of offers.")
        {
            DemoCommand.Create(),
            RunCommand.Create(),
            CompactCommand.Create(),
            TraceCommand.Create(),
            ScenarioCommand.Create(
                static (settings, output) => new ScenarioRunner(settings, output)),
            ReplayCommand.Create(static effects => new JournalReplay(effects)),
        };
        bool isDemo = args.Length == 0 || DemoOptions.Contains(args[0], StringComparer.Ordinal);
        ParseResult parsed = root.Parse(isDemo ? ["demo", .. args] : args);
        if (parsed.Errors.Count > 0 && !Array.Exists(args, Help.Contains))
        {
            Console.Error.WriteLine($"offers: {parsed.Errors[0].Message} (see offers --help)");
            return BadInput;
        }

        return parsed.Invoke();
    }

    /// <summary>
    /// Runs the body of a command and turns what users may meet into lines and exit codes.
    /// </summary>
    internal static int Guard(Func<int> body)
    {
        try
        {
            return body();
        }
        catch (InputException bad)
        {
            Console.Error.WriteLine($"offers: {bad.Message}");
            return BadInput;
        }
        catch (SimulationException stuck)
        {
            Console.Error.WriteLine($"offers: {stuck.Message}");
            return CheckFailed;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("offers: interrupted");
            return Interrupted;
        }
        catch (Exception io) when (io is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"offers: {io.Message}");
            return BadInput;
        }
    }
}
