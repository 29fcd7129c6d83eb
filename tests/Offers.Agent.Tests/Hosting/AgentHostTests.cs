using Offers.Agents.Hosting;

namespace Offers.Agents.Tests.Hosting;

/// <summary>Tasks as plain processes, under a master that is told what to say.</summary>
public sealed class AgentHostTests
{
    [Fact]
    public async Task A_command_runs_in_its_sandbox_and_its_end_is_told()
    {
        await using HostFixture fixture = await HostFixture.StartAsync();
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf("t1", "pwd; echo $OFFERS_TASK >&2"));
        ReportUpdate end = await fixture.Master.EndAsync("t1");
        Assert.Equal((TaskState.Finished, "the command exited with status 0"),
            (end.State, end.Message));
        Assert.Equal(
            [TaskState.Starting, TaskState.Running, TaskState.Finished],
            fixture.Master.Updates.Select(u => u.State).Distinct());
        string stdout = await File.ReadAllTextAsync(fixture.Sandbox("t1", "stdout"));
        Assert.EndsWith("frameworks/f1/executors/t1/runs/c1\n", stdout, StringComparison.Ordinal);
        Assert.Equal("t1\n", await File.ReadAllTextAsync(fixture.Sandbox("t1", "stderr")));
        await Within.Until(
            () => File.Exists(fixture.Sandbox("t1", "../c1.ended")), "its sandbox has ended");
    }

    [Theory]
    [InlineData("exit 3", TaskState.Failed, "the command exited with status 3")]
    [InlineData("kill -9 $$", TaskState.Failed, "the command was killed by signal 9")]
    public async Task A_bad_end_is_told_as_it_was(string command, TaskState state, string message)
    {
        await using HostFixture fixture = await HostFixture.StartAsync();
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf("t1", command));
        ReportUpdate end = await fixture.Master.EndAsync("t1");
        Assert.Equal((state, message), (end.State, end.Message));
    }

    [Fact]
    public async Task A_program_that_is_not_there_fails_with_the_reason()
    {
        await using HostFixture fixture = await HostFixture.StartAsync();
        TaskDescription task = fixture.Master.TaskOf("t1", "/no/such/program");
        await fixture.Master.LaunchAsync(task with
        {
            Command = task.Command! with { IsShell = false },
        });
        ReportUpdate end = await fixture.Master.EndAsync("t1");
        Assert.Equal((TaskState.Failed, TaskReason.ContainerLaunchFailed), (end.State, end.Reason));
        Assert.Contains("not found", end.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kill_is_TERM_and_then_KILL()
    {
        await using HostFixture fixture = await HostFixture.StartAsync();
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf("polite", "sleep 100"));
        await fixture.Master.LaunchAsync(
            fixture.Master.TaskOf("deaf", "trap '' TERM; echo ready; while :; do sleep 0.1; done"));
        await fixture.Master.StateAsync("deaf", TaskState.Running);
        await Within.Until(() => File.Exists(fixture.Sandbox("deaf", "stdout"))
            && new FileInfo(fixture.Sandbox("deaf", "stdout")).Length > 0, "it is deaf");
        await fixture.Master.SendAsync(new KillReceived("f1", "polite", null));
        Assert.Equal(TaskState.Killed, (await fixture.Master.EndAsync("polite")).State);
        await fixture.Master.SendAsync(new KillReceived("f1", "deaf", null));
        Assert.Equal(TaskState.Killing,
            (await fixture.Master.StateAsync("deaf", TaskState.Killing)).State);
        Assert.Equal(TaskState.Killed, (await fixture.Master.EndAsync("deaf")).State);
    }

    [Fact]
    public async Task Tasks_outlive_the_agent_and_what_ended_meanwhile_is_told_with_its_status()
    {
        await using HostFixture fixture = await HostFixture.StartAsync();
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf("long", "sleep 100"));
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf(
            "short", "while [ ! -e go ]; do sleep 0.05; done; exit 7"));
        await fixture.Master.StateAsync("short", TaskState.Running);
        await fixture.StopAsync();
        await File.WriteAllTextAsync(fixture.Sandbox("short", "go"), "");
        await Task.Delay(500);
        fixture.Begin();
        ReregisterAgent again = await fixture.Master.HearAsync<ReregisterAgent>();
        Assert.Equal(["long", "short"], again.Tasks.Select(t => t.Description.Name).Order());
        ReportUpdate end = await fixture.Master.EndAsync("short");
        Assert.Equal((TaskState.Failed, "the command exited with status 7"),
            (end.State, end.Message));
        await fixture.Master.SendAsync(new KillReceived("f1", "long", null));
        Assert.Equal(TaskState.Killed, (await fixture.Master.EndAsync("long")).State);
    }

    [Fact]
    public async Task An_update_is_repeated_until_it_is_acknowledged_over_another_connection_too()
    {
        await using HostFixture fixture = await HostFixture.StartAsync();
        fixture.Master.Acknowledges = false;
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf("t1", "true"));
        ReportUpdate first = await fixture.Master.StateAsync("t1", TaskState.Starting);
        ReportUpdate second = await fixture.Master.StateAsync("t1", TaskState.Starting);
        Assert.Equal(first.Update, second.Update);
        await fixture.Master.Cut();
        fixture.Master.Acknowledges = true;
        Assert.Equal(TaskState.Finished, (await fixture.Master.EndAsync("t1")).State);
    }

    [Fact]
    public async Task A_group_has_one_container_and_a_sandbox_for_each_task()
    {
        await using HostFixture fixture = await HostFixture.StartAsync();
        ExecutorDescription executor =
            new("e1", ResourceSet.Parse(fixture.Master.Schema, "cpus:0.1;mem:32"))
            {
                Kind = ExecutorKind.Default,
            };
        await fixture.Master.SendAsync(new LaunchGroupReceived(
            ScriptedMaster.Framework(), "*", new LaunchGroup(executor, [
                fixture.Master.TaskOf("good", "pwd; sleep 100"),
                fixture.Master.TaskOf("bad", "sleep 0.5; exit 1"),
            ])));
        Assert.Equal(TaskState.Failed, (await fixture.Master.EndAsync("bad")).State);
        Assert.Equal(TaskState.Killed, (await fixture.Master.EndAsync("good")).State);
        Assert.EndsWith("runs/c1/tasks/good\n",
            await File.ReadAllTextAsync(fixture.Sandbox("e1", "tasks/good/stdout")),
            StringComparison.Ordinal);
        await fixture.Master.HearAsync<ReportExecutorExit>();
    }

    [Fact]
    public async Task Files_are_fetched_before_the_task_starts_or_it_fails()
    {
        await using HostFixture fixture = await HostFixture.StartAsync(
            change: settings => settings with { FetchRoots = ["/etc"] });
        TaskDescription task = fixture.Master.TaskOf("t1", "cat hostname passwd >/dev/null");
        await fixture.Master.LaunchAsync(task with
        {
            Command = task.Command! with { Uris = ["/etc/hostname", "/etc/passwd#executable"] },
        });
        Assert.Equal(TaskState.Finished, (await fixture.Master.EndAsync("t1")).State);
        await fixture.Master.LaunchAsync(task with
        {
            Name = "t2",
            Command = task.Command! with { Uris = ["/etc/../root/.profile"] },
        });
        ReportUpdate end = await fixture.Master.EndAsync("t2");
        Assert.Equal((TaskState.Failed, TaskReason.ContainerLaunchFailed), (end.State, end.Reason));
        Assert.Contains("a directory the agent allows", end.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_of_processes_hold()
    {
        await using HostFixture fixture = await HostFixture.StartAsync(change: settings =>
            settings with { ProcessLimits = "open-files=100:200;core=0;file-size=unlimited" });
        await fixture.Master.LaunchAsync(
            fixture.Master.TaskOf("t1", "ulimit -Sn; ulimit -Hn; ulimit -c; ulimit -f"));
        Assert.Equal(TaskState.Finished, (await fixture.Master.EndAsync("t1")).State);
        Assert.Equal("100\n200\n0\nunlimited\n",
            await File.ReadAllTextAsync(fixture.Sandbox("t1", "stdout")));
    }

    [Fact]
    public async Task A_health_check_that_gives_up_ends_the_task()
    {
        await using HostFixture fixture = await HostFixture.StartAsync();
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf("t1", "sleep 100") with
        {
            HealthCheck = new TaskCheck(CheckKind.Command)
            {
                Command = new CommandLine("exit 1"),
                Delay = TimeSpan.Zero,
                GracePeriod = TimeSpan.Zero,
                Interval = TimeSpan.FromMilliseconds(50),
                ConsecutiveFailures = 2,
            },
        });
        ReportUpdate sick = await fixture.Master.HearAsync<ReportUpdate>(u => u.IsHealthy == false);
        Assert.Equal(TaskReason.TaskHealthCheckStatusUpdated, sick.Reason);
        Assert.Equal(TaskState.Killed, (await fixture.Master.EndAsync("t1")).State);
    }

    [Fact]
    public async Task Secrets_of_tasks_are_neither_logged_nor_in_the_name_of_a_process()
    {
        const string Secret = "open-sesame-4711";
        await using HostFixture fixture = await HostFixture.StartAsync();
        TaskDescription task = fixture.Master.TaskOf("t1", "echo $TOKEN; sleep 100");
        await fixture.Master.LaunchAsync(task with
        {
            Command = task.Command! with { Environment = [$"TOKEN={Secret}"] },
        });
        await fixture.Master.LaunchAsync(task with
        {
            Name = "t2",
            Command = task.Command! with
            {
                Environment = [$"not a name={Secret}"],
                Uris = [$"http://user:{Secret}@127.0.0.1:1/f?key={Secret}"],
            },
        });
        ReportUpdate end = await fixture.Master.EndAsync("t2");
        Assert.Equal(TaskState.Failed, end.State);
        await Within.Until(() => File.Exists(fixture.Sandbox("t1", "stdout"))
            && File.ReadAllText(fixture.Sandbox("t1", "stdout")) == $"{Secret}\n", "it runs");
        Assert.DoesNotContain(fixture.Master.Updates,
            update => update.Message?.Contains(Secret, StringComparison.Ordinal) == true);
        Assert.DoesNotContain(fixture.Log.Lines,
            line => line.Contains(Secret, StringComparison.Ordinal));
        Assert.DoesNotContain(Secret,
            await File.ReadAllTextAsync(
                Path.Combine(fixture.Settings.WorkDirectory, "supervisor", "log")),
            StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, RealGroupTests.AllCommandLines(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_agent_cannot_have_the_work_directory()
    {
        await using HostFixture fixture = await HostFixture.StartAsync();
        using AgentMetrics metrics = new();
        IOException bad = Assert.Throws<IOException>(() => new AgentHost(
            fixture.Settings, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance,
            metrics));
        Assert.Contains("another agent has this directory", bad.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_told_to_leave_before_it_has_looked_around_leaves()
    {
        await using HostFixture fixture = await HostFixture.StartAsync();
        await fixture.StopAsync();
        Directory.Delete(fixture.Settings.WorkDirectory, recursive: true);

        // The end of the fixture has it leave at once.
        fixture.Begin();
    }

    [Fact]
    public async Task A_known_agent_stays_what_it_was()
    {
        string resources = "cpus:4;mem:2048;disk:1000";
        await using HostFixture fixture = await HostFixture.StartAsync(
            change: settings => settings with { Resources = resources });
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf("t1", "true"));
        await fixture.Master.EndAsync("t1");
        await fixture.StopAsync();
        resources = "cpus:5;mem:2048;disk:1000";
        AgentSettingsException bad = Assert.Throws<AgentSettingsException>(fixture.Begin);
        Assert.Contains("expected 'cpus:4;mem:2048;disk:1000'", bad.Message,
            StringComparison.Ordinal);
        resources = "cpus:4;mem:2048;disk:1000";
        fixture.Begin();
        await fixture.Master.HearAsync<ReregisterAgent>();
    }
}
