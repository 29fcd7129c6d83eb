using System.Diagnostics;
using Offers.Simulation.Experiments;
using Spectre.Console;

namespace Offers.Simulation.Commands;

/// <summary>Shows progress: bars with the time left on a terminal, plain lines otherwise.</summary>
internal static class ProgressView
{
    /// <summary>Runs the work and shows how far it is.</summary>
    internal static T Show<T>(Func<IExperimentProgress, T> work)
    {
        if (Console.IsErrorRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
        {
            return work(new Lines());
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Error),
        });
        return console.Progress()
            .AutoClear(true)
            .HideCompleted(true)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn())
            .Start(context => work(new Bars(context)));
    }

    private sealed class Bars(ProgressContext context) : IExperimentProgress
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<string, ProgressTask> _tasks = new(StringComparer.Ordinal);

        public void Begin(string name)
        {
            lock (_lock)
            {
                _tasks[name] = context.AddTask(Markup.Escape(name), maxValue: 1);
            }
        }

        public void Report(string name, double part, string detail)
        {
            lock (_lock)
            {
                _tasks[name].Value = part;
                string text = detail.Length > 0 ? $"{name} ({detail})" : name;
                _tasks[name].Description = Markup.Escape(text);
            }
        }

        public void End(string name, string detail)
        {
            lock (_lock)
            {
                _tasks[name].Value = 1;
                _tasks[name].StopTask();
            }
        }
    }

    /// <summary>A line at the end of each piece, and one now and then from long ones.</summary>
    private sealed class Lines : IExperimentProgress
    {
        private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);
        private readonly Lock _lock = new();
        private long _last = Stopwatch.GetTimestamp();

        public void Begin(string name)
        {
        }

        public void Report(string name, double part, string detail)
        {
            lock (_lock)
            {
                if (Stopwatch.GetElapsedTime(_last) > Quiet)
                {
                    _last = Stopwatch.GetTimestamp();
                    Console.Error.WriteLine($"{name}: {part:P0} {detail}".TrimEnd());
                }
            }
        }

        public void End(string name, string detail)
        {
            lock (_lock)
            {
                _last = Stopwatch.GetTimestamp();
                Console.Error.WriteLine($"{name}: {detail}");
            }
        }
    }
}
