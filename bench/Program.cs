using System.Globalization;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Offers.Bench;

/// <summary>
/// <c>--gate</c>: the quick check for CI; <c>--counts</c>, <c>--cluster</c>: parts of it.
/// <c>--processes</c>: what the start of a task process costs; <c>--starts</c>: the same through
/// the whole agent. <c>--agents [N]</c>: many agents on one master; <c>--record</c> behind it
/// writes bench/results/Agents.md. Else BenchmarkDotNet's arguments,
/// such as <c>--filter '*'</c>; <c>--record</c> among them writes each table to bench/results.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["--gate"])
        {
            return Gate.Run();
        }

        if (args is ["--counts"])
        {
            return CountGate.Run() ? 0 : 1;
        }

        if (args is ["--cluster"])
        {
            return ClusterGate.Run() ? 0 : 1;
        }

        if (args is ["--processes"])
        {
            return OperatingSystem.IsLinux()
                && ProcessStart.RunAsync().GetAwaiter().GetResult() ? 0 : 1;
        }

        if (args is ["--agents", ..])
        {
            int agents = args is [_, { } number, ..] && number != "--record"
                ? int.Parse(number, CultureInfo.InvariantCulture)
                : 1000;
            ManyAgents.RunAsync(agents, args.Contains("--record"), args).GetAwaiter().GetResult();
            return 0;
        }

        if (args is ["--starts"])
        {
            return OperatingSystem.IsLinux()
                && AgentStart.RunAsync().GetAwaiter().GetResult() ? 0 : 1;
        }

        string[] rest = [.. args.Where(arg => arg != "--record")];
        IEnumerable<Summary> summaries = BenchmarkSwitcher
            .FromAssembly(typeof(Program).Assembly).Run(rest, BenchConfig.Create());
        if (rest.Length < args.Length)
        {
            foreach (Summary summary in summaries)
            {
                ResultFile.Write(summary, args);
            }
        }

        return 0;
    }
}
