using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Offers.Agents.Hosting;
using Offers.Masters.Options;

namespace Offers.Masters.Local;

/// <summary>
/// An agent in the master's own process, for a first look on one machine: it speaks with the master
/// over its socket like any other, and leaves nothing behind when the two end.
/// </summary>
internal static class LocalAgent
{
    /// <summary>Whether a table shows its containers, which lines of others would tear.</summary>
    internal static bool HasTable(MasterOptions options) =>
        options.WithAgent && !Console.IsOutputRedirected;

    /// <summary>Adds the agent, and what shows its containers.</summary>
    internal static void Add(IServiceCollection services, MasterOptions options)
    {
        ContainerBoard board = new(Console.Out, isTable: HasTable(options));
        services.AddSingleton(board);
        services.AddSingleton(SettingsOf(options, board));
        services.AddSingleton<AgentService>();
        services.AddHostedService(static provider => provider.GetRequiredService<AgentService>());
        services.AddHostedService(static provider =>
            provider.GetRequiredService<ContainerBoard>());
    }

    /// <summary>
    /// Groups are named after the agent, and other agents of this machine have theirs; it is the
    /// same one whenever it comes back to its directory.
    /// </summary>
    internal static string NameOf(string directory) => "local-" + Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(directory)).AsSpan(0, 4));

    private static AgentSettings SettingsOf(MasterOptions options, ContainerBoard board) => new()
    {
        Master = options.Listen,
        WorkDirectory = options.AgentWork,

        Name = NameOf(options.AgentWork),
        Resources = options.AgentResources,
        LeavesAtStop = true,
        ContainerChanged = board.Take,
        SupervisorIdle = TimeSpan.FromSeconds(5),
        Times = new AgentOptions
        {
            // Both are here: there is no crowd to be kept apart.
            RegistrationBackoff = TimeSpan.FromMilliseconds(50),
        },
    };
}
