using Offers.Wire;

namespace Offers.Agents.Tests.Hosting;

/// <summary>Messages that are longer than a frame may be.</summary>
public sealed class LongMessageTests
{
    private const int Frame = 8 << 10;

    [Fact]
    public async Task An_agent_with_more_than_one_message_says_it_in_parts()
    {
        await using HostFixture fixture = await HostFixture.StartAsync(
            change: settings => settings with { Wire = new WireOptions { MaxFrameBytes = Frame } });
        fixture.Master.Acknowledges = false;
        for (int i = 0; i < 5; i++)
        {
            await fixture.Master.LaunchAsync(LongTask(fixture, $"t{i}"));
        }

        await Within.Until(
            () => fixture.Master.Updates.DistinctBy(update => update.Task).Count() == 5,
            "five updates wait for their acknowledgement");
        await fixture.Master.Cut();
        await IsWholeAsync(fixture);
        await fixture.RestartAsync();
        await fixture.Master.Cut();
        await IsWholeAsync(fixture);
        fixture.Master.Acknowledges = true;
    }

    [Fact]
    public async Task What_fits_into_no_message_ends_no_life_of_the_agent()
    {
        int frame = Frame;
        await using HostFixture fixture = await HostFixture.StartAsync(
            change: settings => settings with
            {
                Wire = new WireOptions { MaxFrameBytes = frame },
                Times = settings.Times with
                {
                    ExecutorReregistrationTimeout = TimeSpan.FromSeconds(60),
                },
            });
        await fixture.Master.LaunchAsync(LongTask(fixture, "t1") with
        {
            Command = null,
            Labels = [new string('x', 4_000)],
            Executor = new ExecutorDescription(
                "e1", ResourceSet.Parse(fixture.Master.Schema, "cpus:0.1;mem:32"))
            {
                Command = new CommandLine("sleep 1000"),
            },
        });
        await Within.Until(() => SocketOf(fixture) is not null, "the container is there");
        await Within.Until(
            () => File.Exists(fixture.Sandbox("e1", "stdout")), "its executor has started");
        await fixture.StopAsync();
        frame = 2 << 10;
        fixture.Begin();
        ReregisterAgent back = await fixture.Master.HearAsync<ReregisterAgent>();
        Assert.Empty(back.Tasks);
        Assert.Equal("e1", Assert.Single(back.Executors).Description.Name);
        WireConnection<ExecutorInstruction, ExecutorReport> executor =
            await WireDialer.ConnectAsync(
                WireEndpoint.Parse($"unix:{SocketOf(fixture)}"),
                WireProtocols.ExecutorToAgent("e1", ResourceSchema.CreateStandard()));
        await executor.SendAsync(new SubscribeExecutor("f1", "e1"));
        Assert.IsType<ExecutorSubscribed>(await Within.Time(executor.ReceiveAsync().AsTask()));
        await Within.Until(
            () => fixture.Log.Lines.Any(line => line.StartsWith(
                "ExecutorLaunch for the executor", StringComparison.Ordinal)),
            "the launch is dropped");
        Assert.Single(
            fixture.Log.Lines,
            line => line.StartsWith("task 't1' in the registration", StringComparison.Ordinal));
        await executor.DisposeAsync();
        await fixture.Master.Cut();
        await fixture.Master.HearAsync<ReregisterAgent>();
    }

    private static async Task IsWholeAsync(HostFixture fixture)
    {
        ReregisterAgent back = await fixture.Master.HearAsync<ReregisterAgent>();
        Assert.Equal(
            ["t0", "t1", "t2", "t3", "t4"],
            back.Tasks.Select(task => task.Description.Name).Order());
        Assert.InRange(fixture.Master.Parts, 2, 100);
    }

    private static TaskDescription LongTask(HostFixture fixture, string name)
    {
        TaskDescription task = fixture.Master.TaskOf(name, "true");
        return task with
        {
            Command = task.Command! with { Environment = ["LONG=" + new string('x', 4_000)] },
        };
    }

    private static string? SocketOf(HostFixture fixture) => Directory
        .EnumerateFiles(Path.Combine(fixture.Settings.WorkDirectory, "executors"))
        .SingleOrDefault();
}
