using System.CommandLine;
using Offers.Simulation.Experiments;
using Offers.Simulation.Results;
using Spectre.Console;

namespace Offers.Simulation.Commands;

/// <summary>
/// One command's work on an experiment: progress while it goes on, the table when it is done, the
/// result files. The first Ctrl-C stops after writing what is finished.
/// </summary>
internal sealed class ExperimentSession(ParseResult parsed, CommonOptions options) : IDisposable
{
    private const int TableWidth = 110;

    private readonly CancellationTokenSource _cancel = new();

    internal int Run(Experiment experiment) => Carry(
        experiment, runner => runner.Run(_cancel.Token));

    internal int Compact(Experiment experiment) => Carry(
        experiment, runner => runner.Compact(_cancel.Token));

    internal int RunAndCompact(Experiment experiment) => Carry(experiment, runner =>
    {
        ExperimentResult runs = runner.Run(_cancel.Token);
        try
        {
            ExperimentResult sizes = runner.Compact(_cancel.Token);
            return runs with { Compactions = sizes.Compactions, Wall = runs.Wall + sizes.Wall };
        }
        catch (OperationCanceledException)
        {
            return runs;
        }
    });

    /// <inheritdoc/>
    public void Dispose() => _cancel.Dispose();

    private int Carry(Experiment experiment, Func<ExperimentRunner, ExperimentResult> work)
    {
        ConsoleCancelEventHandler onCancel = (_, args) =>
        {
            args.Cancel = !_cancel.IsCancellationRequested;
            _cancel.Cancel();
        };
        Console.CancelKeyPress += onCancel;
        try
        {
            ResultWriter.Prepare(DirectoryOf(experiment));
            int threads = parsed.GetValue(options.Jobs);
            ExperimentResult result = ProgressView.Show(
                view => work(new ExperimentRunner(experiment, threads, view)));
            return Finish(result with { CommandLine = CommandLine() });
        }
        finally
        {
            Console.CancelKeyPress -= onCancel;
        }
    }

    private string DirectoryOf(Experiment experiment) =>
        parsed.GetValue(options.Out) ?? Path.Combine("results", experiment.Name);

    private int Finish(ExperimentResult result)
    {
        if (result.Runs.Count == 0 && result.Compactions.Count == 0)
        {
            throw new OperationCanceledException();
        }

        string directory = DirectoryOf(result.Experiment);
        ResultWriter.Write(result, directory);
        ResultTables.Print(PlainConsole(), result);
        string report = Path.GetFullPath(Path.Combine(directory, "report.html"));
        Console.Out.WriteLine($"report: {report}");
        if (!_cancel.IsCancellationRequested)
        {
            return Cli.Done;
        }

        Console.Error.WriteLine("offers: interrupted; what was finished is in the results");
        return Cli.Interrupted;
    }

    /// <summary>
    /// Standard output; wide enough for the tables and without colours in a file or a pipe.
    /// </summary>
    private static IAnsiConsole PlainConsole()
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            Out = new AnsiConsoleOutput(Console.Out),
        });
        console.Profile.Width = Math.Max(TableWidth, console.Profile.Width);
        return console;
    }

    private string CommandLine() =>
        "offers " + string.Join(' ', parsed.Tokens.Select(token => token.Value));
}
