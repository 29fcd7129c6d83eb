namespace Offers.Agents.Tests.Hosting;

/// <summary>The framework's own executor, a process that speaks with the agent: the sample.
/// </summary>
public sealed class CustomExecutorTests
{
    [Fact]
    public async Task It_registers_runs_tasks_and_ends_when_it_is_told()
    {
        await using HostFixture fixture = await HostFixture.StartAsync();
        await fixture.Master.LaunchAsync(TaskOf(fixture, "t1", 0.2));
        await fixture.Master.LaunchAsync(TaskOf(fixture, "t2", 100));
        await fixture.Master.StateAsync("t1", TaskState.Running);
        ReportUpdate end = await fixture.Master.EndAsync("t1");
        Assert.Equal((TaskState.Finished, UpdateSource.Executor), (end.State, end.Source));
        await fixture.Master.SendAsync(new KillReceived("f1", "t2", null));
        Assert.Equal(TaskState.Killed, (await fixture.Master.EndAsync("t2")).State);
        await fixture.Master.SendAsync(new ExecutorShutDown("f1", "e1"));
        ReportExecutorExit exit = await fixture.Master.HearAsync<ReportExecutorExit>();
        Assert.Equal(("e1", 0), (exit.Executor, exit.ExitStatus));
    }

    [Fact]
    public async Task It_outlives_the_agent_and_says_again_what_was_not_acknowledged()
    {
        await using HostFixture fixture = await HostFixture.StartAsync(
            change: settings => settings with
            {
                Times = settings.Times with
                {
                    ExecutorReregistrationTimeout = TimeSpan.FromSeconds(30),
                },
            });
        await fixture.Master.LaunchAsync(OfUser(TaskOf(fixture, "t1", 1.5)));
        await fixture.Master.LaunchAsync(OfUser(TaskOf(fixture, "t2", 100)));
        await fixture.Master.StateAsync("t2", TaskState.Running);
        await fixture.StopAsync();
        await Task.Delay(2_000);
        fixture.Begin();
        Assert.Equal(TaskState.Finished, (await fixture.Master.EndAsync("t1")).State);
        await fixture.Master.SendAsync(new KillReceived("f1", "t2", null));
        Assert.Equal(TaskState.Killed, (await fixture.Master.EndAsync("t2")).State);
    }

    [Fact]
    public async Task One_that_does_not_register_in_time_is_ended()
    {
        await using HostFixture fixture = await HostFixture.StartAsync(
            change: settings => settings with
            {
                Times = settings.Times with
                {
                    ExecutorRegistrationTimeout = TimeSpan.FromMilliseconds(300),
                },
            });
        TaskDescription task = TaskOf(fixture, "t1", 1);
        await fixture.Master.LaunchAsync(task with
        {
            Executor = task.Executor! with { Command = new CommandLine("sleep 100") },
        });
        ReportUpdate end = await fixture.Master.EndAsync("t1");
        Assert.Equal((TaskState.Failed, TaskReason.ExecutorRegistrationTimeout),
            (end.State, end.Reason));
    }

    /// <summary>The executor says who runs it, where the agent may have it so.</summary>
    private static TaskDescription OfUser(TaskDescription task) =>
        Environment.UserName != "root" ? task : task with
        {
            Executor = task.Executor! with
            {
                Command = task.Executor.Command! with { User = "daemon" },
            },
        };

    private static TaskDescription TaskOf(HostFixture fixture, string name, double seconds)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "TaskExecutor.dll");
        return fixture.Master.TaskOf(name, "") with
        {
            Command = null,
            Labels = [FormattableString.Invariant($"seconds={seconds}")],
            Executor = new ExecutorDescription(
                "e1", ResourceSet.Parse(fixture.Master.Schema, "cpus:0.1;mem:64"))
            {
                Command = new CommandLine($"exec dotnet {program}"),
                Framework = "f1",
            },
        };
    }
}
