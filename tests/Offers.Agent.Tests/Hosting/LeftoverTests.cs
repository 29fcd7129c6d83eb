using Offers.Agents.Hosting;
using Offers.Agents.Tests.Sandboxes;

namespace Offers.Agents.Tests.Hosting;

/// <summary>What a killed life leaves of containers, and options that are no longer its own.
/// </summary>
public sealed class LeftoverTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Files_of_containers_that_nothing_knows_are_removed(bool isNew)
    {
        using TemporaryDirectory directory = new();
        using ScriptedEngine engine = new(directory.At("engine"), _ => (404, []));
        await using HostFixture fixture = await HostFixture.StartAsync(
            change: settings => settings with { DockerSocket = directory.At("engine") });
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf("t1", "true"));
        await fixture.Master.EndAsync("t1");
        await fixture.StopAsync();
        string work = fixture.Settings.WorkDirectory;
        if (isNew)
        {
            File.Delete(Path.Combine(work, "rows.log"));
            File.Delete(Path.Combine(work, "agent.json"));
        }

        string bundle = Directory.CreateDirectory(Path.Combine(work, "oci/bundles/c97")).FullName;
        string request = Path.Combine(
            Directory.CreateDirectory(Path.Combine(work, "docker")).FullName, "c98.json");
        await File.WriteAllTextAsync(request, "{}");
        string socket = Path.Combine(work, "executors", "c99.sock");
        await File.WriteAllTextAsync(socket, "");
        string sandbox = Sandbox(work, "f9", "c96");
        fixture.Begin();
        await Within.Until(
            () => !Directory.Exists(bundle) && !File.Exists(request) && !File.Exists(socket),
            "nothing is left");
        await Within.Until(() => File.Exists(sandbox + ".ended"), "the sandbox is old");
    }

    [Fact]
    public async Task The_sandbox_of_a_container_whose_framework_is_gone_is_not_in_use()
    {
        await using HostFixture fixture = await HostFixture.StartAsync();
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf("t1", "sleep 1000"));
        await fixture.Master.StateAsync("t1", TaskState.Running);
        await fixture.StopAsync();
        string work = fixture.Settings.WorkDirectory;
        using (AgentStore store = AgentStore.Open(work, ResourceSchema.CreateStandard(), []))
        {
            store.Append([new AgentContainerRow("c96", "f9", "*")]);
            store.Sync();
        }

        string sandbox = Sandbox(work, "f9", "c96");
        fixture.Begin();
        await fixture.Master.HearAsync<ReregisterAgent>();
        Assert.True(File.Exists(sandbox + ".ended"));
        Assert.Empty(Directory.EnumerateFiles(
            Path.Combine(work, "frameworks", "f1"), "*.ended", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Another_hostname_or_domain_is_refused()
    {
        string? host = "old.example";
        Domain domain = new("r", "z0");
        await using HostFixture fixture = await HostFixture.StartAsync(
            change: settings => settings with { Hostname = host, Domain = domain });
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf("t1", "true"));
        await fixture.Master.EndAsync("t1");
        await fixture.StopAsync();
        host = null;
        AgentSettingsException bad = Assert.Throws<AgentSettingsException>(fixture.Begin);
        Assert.StartsWith(
            "hostname: found '', expected 'old.example'", bad.Message, StringComparison.Ordinal);
        host = "old.example";
        domain = new Domain("r", "z1");
        bad = Assert.Throws<AgentSettingsException>(fixture.Begin);
        Assert.StartsWith(
            "domain: found 'r/z1', expected 'r/z0'", bad.Message, StringComparison.Ordinal);
        domain = new Domain("r", "z0");
        fixture.Begin();
        await fixture.Master.HearAsync<ReregisterAgent>();
    }

    [Fact]
    public async Task What_cannot_look_after_the_disk_says_so_at_once()
    {
        TimeSpan interval = TimeSpan.FromMinutes(1);
        await using HostFixture fixture = await HostFixture.StartAsync(
            change: settings => settings with { SandboxInterval = interval });
        await fixture.StopAsync();
        interval = TimeSpan.FromDays(60);
        fixture.Begin();
        IOException bad = await Assert.ThrowsAsync<IOException>(() => fixture.EndAsync());
        Assert.StartsWith("the agent cannot go on", bad.Message, StringComparison.Ordinal);
        interval = TimeSpan.FromMinutes(1);
        fixture.Begin();
    }

    private static string Sandbox(string work, string framework, string container) =>
        Directory.CreateDirectory(Path.Combine(
            work, "frameworks", framework, "executors", "e", "runs", container)).FullName;
}
