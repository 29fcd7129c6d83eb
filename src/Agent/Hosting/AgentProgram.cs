using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Offers.Agents.Images;
using Offers.Agents.Processes;

namespace Offers.Agents.Hosting;

/// <summary>The program <c>offers-agent</c>.</summary>
public static class AgentProgram
{
    private const int BadUse = 2;
    private const int Failed = 1;

    /// <summary>Runs the program, or what an agent starts of it.</summary>
    /// <returns>0; 1 when it failed; 2 for options that cannot be used.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (arguments is [SupervisorProgram.Verb, .. string[] rest])
        {
            return await SupervisorProgram.RunAsync(rest).ConfigureAwait(false);
        }

        if (arguments is [DockerRunner.Verb, .. string[] request])
        {
            return await DockerRunner.RunAsync(request).ConfigureAwait(false);
        }

        if (arguments is ["--version"])
        {
            await Console.Out.WriteLineAsync(typeof(AgentProgram).Assembly
                .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion)
                .ConfigureAwait(false);
            return 0;
        }

        if (arguments is ["--help" or "-h"])
        {
            await Console.Out.WriteLineAsync(
                "offers-agent --master ENDPOINT --work-directory DIR [options]\n\n"
                + "Options, also in a JSON file and as OFFERS_AGENT_* in the environment:\n"
                + string.Join('\n', AgentSettingsReader.Help)).ConfigureAwait(false);
            return 0;
        }

        AgentSettings settings;
        try
        {
            settings = AgentSettingsReader.Read(
                arguments, Environment.GetEnvironmentVariables());
        }
        catch (AgentSettingsException bad)
        {
            await Console.Error.WriteLineAsync($"offers-agent: {bad.Message}")
                .ConfigureAwait(false);
            return BadUse;
        }

        return await RunAsync(settings).ConfigureAwait(false);
    }

    private static async Task<int> RunAsync(AgentSettings settings)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(
            new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddSimpleConsole(options =>
        {
            options.SingleLine = true;
            options.TimestampFormat = "HH:mm:ss.fff ";
        });
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.AddSystemd();
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<AgentService>();
        builder.Services.AddHostedService(services => services.GetRequiredService<AgentService>());
        using IHost host = builder.Build();
        AgentService agent = host.Services.GetRequiredService<AgentService>();
        await host.RunAsync().ConfigureAwait(false);
        if (agent.Failure is not { } failure)
        {
            return 0;
        }

        await Console.Error.WriteLineAsync($"offers-agent: {failure.Message}")
            .ConfigureAwait(false);
        return failure is AgentSettingsException ? BadUse : Failed;
    }
}
