using System.CommandLine;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Offers.Agents.Hosting;
using Offers.Masters.Frameworks;
using Offers.Masters.Local;
using Offers.Masters.Operators;
using Offers.Masters.Options;
using Offers.Simulation;

namespace Offers.Masters;

/// <summary>The command line of <c>offers-master</c>.</summary>
internal static class MasterProgram
{
    /// <summary>The data or the disk is bad.</summary>
    internal const int Failure = 1;

    /// <summary>An option or the jobs file is not what it has to be.</summary>
    internal const int BadInput = 2;

    /// <summary>All jobs have ended, and tasks of some were given up.</summary>
    internal const int JobsGaveUp = 3;

    private static readonly string[] Help = ["-h", "--help", "-?"];

    /// <summary>Runs the program; returns what it ends with.</summary>
    internal static async Task<int> RunAsync(string[] arguments)
    {
        RootCommand root = new(
            "A master: shares the resources of agents among frameworks by offers.");
        OptionFlags options = new(root);
        MasterOptionsReader ReaderOf(ParseResult parsed) =>
            options.ReaderOf(parsed, Environment.GetEnvironmentVariable);
        root.Add(CtlCommand.Create(parsed => ReaderOf(parsed).ReadOperator()));
        root.SetAction((parsed, _) => ServeAsync(ReaderOf(parsed)));
        ParseResult result = root.Parse(arguments);
        if (result.Errors.Count > 0 && !Array.Exists(arguments, Help.Contains))
        {
            return await SayAsync($"{result.Errors[0].Message} (see --help)", BadInput)
                .ConfigureAwait(false);
        }

        return await GuardAsync(() => result.InvokeAsync(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        })).ConfigureAwait(false);
    }

    /// <summary>Turns what people may meet into one line and a number.</summary>
    internal static async Task<int> GuardAsync(Func<Task<int>> body)
    {
        try
        {
            return await body().ConfigureAwait(false);
        }
        catch (Exception bad) when (bad is InputException or ArgumentException)
        {
            return await SayAsync(bad.Message, BadInput).ConfigureAwait(false);
        }
        catch (Exception bad) when (bad is IOException or InvalidDataException
            or UnauthorizedAccessException or SocketException)
        {
            return await SayAsync(bad.Message, Failure).ConfigureAwait(false);
        }
    }

    private static async Task<int> ServeAsync(MasterOptionsReader reader)
    {
        MasterOptions options = reader.Read();
        bool isLeft = false;
        try
        {
            WebApplication host = MasterHost.Build(options, options.WithAgent
                ? services => LocalAgent.Add(services, options)
                : null);
            await using (host.ConfigureAwait(false))
            {
                AgentService? agent = host.Services.GetService<AgentService>();
                int code = await ServeAsync(host).ConfigureAwait(false);
                isLeft = agent?.Failure is TimeoutException;
                return code;
            }
        }
        finally
        {
            // Tasks that would not end are still in it.
            if (options.Temporary is { } directory && !isLeft)
            {
                Directory.Delete(directory, recursive: true);
            }
        }
    }

    /// <summary>Runs a master to its end; what the program ends with.</summary>
    internal static async Task<int> ServeAsync(WebApplication host)
    {
        CancellationToken stopping = host.Lifetime.ApplicationStopping;
        MasterService master = host.Services.GetRequiredService<MasterService>();
        AgentService? agent = host.Services.GetService<AgentService>();
        try
        {
            await host.RunAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // It was to end, or its disk refused, before all of it had started.
        }

        if (agent?.Failure is { } failure)
        {
            return await SayAsync($"its agent: {failure.Message}", Failure).ConfigureAwait(false);
        }

        if (master.Summary is { } jobs)
        {
            await TellAsync(jobs).ConfigureAwait(false);
        }

        return master.ExitCode;
    }

    /// <summary>A table where a person looks; columns parted by tabs elsewhere.</summary>
    private static async Task TellAsync(List<JobSummary> jobs)
    {
        if (!Console.IsOutputRedirected)
        {
            ContainerBoard.Tell(jobs);
            return;
        }

        await Console.Out.WriteLineAsync(string.Join('\t', JobSummary.Columns))
            .ConfigureAwait(false);
        foreach (JobSummary job in jobs)
        {
            await Console.Out.WriteLineAsync(string.Join('\t', job.Cells)).ConfigureAwait(false);
        }

        foreach (string line in jobs.Select(static job => job.FailureLine).OfType<string>())
        {
            await Console.Out.WriteLineAsync(line).ConfigureAwait(false);
        }
    }

    private static async Task<int> SayAsync(string message, int code)
    {
        await Console.Error.WriteLineAsync($"offers-master: {message}").ConfigureAwait(false);
        return code;
    }
}
