using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Offers.Masters.Options;
using Offers.Masters.Store;
using Offers.Masters.Tests.Store;
using Offers.Wire;

namespace Offers.Masters.Tests.Programs;

public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryDirectory _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_master_whose_disk_is_full_ends_with_1_and_the_next_one_goes_on()
    {
        WireEndpoint endpoint = WireEndpoint.Parse($"unix:{_home["agents.sock"]}");
        await using WireAgent agent = new(new PlayedAgent("a1", "cpus:4;mem:64"), endpoint);
        BadDisk disk = new() { BytesLeft = 250 };
        WebApplication full = Build(disk);
        await using (full)
        {
            MasterService master = full.Services.GetRequiredService<MasterService>();
            await full.StartAsync();
            await full.WaitForShutdownAsync();
            Assert.Equal(1, master.ExitCode);
            Assert.False(agent.Look(static a => a.IsAdmitted));
        }

        await using WebApplication next = Build(StoreFiles.Disk);
        await next.StartAsync();
        await Eventually.TrueAsync("the agent", () => agent.Look(static a => a.IsAdmitted));
        await next.StopAsync();
    }

    [Fact]
    public async Task A_master_that_has_to_end_while_it_starts_ends_in_order()
    {
        await using WebApplication host = Build(
            StoreFiles.Disk, static services => services.AddHostedService<EndsAtOnce>());
        Assert.Equal(0, await MasterProgram.ServeAsync(host));
        await using WebApplication next = Build(StoreFiles.Disk);
        await next.StartAsync();
        await next.StopAsync();
    }

    private WebApplication Build(
        StoreFiles files, Action<IServiceCollection>? more = null) => MasterHost.Build(
        new MasterOptionsReader(
            key => key.Name is "data" ? _home.Path : null, static _ => null, OptionsFile.None, "")
            .Read(),
        services =>
        {
            services.AddSingleton(files);
            more?.Invoke(services);
        });

    /// <summary>Starts before the operators' socket does.</summary>
    private sealed class EndsAtOnce(IHostApplicationLifetime lifetime) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            lifetime.StopApplication();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
