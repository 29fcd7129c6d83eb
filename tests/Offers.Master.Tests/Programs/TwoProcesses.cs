using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Offers.Agents.Containers;

namespace Offers.Masters.Tests.Programs;

/// <summary>
/// Master and agent as two processes with real tasks in real groups; nothing of a test framework,
/// because <c>tests/qemu</c> runs it in a guest as well.
/// </summary>
/// <param name="home">A directory for all of it; short, because sockets are below it.</param>
/// <param name="master">The words that start the master.</param>
/// <param name="agent">The words that start the agent.</param>
internal sealed class TwoProcesses(
    string home, IReadOnlyList<string> master, IReadOnlyList<string> agent)
{
    private const int Most = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly string _name = $"two-{Environment.ProcessId}";

    private string Data => Path.Combine(home, "data");

    /// <summary>
    /// A service of one instance becomes one of twenty and one of one again, one step after the
    /// other; at each the kernel says what its container's limits are.
    /// </summary>
    /// <returns>What was measured.</returns>
    internal async Task<string> ScaleAsync()
    {
        await File.WriteAllTextAsync(Jobs(),
            """
            services:
              - { name: web, instances: 1, container: shared, command: exec sleep 1000, cpus: 0.1, mem: 32, grace: 1 }
            """).ConfigureAwait(false);
        using Process masters = StartMaster();
        using Process agents = StartAgent();
        IContainerGroups groups = Groups();
        using HttpClient operators = ClientOf(Path.Combine(Data, "operator.sock"));
        await IsAsync(groups, 1).ConfigureAwait(false);
        int[] steps =
            [.. Enumerable.Range(2, Most - 1), .. Enumerable.Range(1, Most - 1).Reverse()];
        long start = Stopwatch.GetTimestamp();
        foreach (int instances in steps)
        {
            using HttpResponseMessage answer = await operators.PostAsync(
                new Uri($"http://m/scale?job=web&instances={instances}"), null)
                .ConfigureAwait(false);
            answer.EnsureSuccessStatusCode();
            await IsAsync(groups, instances).ConfigureAwait(false);
        }

        TimeSpan taken = Stopwatch.GetElapsedTime(start);
        long? hard = groups.Limits("c1").MemoryHardBytes;
        Expect(hard == (32 + (32L * Most)) << 20, $"found a hard limit of {hard} bytes");
        await TearDownAsync(operators, "web").ConfigureAwait(false);
        await UntilAsync(() => groups.List().Count == 0, "the container is gone")
            .ConfigureAwait(false);
        await EndAsync(agents).ConfigureAwait(false);
        await EndAsync(masters).ConfigureAwait(false);
        Expect(groups.TryRemoveRoot(), "found groups after the end");
        return FormattableString.Invariant(
            $"{steps.Length} steps, each read back, in {taken.TotalSeconds:0.0} s");
    }

    /// <summary>Short tasks, each in a container of its own, all end well.</summary>
    /// <returns>What was measured.</returns>
    internal async Task<string> BatchAsync(int tasks)
    {
        await File.WriteAllTextAsync(Jobs(), string.Create(CultureInfo.InvariantCulture,
            $$"""
            batch:
              - { name: crunch, tasks: {{tasks}}, command: 'true', cpus: 0.1, mem: 32 }
            """)).ConfigureAwait(false);
        using Process agents = StartAgent();
        long start = Stopwatch.GetTimestamp();
        using Process masters = StartMaster("--until-done");
        string text = await masters.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
        await masters.WaitForExitAsync().ConfigureAwait(false);
        TimeSpan taken = Stopwatch.GetElapsedTime(start);
        Expect(masters.ExitCode == 0, $"found exit code {masters.ExitCode}");
        Expect(text.Contains($"crunch\t{tasks}\t0\t0\t0\t0\n", StringComparison.Ordinal),
            $"found {text}");
        IContainerGroups groups = Groups();
        await UntilAsync(() => groups.List().Count == 0, "all containers are gone")
            .ConfigureAwait(false);
        await EndAsync(agents).ConfigureAwait(false);
        Expect(groups.TryRemoveRoot(), "found groups after the end");
        return string.Create(CultureInfo.InvariantCulture,
            $"{tasks} tasks in {taken.TotalSeconds:0.0} s, the start of the master included");
    }

    private string Jobs() => Path.Combine(home, "jobs.yaml");

    private IContainerGroups Groups() => ContainerGroups.Open($"offers-{_name}");

    /// <summary>The one container has what so many instances need, says the kernel.</summary>
    private static Task IsAsync(IContainerGroups groups, int instances)
    {
        long memory = (32L + (32 * instances)) << 20;
        int cpus = 10 + (100 * instances);
        long weight = groups.Layout.Version == GroupVersion.V1
            ? cpus * 1024 / 1000
            : Math.Max(1, cpus * 100 / 1000);
        return UntilAsync(
            () => groups.List() is ["c1"]
                && groups.Limits("c1") is { } limits
                && limits.MemorySoftBytes == memory && limits.CpuShares == weight
                && groups.Processes("c1").Count == instances,
            $"{instances} instances in {memory >> 20} MiB with a weight of {weight}");
    }

    private static async Task TearDownAsync(HttpClient operators, string job)
    {
        string frameworks =
            await operators.GetStringAsync(new Uri("http://m/frameworks")).ConfigureAwait(false);
        using JsonDocument document = JsonDocument.Parse(frameworks);
        string id = document.RootElement.ToString().Split('"')
            .First(word => word.StartsWith($"{job}-", StringComparison.Ordinal));
        using StringContent command = new($$"""{"op":"tear_down","framework":"{{id}}"}""");
        using HttpResponseMessage answer = await operators.PostAsync(
            new Uri("http://m/command"), command).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task UntilAsync(Func<bool> isSo, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!IsSo(isSo))
        {
            Expect(Stopwatch.GetElapsedTime(start) < Patience, $"it did not come: {what}");
            await Task.Delay(20).ConfigureAwait(false);
        }
    }

    private static bool IsSo(Func<bool> isSo)
    {
        try
        {
            return isSo();
        }
        catch (GroupException)
        {
            // It is being made, or destroyed.
            return false;
        }
    }

    private static async Task EndAsync(Process process)
    {
        using (Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
        {
            await kill.WaitForExitAsync().ConfigureAwait(false);
        }

        await process.WaitForExitAsync().ConfigureAwait(false);
        Expect(process.ExitCode == 0, $"found exit code {process.ExitCode}");
    }

    private static void Expect(bool isSo, string found)
    {
        if (!isSo)
        {
            throw new InvalidOperationException(found);
        }
    }

    private Process StartMaster(params string[] more) => Start([
        .. master, "--data", Data, "--run", Jobs(), "--allocation-interval", "0.05", .. more]);

    private Process StartAgent() => Start([
        .. agent, "--master", $"unix:{Data}/agents.sock",
        "--work-directory", Path.Combine(home, "agent"), "--name", _name,
        "--resources", "cpus:4;mem:2048;disk:1000;ports:[31000-31001]",
        "--containment", "cgroups", "--task-user", "0", "--registration-backoff", "50ms",
        "--max-registration-backoff", "200ms", "--supervisor-idle", "1s"]);

    private static Process Start(string[] words) =>
        Process.Start(new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardOutput = Array.IndexOf(words, "--until-done") >= 0,
            UseShellExecute = false,
        })!;

    private static HttpClient ClientOf(string path) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellation) =>
        {
            Socket socket =
                new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation)
                .ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });
}
