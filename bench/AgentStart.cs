using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Microsoft.Extensions.Logging.Abstractions;
using Offers.Agents.Containers;
using Offers.Agents.Hosting;
using Offers.Agents.Sandboxes;
using Offers.Wire;
using Connection = Offers.Wire.WireConnection<Offers.AgentReport, Offers.AgentInstruction>;
using Listener = Offers.Wire.WireListener<Offers.AgentReport, Offers.AgentInstruction>;

namespace Offers.Bench;

/// <summary>
/// <c>--starts</c>: from a launch that the master sends to RUNNING that it hears, through the whole
/// agent, against one thread that makes the same sandbox and groups, appends and syncs the same
/// three times, writes the same record and has a shell join the groups and run the program; one
/// after another in the same run. Budget: 1.3 times (architecture, section 6).
/// </summary>
[SupportedOSPlatform("linux")]
internal static class AgentStart
{
    private const int Warmups = 30;
    private const int Starts = 300;

    /// <summary>Measures and prints; false when the budget is missed by more than 3 times.
    /// </summary>
    internal static async Task<bool> RunAsync()
    {
        string work = Directory.CreateTempSubdirectory("ob-").FullName;
        ResourceSchema schema = ResourceSchema.CreateStandard();
        WireEndpoint endpoint = WireEndpoint.Parse($"unix:{work}/master.sock");
        Listener listener = await WireListener.StartAsync(
            endpoint, WireProtocols.MasterToAgent("master", schema));
        AgentSettings settings = new()
        {
            Master = endpoint,
            WorkDirectory = Path.Combine(work, "a"),
            Name = string.Create(CultureInfo.InvariantCulture, $"bench-{Environment.ProcessId}"),
            Resources = "cpus:64;mem:65536;disk:1000",
            Containment = ContainmentKind.Cgroups,
            TaskUser = Environment.UserName,
        };
        using AgentMetrics metrics = new();
        AgentHost host = new(settings, NullLogger.Instance, metrics);
        Task running = host.RunAsync(CancellationToken.None);
        Connection connection = (await listener.AcceptAsync())!;
        await connection.ReceiveAsync();
        await connection.SendAsync(new AgentAdmitted(false));
        IContainerGroups groups = ContainerGroups.Open($"{settings.GroupRoot}-bare");
        double[][] times;
        using (AgentStartBare bare = new(Path.Combine(work, "bare"), groups))
        {
            times = await MeasureAsync(connection, bare, schema);
        }

        host.Leave();
        await running;
        await host.DisposeAsync();
        await connection.DisposeAsync();
        await listener.DisposeAsync();
        groups.TryRemoveRoot();
        Directory.Delete(work, recursive: true);
        return StartTable.Print(
            $"start of a task, {Starts} each, {groups.Layout.Hierarchies.Count} trees of groups",
            ["agent: launch to RUNNING", "bare: the same writes and syncs, a shell"], times);
    }

    private static async Task<double[][]> MeasureAsync(
        Connection connection, AgentStartBare bare, ResourceSchema schema)
    {
        double[][] times = [new double[Starts], new double[Starts]];
        for (int index = -Warmups; index < Starts; index++)
        {
            double agent = await LaunchAsync(connection, schema, $"t{index + Warmups}");
            double lone = await bare.RunAsync($"c{index + Warmups}");
            if (index >= 0)
            {
                (times[0][index], times[1][index]) = (agent, lone);
            }
        }

        return times;
    }

    /// <summary>Milliseconds from the launch to RUNNING; then the task is ended.</summary>
    private static async Task<double> LaunchAsync(
        Connection connection, ResourceSchema schema, string name)
    {
        FrameworkProfile framework = new("f", new FrameworkDescription { Roles = ["*"] });
        TaskDescription task =
            new(name, "bench", ResourceSet.Parse(schema, "cpus:0.1;mem:32"))
            {
                Command = new CommandLine("/bin/sleep")
                {
                    IsShell = false,
                    Arguments = ["sleep", "1000"],
                },
            };
        long start = Stopwatch.GetTimestamp();
        await connection.SendAsync(new LaunchReceived(framework, "*", task));
        await HearAsync(connection, TaskState.Running);
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        await connection.SendAsync(new KillReceived("f", name, TimeSpan.Zero));
        await HearAsync(connection, TaskState.Killed);
        return milliseconds;
    }

    private static async Task HearAsync(Connection connection, TaskState state)
    {
        while (await connection.ReceiveAsync() is { } report)
        {
            if (report is ReportUpdate update)
            {
                await connection.SendAsync(
                    new UpdateAcknowledged(update.Framework, update.Task, update.Update));
                if (update.State == state)
                {
                    return;
                }
            }
        }
    }
}
