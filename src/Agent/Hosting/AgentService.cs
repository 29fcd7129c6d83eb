using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Offers.Agents.Hosting;

/// <summary>
/// An agent as a hosted service. A stop leaves tasks running for the next start; an agent that has
/// left its master for good ends the application.
/// </summary>
public sealed class AgentService : BackgroundService
{
    private readonly AgentSettings _settings;
    private readonly ILogger<AgentService> _log;
    private readonly IHostApplicationLifetime _lifetime;
    private AgentHost? _host;

    /// <summary>An agent that starts with its application.</summary>
    public AgentService(
        AgentSettings settings, ILogger<AgentService> log, IHostApplicationLifetime lifetime)
    {
        _settings = settings;
        _log = log;
        _lifetime = lifetime;
    }

    /// <summary>What it failed of; null while it did not.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>
    /// Stops; an agent that leaves at its stop is first waited for, as long as the host allows.
    /// </summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_settings.LeavesAtStop && _host is { } host && ExecuteTask is { } running)
        {
            host.Leave();
            await running.WaitAsync(cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!running.IsCompleted)
            {
                Failure = new TimeoutException(
                    $"its tasks have not ended in time; what is left is in the groups "
                    + $"{_settings.GroupRoot} and in {_settings.WorkDirectory}");
            }
        }

        await base.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            using AgentMetrics metrics = new();
            AgentHost host = new(_settings, _log, metrics);
            await using (host.ConfigureAwait(false))
            {
                _host = host;
                await host.RunAsync(stoppingToken).ConfigureAwait(false);
            }
        }
        catch (Exception bad)
        {
            // Said by the program, which ends with it.
            Failure = bad;
        }
        finally
        {
            _host = null;
            _lifetime.StopApplication();
        }
    }
}
