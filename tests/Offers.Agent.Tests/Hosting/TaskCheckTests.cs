using System.Collections.Concurrent;
using Offers.Agents.Hosting;
using Offers.Agents.Processes;
using Offers.Agents.Sandboxes;
using Offers.Agents.Tests.Processes;
using Offers.Agents.Tests.Sandboxes;

namespace Offers.Agents.Tests.Hosting;

/// <summary>Checks of tasks run as the tasks do.</summary>
[Collection(Alone.Name)]
public sealed class TaskCheckTests : IDisposable
{
    private readonly TemporaryDirectory _images = new();

    private readonly HttpClient _http = HttpProbe.NewClient();

    public void Dispose()
    {
        _images.Dispose();
        _http.Dispose();
    }

    [SkippableFact]
    public async Task A_check_runs_as_the_framework_s_user_in_the_sandbox_with_the_task_s_variables()
    {
        RequireRoot();
        await using HostFixture fixture = await HostFixture.StartAsync();
        TaskDescription task = fixture.Master.TaskOf("t1", "touch ready; sleep 100");
        await fixture.Master.SendAsync(new LaunchReceived(
            ScriptedMaster.Framework() with { User = "daemon" }, "*",
            task with
            {
                HealthCheck = CheckOf(
                    "test -f ready && test \"$(id -un)\" = daemon && test \"$OFFERS_TASK\" = t1 "
                    + "&& test \"$HOME\" = \"$PWD\""),
            }));
        await IsHealthyAsync(fixture, "t1");
    }

