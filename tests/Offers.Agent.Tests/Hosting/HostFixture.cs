using Offers.Agents.Hosting;
using Offers.Agents.Processes;
using Offers.Wire;

namespace Offers.Agents.Tests.Hosting;

/// <summary>An agent's host in this process, with a master that is told what to say.</summary>
internal sealed class HostFixture : IAsyncDisposable
{
    private readonly AgentMetrics _metrics = new();
    private readonly Func<AgentSettings, AgentSettings> _change;
    private CancellationTokenSource _cancel = new();
    private Task _running = Task.CompletedTask;

    private HostFixture(ContainmentKind containment, Func<AgentSettings, AgentSettings>? change)
    {
        Work = Path.Combine("/tmp", "offers-host-" + Path.GetRandomFileName()[..8]);
        Directory.CreateDirectory(Work);
        Containment = containment;
        _change = change ?? (static settings => settings);
    }

    internal string Work { get; }

    /// <summary>All that was said to people.</summary>
    internal SaidLog Log { get; } = new();

    internal ContainmentKind Containment { get; }

    internal ScriptedMaster Master { get; private set; } = null!;

    internal AgentHost Host { get; private set; } = null!;

    internal AgentSettings Settings => _change(new AgentSettings
    {
        Master = WireEndpoint.Parse($"unix:{Work}/master.sock"),
        WorkDirectory = Path.Combine(Work, "w"),
        Name = "a1-" + Path.GetFileName(Work),
        Resources = "cpus:4;mem:2048;disk:1000",
        Containment = Containment,
        SupervisorIdle = TimeSpan.FromSeconds(5),
        Times = new AgentOptions
        {
            RegistrationBackoff = TimeSpan.FromMilliseconds(20),
            MaxRegistrationBackoff = TimeSpan.FromMilliseconds(200),
            KillGrace = TimeSpan.FromMilliseconds(500),
            FirstUpdateRetry = TimeSpan.FromMilliseconds(500),
            MaxUpdateRetry = TimeSpan.FromSeconds(1),
        },
    });

    internal static async Task<HostFixture> StartAsync(
        ContainmentKind containment = ContainmentKind.Processes,
        Func<AgentSettings, AgentSettings>? change = null)
    {
        HostFixture fixture = new(containment, change);
        fixture.Master = await ScriptedMaster.StartAsync($"{fixture.Work}/master.sock");
        fixture.Begin();
        await fixture.Master.HearAsync<RegisterAgent>();
        return fixture;
    }

    /// <summary>The agent leaves; nothing of it may be left.</summary>
    public async ValueTask DisposeAsync()
    {
        Host.Leave();
        await Within.Time(_running);
        Assert.True(Host.IsEnded);
        await Host.DisposeAsync();
        await Master.DisposeAsync();
        _metrics.Dispose();
        _cancel.Dispose();
        Directory.Delete(Work, recursive: true);
    }

    /// <summary>The host stops and starts again, as after an upgrade.</summary>
    internal async Task RestartAsync()
    {
        await StopAsync();
        Begin();
        await Master.HearAsync<ReregisterAgent>();
    }

    internal async Task StopAsync()
    {
        await _cancel.CancelAsync();
        await Within.Time(_running);
        await Host.DisposeAsync();
    }

    /// <summary>Waits until the host ends of itself.</summary>
    internal async Task EndAsync()
    {
        try
        {
            await Within.Time(_running);
        }
        finally
        {
            await Host.DisposeAsync();
        }
    }

    internal void Begin()
    {
        _cancel.Dispose();
        _cancel = new CancellationTokenSource();
        Host = new AgentHost(Settings, Log, _metrics);
        _running = Host.RunAsync(_cancel.Token);
    }

    /// <summary>The file of a task's sandbox.</summary>
    internal string Sandbox(string executor, string file, string framework = "f1") => Path.Combine(
        Settings.WorkDirectory, "frameworks", framework, "executors", executor, "runs", "latest",
        file);
}
