using Offers.Agents.Containers;
using Xunit.Abstractions;

namespace Offers.Masters.Tests.Programs;

/// <summary>Both programs with real tasks in the groups of this machine; <c>tests/qemu</c> has them
/// on version 2.</summary>
public sealed class TwoProcessTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryDirectory _home = new();

    public void Dispose() => _home.Dispose();

    [SkippableFact]
    public async Task A_service_is_scaled_up_and_down_and_its_container_with_it()
    {
        RequireGroups();
        output.WriteLine(await Two().ScaleAsync());
    }

    [SkippableFact]
    public async Task A_batch_of_a_thousand_short_tasks_ends_and_nothing_is_left()
    {
        RequireGroups();
        output.WriteLine(await Two().BatchAsync(1_000));
    }

    private TwoProcesses Two() => new(
        _home.Path,
        [MasterProcess.Host, Path.Combine(AppContext.BaseDirectory, "Offers.Master.dll")],
        [MasterProcess.Host, MasterProcess.Built("Agent", "Offers.Agent.dll")]);

    private static void RequireGroups()
    {
        string why = "";
        try
        {
            IContainerGroups groups = ContainerGroups.Open("offers-two-probe");
            groups.Create("probe", new ContainerLimits());
            groups.DestroyAsync("probe", TimeSpan.FromSeconds(5)).Wait();
            groups.TryRemoveRoot();
        }
        catch (GroupException bad)
        {
            why = bad.Message;
        }

        bool isRequired = Environment.GetEnvironmentVariable("OFFERS_REQUIRE_REAL") == "1";
        Assert.True(why.Length == 0 || !isRequired, $"required here: {why}");
        Skip.If(why.Length > 0, why);
    }
}
