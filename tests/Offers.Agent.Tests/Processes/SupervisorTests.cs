using System.Net.Sockets;
using Offers.Agents.Processes;

namespace Offers.Agents.Tests.Processes;

public sealed class SupervisorTests
{
    [Fact]
    public async Task A_process_ends_with_its_real_status()
    {
        await using var fixture = new SupervisorFixture();
        ProcessExit exit = await fixture.RunAsync("exit", fixture.Shell("exit 7"));
        Assert.Equal((ProcessEndKind.Exited, 7), (exit.Kind, exit.Code));
        ProcessExit signal = await fixture.RunAsync("signal", fixture.Shell("kill -USR1 $$"));
        Assert.Equal((ProcessEndKind.Signaled, 10), (signal.Kind, signal.Code));
    }

    [Fact]
    public async Task Arguments_and_environment_arrive_exactly_and_nothing_is_inherited()
    {
        await using var fixture = new SupervisorFixture();
        string[] words = ["a b", "$(id)", "`id`", "\"'\\", "", "ü\n*", "--"];
        await fixture.RunAsync("arguments", new CommandSpec("/usr/bin/printf", fixture.Work)
        {
            Arguments = ["[%s]", .. words],
            Stdout = Path.Combine(fixture.Work, "stdout"),
        });
        Assert.Equal(string.Concat(words.Select(word => $"[{word}]")), fixture.Output());
        await fixture.RunAsync("environment", new CommandSpec("/usr/bin/env", fixture.Work)
        {
            Arguments = ["-0"],
            Environment = ["A=b $(id) \"'", "PWD=/else", "name=x", "B="],
            Stdout = Path.Combine(fixture.Work, "names"),
        });
        Assert.Equal(
            ["A=b $(id) \"'", "B=", "PWD=/else", "name=x"],
            fixture.Output("names").Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_child_sees_only_its_three_handles_its_directory_and_its_umask()
    {
        await using var fixture = new SupervisorFixture();
        await fixture.RunAsync(
            "handles",
            fixture.Shell("ls -1 /proc/$$/fd; readlink /proc/$$/fd/0; pwd; umask") with
            {
                Umask = 0x17,
            });
        Assert.Equal($"0\n1\n2\n/dev/null\n{fixture.Work}\n0027\n", fixture.Output());
    }

    [Fact]
    public async Task A_child_leads_a_session_with_all_signals_default()
    {
        await using var fixture = new SupervisorFixture();
        await fixture.RunAsync(
            "signals",
            fixture.Shell("cat /proc/self/stat; grep -E 'Sig(Blk|Ign)' /proc/self/status"));
        string[] lines = fixture.Output().Split('\n');
        string[] fields = lines[0].Split(' ');
        ProcessStatus status = Assert.Single(await fixture.Client.ListAsync());
        Assert.Equal([$"{status.Pid}", $"{status.Pid}"], fields[4..6]);
        Assert.All(lines[1..3], line => Assert.EndsWith("\t0000000000000000", line));
    }

    [Theory]
    [InlineData("/no/such/program", "not found")]
    [InlineData("nosuchprogram", "not found")]
    [InlineData("/etc/passwd", "cannot be run")]
    [InlineData("-rf", "does not begin")]
    public async Task A_program_that_cannot_run_is_a_failure_with_the_reason(
        string program, string reason)
    {
        await using var fixture = new SupervisorFixture();
        ProcessStartException failure = await Assert.ThrowsAsync<ProcessStartException>(
            () => fixture.Client.StartAsync("bad", new CommandSpec(program, fixture.Work)));
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.Empty(await fixture.Client.ListAsync());
        ProcessExit again = await fixture.RunAsync("bad", fixture.Shell("exit 127"));
        Assert.Equal(127, again.Code);
    }

    [Fact]
    public async Task A_directory_output_group_or_limit_that_is_not_there_is_a_failure()
    {
        await using var fixture = new SupervisorFixture();
        CommandSpec good = fixture.Shell("exit 0");
        File.CreateSymbolicLink(Path.Combine(fixture.Work, "link"), "/dev/null");
        CommandSpec[] bad =
        [
            good with { Directory = "/no/such" },
            good with { Stdout = "/no/such/file" },
            good with { Stderr = Path.Combine(fixture.Work, "link") },
            good with { JoinFiles = ["/no/such/cgroup.procs"] },
            good with { User = "nosuchuser" },
            good with { Limits = [new ProcessLimit(ProcessLimitKind.Stack, 2, 1)] },
            good with { Environment = ["a-b=c"] },
        ];
        string[] reasons = ["/no/such", "/no/such/file", "link", "join", "user", "limit", "a-b"];
        foreach ((CommandSpec spec, string reason) in bad.Zip(reasons))
        {
            ProcessStartException failure = await Assert.ThrowsAsync<ProcessStartException>(
                () => fixture.Client.StartAsync("bad", spec));
            Assert.Contains(reason, failure.Message, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Empty(await fixture.Client.ListAsync());
    }

    [Fact]
    public async Task Limits_hold()
    {
        await using var fixture = new SupervisorFixture();
        await fixture.RunAsync("limits", fixture.Shell("ulimit -n; ulimit -Hn; ulimit -f") with
        {
            Limits =
            [
                new ProcessLimit(ProcessLimitKind.OpenFiles, 33, 44),
                new ProcessLimit(ProcessLimitKind.FileSize, 5120, 5120),
            ],
        });
        Assert.Equal("33\n44\n10\n", fixture.Output());
    }

    [SkippableFact]
    public async Task Another_user_runs_it_and_its_environment_never_touches_root()
    {
        Real.Require(Native.geteuid() == 0, "only root can change the user");
        Real.Require(File.Exists("/usr/bin/setpriv"), "setpriv (util-linux) is not there");
        await using var fixture = new SupervisorFixture();
        await fixture.RunAsync(
            "user",
            // Without a pipe, which the shell itself would have open for a moment.
            fixture.Shell("id -un; id -gn; id -Gn; ls -1 /proc/$$/fd; true") with
            {
                User = "nobody",
                Environment = ["PATH=/usr/bin:/bin", "LD_PRELOAD=/no/such.so"],
            });
        Assert.Equal("nobody\nnogroup\nnogroup\n0\n1\n2\n", fixture.Output());
    }

    [Fact]
    public async Task Ending_is_by_TERM_and_after_the_grace_by_KILL()
    {
        await using var fixture = new SupervisorFixture();
        await fixture.Client.StartAsync("soft", fixture.Shell("sleep 1000"));
        ProcessStatus? soft = await fixture.Client.EndAsync("soft", SupervisorFixture.Patience);
        Assert.Equal(Native.SignalTerm, soft!.End!.Value.Code);
        await fixture.Client.StartAsync(
            "hard", fixture.Shell("trap '' TERM; echo ready; while :; do sleep 1; done"));
        await SupervisorFixture.Until(() => fixture.Output() == "ready\n", "the trap is set");
        ProcessStatus? hard =
            await fixture.Client.EndAsync("hard", TimeSpan.FromMilliseconds(100));
        Assert.Equal(Native.SignalKill, hard!.End!.Value.Code);
        Assert.Null(await fixture.Client.EndAsync("none", TimeSpan.Zero));
    }

    [Fact]
    public async Task What_is_left_of_the_group_is_killed_at_the_end()
    {
        await using var fixture = new SupervisorFixture();
        await fixture.RunAsync("leaver", fixture.Shell("sleep 1000 & echo $!"));
        int child = int.Parse(fixture.Output().Trim());
        await SupervisorFixture.Until(() => !SupervisorFixture.Runs(child), "the child dies");
        Assert.Equal(0ul, ProcFiles.StartOf(child));
    }

    [Fact]
    public async Task An_id_that_is_held_is_not_started_again_until_it_is_forgotten()
    {
        await using var fixture = new SupervisorFixture();
        CommandSpec spec = fixture.Shell("echo once; sleep 1000");
        ProcessStatus[] both = await Task.WhenAll(
            fixture.Client.StartAsync("id", spec), fixture.Client.StartAsync("id", spec));
        Assert.Equal(both[0].Pid, both[1].Pid);
        await Assert.ThrowsAsync<ProcessStartException>(() => fixture.Client.ForgetAsync("id"));
        await SupervisorFixture.Until(() => fixture.Output() == "once\n", "it writes");
        await fixture.Client.EndAsync("id", TimeSpan.Zero);
        await fixture.Client.ForgetAsync("id");
        ProcessExit end = await fixture.RunAsync("id", fixture.Shell("exit 3"));
        Assert.Equal(3, end.Code);
    }

    [Fact]
    public async Task A_new_agent_is_told_every_end_that_was_not_forgotten()
    {
        await using var fixture = new SupervisorFixture();
        await fixture.RunAsync("forgotten", fixture.Shell("exit 1"));
        await fixture.Client.ForgetAsync("forgotten");
        await fixture.RunAsync("kept", fixture.Shell("exit 2"));
        await fixture.ReconnectAsync();
        ProcessStatus told = await fixture.Client.Events.ReadAsync().AsTask()
            .WaitAsync(SupervisorFixture.Patience);
        Assert.Equal(("kept", 2), (told.Id, told.End!.Value.Code));
    }

    [Fact]
    public async Task An_output_above_its_bound_moves_aside()
    {
        await using var fixture = new SupervisorFixture();
        await fixture.Client.StartAsync("writer", fixture.Shell(
            "while :; do echo 0123456789012345678901234567890123456789; sleep 0.001; done") with
        {
            OutputBound = 1000,
        });
        string old = Path.Combine(fixture.Work, "stdout.1");
        await SupervisorFixture.Until(() => File.Exists(old), "it moves aside");
        Assert.Equal(1000, new FileInfo(old).Length);
    }

    [Fact]
    public async Task The_socket_is_its_owners_and_nonsense_closes_only_its_connection()
    {
        await using var fixture = new SupervisorFixture();
        await fixture.Client.ListAsync();
        string path = new SupervisorPaths(fixture.Work).Socket;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        foreach (string line in (string[])["nonsense\n", "{}\n{\"number\":", "null\n", "[1]\n"])
        {
            using var socket = new Socket(
                AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
            await socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(line));
            socket.Shutdown(SocketShutdown.Send);
            byte[] answer = new byte[4096];
            while (await socket.ReceiveAsync(answer).WaitAsync(SupervisorFixture.Patience) > 0)
            {
                // An answer to the part that was understood.
            }
        }

        Assert.Empty(await fixture.Client.ListAsync());
    }

    [Fact]
    public async Task Once_another_agent_has_come_the_one_before_starts_nothing_any_more()
    {
        await using var fixture = new SupervisorFixture();
        await fixture.Client.ListAsync().WaitAsync(SupervisorFixture.Patience);
        await using var next = new SupervisorClient(fixture.Options);
        await next.ListAsync().WaitAsync(SupervisorFixture.Patience);
        ProcessStartException refused = await Assert.ThrowsAsync<ProcessStartException>(
            () => fixture.Client.StartAsync("late", fixture.Shell("exit 0"))
                .WaitAsync(SupervisorFixture.Patience));
        Assert.Equal("process late: another agent has come", refused.Message);
        await next.StartAsync("late", fixture.Shell("exit 3"))
            .WaitAsync(SupervisorFixture.Patience);
        ProcessStatus end = await next.WaitAsync("late").WaitAsync(SupervisorFixture.Patience);
        Assert.Equal(3, end.End!.Value.Code);
        await next.ForgetAsync("late");
    }

    [Fact]
    public async Task Two_agents_at_once_start_one_supervisor_and_it_ends_when_idle()
    {
        await using var fixture = new SupervisorFixture(TimeSpan.FromMilliseconds(300));
        var others = Enumerable.Range(0, 3)
            .Select(_ => new SupervisorClient(fixture.Options)).ToList();
        await Task.WhenAll(others.Append(fixture.Client).Select(one => one.ListAsync()))
            .WaitAsync(SupervisorFixture.Patience);
        int pid = fixture.Client.SupervisorPid;
        Assert.All(others, other => Assert.Equal(pid, other.SupervisorPid));
        foreach (SupervisorClient other in others)
        {
            await other.DisposeAsync();
        }

        await fixture.Client.DisposeAsync();
        await SupervisorFixture.Until(() => !SupervisorFixture.Runs(pid), "it ends by itself");
        await fixture.ReconnectAsync();
        await fixture.Client.ListAsync().WaitAsync(SupervisorFixture.Patience);
        Assert.NotEqual(pid, fixture.Client.SupervisorPid);
    }

    [Fact]
    public async Task It_ends_when_its_directory_is_gone_and_nothing_runs()
    {
        await using var fixture = new SupervisorFixture(TimeSpan.FromMilliseconds(300));
        await fixture.RunAsync("nobody-asks", fixture.Shell("exit 3"));
        int pid = fixture.Client.SupervisorPid;
        await fixture.Client.DisposeAsync();
        Directory.Delete(Path.Combine(fixture.Work, "supervisor"), recursive: true);
        await SupervisorFixture.Until(() => !SupervisorFixture.Runs(pid), "it ends by itself");
        await fixture.ReconnectAsync();
        Assert.Empty(await fixture.Client.ListAsync().WaitAsync(SupervisorFixture.Patience));
    }
}