    [SkippableFact]
    public async Task A_check_of_a_task_in_an_image_runs_in_it_and_one_that_hangs_is_ended()
    {
        ImageTests.RequireRunc();
        string root = ImageTests.Busybox(_images.At("root"));
        await using HostFixture fixture = await HostFixture.StartAsync(
            ContainmentKind.Cgroups, settings => settings with { ImageRoots = [_images.Path] });
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf(
            "good", "touch ready; sleep 100", "cpus:0.1;mem:64") with
        {
            Image = root,
            HealthCheck = CheckOf("[ -f ready ] && [ ! -e /etc/passwd ] && [ $PWD = /sandbox ]"),
        });
        await IsHealthyAsync(fixture, "good");
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf(
            "hung", "sleep 7654; exit 1", "cpus:0.1;mem:64") with
        {
            Image = root,
            Check = CheckOf("exec sleep 4567") with
            {
                Timeout = TimeSpan.FromMilliseconds(300),
                Interval = TimeSpan.FromSeconds(100),
            },
        });
        await Within.Until(() => Running("sleep 4567") > 0, "the check runs");
        await Within.Until(() => Running("sleep 4567") == 0, "the check was ended");
        Assert.Equal(1, Running("sleep 7654"));
    }

    [SkippableFact]
    public async Task A_check_by_a_command_in_a_container_of_an_engine_is_refused()
    {
        RequireRoot();
        string socket = _images.At("engine");
        await File.WriteAllTextAsync(socket, "");
        await using HostFixture fixture = await HostFixture.StartAsync(
            change: settings => settings with { DockerSocket = socket });
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf("t1", "true") with
        {
            Image = "docker:busybox",
            Check = CheckOf("true"),
        });
        ReportUpdate end = await fixture.Master.EndAsync("t1");
        Assert.Equal(TaskReason.ContainerLaunchFailed, end.Reason);
        Assert.Contains("expected a check over HTTP or TCP", end.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_hung_when_the_agent_ended_does_not_stay()
    {
        await using HostFixture fixture = await HostFixture.StartAsync();
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf("t1", "sleep 100") with
        {
            Check = CheckOf("exec sleep 3456") with
            {
                Timeout = TimeSpan.FromSeconds(100),
                Delay = TimeSpan.Zero,
            },
        });
        for (int life = 0; life < 3; life++)
        {
            await Within.Until(() => Running("sleep 3456") > 0, "the check runs");
            await fixture.RestartAsync();
        }

        await Within.Until(() => Running("sleep 3456") == 1, "one check runs");
        await fixture.Master.SendAsync(new KillReceived("f1", "t1", null));
        await fixture.Master.EndAsync("t1");
        await Within.Until(() => Running("sleep 3456") == 0, "no check runs");
    }

    [Theory]
    [InlineData(60, 1, 1)]
    [InlineData(0, 60, 1)]
    [InlineData(0, 1, 60)]
    public async Task Times_that_no_timer_takes_end_no_agent(int delay, int interval, int timeout)
    {
        await using HostFixture fixture = await HostFixture.StartAsync();
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf("t1", "sleep 0.3") with
        {
            HealthCheck = new TaskCheck(CheckKind.Http)
            {
                Port = 1,
                Path = "/" + new string('a', 70_000),
                Delay = TimeSpan.FromDays(delay),
                Interval = TimeSpan.FromDays(interval),
                Timeout = TimeSpan.FromDays(timeout),
            },
        });
        Assert.Equal(TaskState.Finished, (await fixture.Master.EndAsync("t1")).State);
    }

    [Fact]
    public async Task One_result_of_a_task_waits_for_the_agent_and_the_newest_follows()
    {
        int looks = 0;
        using TinyHttpServer server = new(
            _ => (Interlocked.Increment(ref looks) % 2 == 0 ? 500 : 200, []));
        ConcurrentQueue<HealthChanged> told = new();
        using TaskChecks checks = new(
            PartsOf(told), FactsOf(null), ProcessOf(HttpCheckOf(server.Port)));
        checks.Begin();
        await Within.Until(() => Volatile.Read(ref looks) > 20, "many looks");
        Assert.True(Assert.Single(told).IsHealthy);
        checks.Taken();
        await Within.Until(() => told.Count == 2, "the next change is told");
        int before = Volatile.Read(ref looks);
        await Within.Until(() => Volatile.Read(ref looks) > before + 10, "more looks");
        Assert.Equal(2, told.Count);
        await checks.StopAsync();
    }

    [Fact]
    public async Task A_check_that_cannot_be_made_is_an_unhealthy_result()
    {
        ConcurrentQueue<HealthChanged> told = new();
        using TaskChecks checks = new(
            PartsOf(told), FactsOf("/no/image"), ProcessOf(CheckOf("true")));
        checks.Begin();
        await Within.Until(() => !told.IsEmpty, "a result");
        Assert.False(Assert.Single(told).IsHealthy);
        await checks.StopAsync();
    }

    [Fact]
    public async Task A_process_that_had_ended_before_is_not_looked_at()
    {
        int looks = 0;
        using TinyHttpServer server = new(_ => (Interlocked.Increment(ref looks) + 199, []));
        using TaskChecks checks = new(
            PartsOf([]), FactsOf(null), ProcessOf(HttpCheckOf(server.Port), wasEnded: true));
        checks.Begin();
        await Task.Delay(50);
        await checks.StopAsync();
        Assert.Equal(0, looks);
    }

    [SkippableFact]
    public async Task A_user_that_may_not_run_tasks_is_refused_by_whatever_name()
    {
        RequireRoot();
        await using HostFixture fixture = await HostFixture.StartAsync(
            change: settings => settings with { TaskUsers = ["nobody", "daemon"] });
        foreach (string user in (string[])["root", "0", "nosuchuser"])
        {
            TaskDescription task = fixture.Master.TaskOf($"t-{user}", "true");
            await fixture.Master.LaunchAsync(task with
            {
                Command = task.Command! with { User = user },
            });
            ReportUpdate end = await fixture.Master.EndAsync($"t-{user}");
            Assert.Equal(TaskReason.ContainerLaunchFailed, end.Reason);
            Assert.Contains($"user '{user}'", end.Message, StringComparison.Ordinal);
        }

        TaskCheck check = CheckOf("true");
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf("checked", "sleep 100") with
        {
            Check = check with { Command = check.Command! with { User = "root" } },
        });
        Assert.Contains("user 'root'", (await fixture.Master.EndAsync("checked")).Message,
            StringComparison.Ordinal);
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf("t", "true"));
        Assert.Equal(TaskState.Finished, (await fixture.Master.EndAsync("t")).State);
    }

    [Fact]
    public async Task Nobody_else_can_read_what_the_agent_keeps_or_hold_its_lock()
    {
        await using HostFixture fixture = await HostFixture.StartAsync();
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf("t", "true"));
        await fixture.Master.EndAsync("t");
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        string[] files = Directory.GetFiles(fixture.Settings.WorkDirectory);
        Assert.Contains(files, file => Path.GetFileName(file) is "rows.log");
        Assert.All(files, file => Assert.Equal(Owner, File.GetUnixFileMode(file) & ~UnixFileMode.UserExecute));
    }

    private HostParts PartsOf(ConcurrentQueue<HealthChanged> told) => new(
        new AgentSettings { Master = null!, WorkDirectory = _images.Path },
        ResourceSchema.CreateStandard(), null!, new SandboxLayout(_images.Path), null!,
        command => told.Enqueue((HealthChanged)command), new SaidLog())
    {
        Runtimes = null!,
        FetchHttp = null!,
        ProbeHttp = _http,
        SandboxEnded = static _ => { },
        Fail = static bad => throw bad,
    };

    private static ContainerFacts FactsOf(string? image) => new(
        new SandboxKey("f1", "t1", "c1"), ScriptedMaster.Framework(), IsGroup: false)
    {
        Image = image,
    };

    private static TaskProcess ProcessOf(TaskCheck check, bool wasEnded = false)
    {
        TaskDescription task = new(
            "t1", "a1", ResourceSet.Parse(ResourceSchema.CreateStandard(), "cpus:1"))
        {
            Command = new CommandLine("true"),
            Check = check,
        };
        return new TaskProcess(new ProcessName("c1", "t1"), task, default) { WasEnded = wasEnded };
    }

    private static TaskCheck HttpCheckOf(int port) => new(CheckKind.Http)
    {
        Port = port,
        Delay = TimeSpan.Zero,
        Interval = TimeSpan.Zero,
    };

    private static TaskCheck CheckOf(string command) => new(CheckKind.Command)
    {
        Command = new CommandLine(command),
        Delay = TimeSpan.FromMilliseconds(100),
        Interval = TimeSpan.FromMilliseconds(100),
        Timeout = TimeSpan.FromSeconds(10),
        GracePeriod = TimeSpan.Zero,
        ConsecutiveFailures = 1_000,
    };

    private static Task<ReportUpdate> IsHealthyAsync(HostFixture fixture, string task) =>
        fixture.Master.HearAsync<ReportUpdate>(u => u.Task == task && u.IsHealthy == true);

    private static int Running(string command) => Directory.EnumerateDirectories("/proc")
        .Count(process => CommandOf(process) == command);

    private static string CommandOf(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ').Trim();
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static void RequireRoot() =>
        Real.Require(Native.geteuid() == 0, "expected root, to run tasks as another user");
}
