using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Offers.Agents.Containers;
using Offers.Masters.Operators;
using Xunit.Abstractions;

namespace Offers.Masters.Tests.Programs;

/// <summary>Master and agent as two processes, with real tasks in the groups of this machine.
/// </summary>
public sealed class TwoProcessTests(ITestOutputHelper output) : IDisposable
{
    private const int Most = 20;
    private const int Tasks = 1_000;
    private readonly TemporaryDirectory _home = new();
    private readonly string _name = $"two-{Environment.ProcessId}";

    public void Dispose() => _home.Dispose();

    [SkippableFact]
    public async Task A_service_is_scaled_up_and_down_and_its_container_with_it()
    {
        RequireGroups();
        await File.WriteAllTextAsync(_home["jobs.yaml"],
            """
            services:
              - { name: web, instances: 1, container: shared, command: exec sleep 1000, cpus: 0.1, mem: 32, grace: 1 }
            """);
        using MasterProcess master = StartMaster();
        using MasterProcess agent = StartAgent("cpus:4;mem:2048;disk:1000");
        IContainerGroups groups = ContainerGroups.Open($"offers-{_name}");
        using HttpClient operators = CtlCommand.ClientOf(_home["data/operator.sock"]);
        await IsAsync(groups, 1);
        int[] steps = [.. Enumerable.Range(2, Most - 1), .. Enumerable.Range(1, Most - 1).Reverse()];
        long start = Stopwatch.GetTimestamp();
        foreach (int instances in steps)
        {
            using HttpResponseMessage answer = await operators.PostAsync(
                new Uri($"http://m/scale?job=web&instances={instances}"), null);
            answer.EnsureSuccessStatusCode();
            await IsAsync(groups, instances);
        }

        output.WriteLine($"{steps.Length} steps in {Stopwatch.GetElapsedTime(start)}");
        Assert.Equal((32 + (32 * Most)) << 20, groups.Limits("c1").MemoryHardBytes);
        await EndAsync(master, agent, groups, operators, "web");
    }

    [SkippableFact]
    public async Task A_batch_of_many_short_tasks_ends_and_nothing_is_left()
    {
        RequireGroups();
        await File.WriteAllTextAsync(_home["jobs.yaml"], string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            batch:
              - { name: crunch, tasks: {{Tasks}}, command: 'true', cpus: 0.1, mem: 32 }
            """));
        using MasterProcess agent = StartAgent("cpus:4;mem:2048;disk:1000");
        long start = Stopwatch.GetTimestamp();
        using MasterProcess master = StartMaster("--until-done");
        (int code, string text, string errors) = await master.EndAsync();
        output.WriteLine($"{Tasks} tasks in {Stopwatch.GetElapsedTime(start)}");
        Assert.True(code == 0, errors);
        Assert.Contains($"crunch\t{Tasks}\t0\t0\t0\t0\n", text, StringComparison.Ordinal);
        IContainerGroups groups = ContainerGroups.Open($"offers-{_name}");
        await Eventually.TrueAsync("the end of all groups", () => groups.List().Count == 0);
        agent.Terminate();
        Assert.Equal(0, (await agent.EndAsync()).Code);
        Assert.True(groups.TryRemoveRoot());
    }

    /// <summary>The one container has what so many instances need, says the kernel.</summary>
    private static async Task IsAsync(IContainerGroups groups, int instances)
    {
        long memory = (32L + (32 * instances)) << 20;
        long shares = ((10 + (100 * instances)) * 1024) / 1000;
        await Eventually.TrueAsync(
            $"{instances} instances in {memory >> 20} MiB and {shares} shares", () =>
        {
            try
            {
                return groups.List() is ["c1"]
                    && groups.Limits("c1") is { } limits
                    && limits.MemorySoftBytes == memory && limits.CpuShares == shares
                    && groups.Processes("c1").Count == instances;
            }
            catch (GroupException)
            {
                return false;
            }
        });
    }

    /// <summary>Torn down, nothing runs; both end as they are asked, and the books are free.
    /// </summary>
    private static async Task EndAsync(
        MasterProcess master, MasterProcess agent, IContainerGroups groups, HttpClient operators,
        string job)
    {
        string frameworks = await operators.GetStringAsync(new Uri("http://m/frameworks"));
        using JsonDocument document = JsonDocument.Parse(frameworks);
        string id = document.RootElement.ToString().Split('"')
            .First(word => word.StartsWith($"{job}-", StringComparison.Ordinal));
        using StringContent command =
            new($$"""{"op":"tear_down","framework":"{{id}}"}""");
        using HttpResponseMessage answer =
            await operators.PostAsync(new Uri("http://m/command"), command);
        answer.EnsureSuccessStatusCode();
        await Eventually.TrueAsync("the end of the container", () => groups.List().Count == 0);
        agent.Terminate();
        (int code, string _, string errors) = await agent.EndAsync();
        Assert.True(code == 0, errors);
        master.Terminate();
        (code, string _, errors) = await master.EndAsync();
        Assert.True(code == 0, errors);
        Assert.True(groups.TryRemoveRoot());
    }

    private MasterProcess StartMaster(params string[] more) => MasterProcess.Start([
        "--data", _home["data"], "--run", _home["jobs.yaml"], "--allocation-interval", "0.05",
        .. more]);

    private MasterProcess StartAgent(string resources) => MasterProcess.StartAgent(
        "--master", $"unix:{_home["data"]}/agents.sock", "--work-directory", _home["agent"],
        "--name", _name, "--resources", resources, "--containment", "cgroups",
        "--registration-backoff", "50ms", "--max-registration-backoff", "200ms",
        "--supervisor-idle", "1s", "--task-user", "root");

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
