using Microsoft.Win32.SafeHandles;
using Offers.Agents.Processes;

namespace Offers.Agents.Tests.Processes;

public sealed class OutputOwnerTests
{
    private const uint Nobody = 65534;

    [SkippableFact]
    public async Task A_task_opens_its_outputs_by_name_and_reads_them()
    {
        RequireUsers();
        await using var fixture = new SupervisorFixture();
        ProcessExit exit = await fixture.RunAsync(
            "task",
            TaskOf(fixture, "echo out; echo hi > /dev/stderr && cat stdout >> /dev/stderr"));
        Assert.Equal("hi\nout\n", fixture.Output("stderr"));
        Assert.Equal((ProcessEndKind.Exited, 0), (exit.Kind, exit.Code));
    }

    [SkippableFact]
    public async Task A_copy_of_what_was_cut_is_the_tasks_too()
    {
        RequireUsers();
        await using var fixture = new SupervisorFixture();
        CommandSpec writer = TaskOf(fixture, "while :; do echo 0123456789; sleep 0.001; done");
        await fixture.Client.StartAsync("writer", writer with { OutputBound = 1000 });
        string copy = Path.Combine(fixture.Work, "stdout.1");
        await SupervisorFixture.Until(() => File.Exists(copy), "it moves aside");
        Assert.Equal(Nobody, OwnerOf(copy));
        Assert.Equal(Nobody, OwnerOf(Path.Combine(fixture.Work, "stdout")));
    }

    [SkippableFact]
    public async Task Outputs_of_a_program_that_runs_the_task_itself_are_the_tasks()
    {
        RequireUsers();
        await using var fixture = new SupervisorFixture();
        CommandSpec runner = fixture.Shell("id -u") with { OutputUser = $"{Nobody}" };
        await fixture.RunAsync("runner", runner);
        Assert.Equal("0\n", fixture.Output());
        Assert.Equal(Nobody, OwnerOf(Path.Combine(fixture.Work, "stdout")));
    }

    [SkippableFact]
    public async Task What_has_another_name_or_is_another_users_is_not_given_away()
    {
        RequireUsers();
        await using var fixture = new SupervisorFixture();
        string secret = Path.Combine(fixture.Work, "secret");
        string others = Path.Combine(fixture.Work, "stderr");
        await File.WriteAllTextAsync(secret, "secret\n");
        await File.WriteAllTextAsync(others, "others\n");
        Assert.Equal(0, Native.link(secret, Path.Combine(fixture.Work, "stdout")));
        Assert.Equal(0, Native.lchown(others, 1, 1));
        await fixture.RunAsync("task", TaskOf(fixture, "true"));
        Assert.Equal((0u, 1u), (OwnerOf(secret), OwnerOf(others)));
    }

    private static void RequireUsers()
    {
        Real.Require(Native.geteuid() == 0, "only root can change the user");
        Real.Require(File.Exists("/usr/bin/setpriv"), "setpriv (util-linux) is not there");
    }

    private static CommandSpec TaskOf(SupervisorFixture fixture, string text)
    {
        return fixture.Shell(text) with { User = $"{Nobody}" };
    }

    private static uint OwnerOf(string path)
    {
        using SafeFileHandle file = File.OpenHandle(path, share: FileShare.ReadWrite);
        return FileFacts.Of(file).User;
    }
}
