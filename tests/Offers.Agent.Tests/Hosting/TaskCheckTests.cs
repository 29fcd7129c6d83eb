using System.Diagnostics;
using Offers.Agents.Hosting;
using Offers.Agents.Processes;
using Offers.Agents.Tests.Sandboxes;

namespace Offers.Agents.Tests.Hosting;

/// <summary>Checks of tasks run as the tasks do.</summary>
[Collection(Alone.Name)]
public sealed class TaskCheckTests : IDisposable
{
    private readonly TemporaryDirectory _images = new();

    public void Dispose() => _images.Dispose();

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
