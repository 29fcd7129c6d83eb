using Microsoft.Win32.SafeHandles;
using Offers.Agents.Processes;

namespace Offers.Agents.Tests.Processes;

/// <summary>What others of the machine, and its shell, can do to a start.</summary>
public sealed class LaunchTests
{
    // In a mount name space of its own bash is what stands at /bin/sh.
    private const string WithBash =
        "mount --bind /bin/bash \"$(readlink -f /bin/sh)\" && exec \"$@\"";

    [SkippableFact]
    public async Task A_lock_on_the_name_of_a_process_does_not_hold_up_its_start()
    {
        Locks.RequireTools();
        await using var fixture = new SupervisorFixture();
        Gate gate = new(fixture);
        Task<ProcessStatus> start =
            fixture.Client.StartAsync("task", gate.Behind(fixture.Shell("sleep 1000")));
        int pid = await gate.PidAsync("task");
        using Locks locks = await Locks.HoldAsync($"/proc/{pid}/comm", $"/proc/{pid}/stat");
        gate.Open();
        Assert.Equal(pid, (await start.WaitAsync(SupervisorFixture.Patience)).Pid);
    }

    [Fact]
    public async Task Who_keeps_the_last_handle_of_a_launcher_does_not_hold_up_the_answer()
    {
        await using var fixture = new SupervisorFixture();
        Gate gate = new(fixture);
        CommandSpec bad = gate.Behind(new CommandSpec("/no/such/program", fixture.Work));
        Task<ProcessStatus>[] starts =
        [
            fixture.Client.StartAsync("good", gate.Behind(fixture.Shell("sleep 1000"))),
            fixture.Client.StartAsync("bad", bad),
            fixture.Client.StartAsync("words", bad with { Directory = "/no/such" }),
        ];
        List<SafeFileHandle> kept = [];
        foreach (string id in (string[])["good", "bad", "words"])
        {
            int pid = await gate.PidAsync(id);
            kept.Add(KernelFile.Open($"/proc/{pid}/fd/3", KernelFile.WriteOnly));
        }

        gate.Open();
        await starts[0].WaitAsync(SupervisorFixture.Patience);
        Assert.Contains("not found", await ReasonOf(starts[1]), StringComparison.Ordinal);
        Assert.Contains("/no/such", await ReasonOf(starts[2]), StringComparison.Ordinal);
        kept.ForEach(handle => handle.Dispose());
    }

    [SkippableFact]
    public async Task A_warning_of_bash_is_no_failure_and_what_it_refuses_is_told()
    {
        Real.Require(Environment.UserName == "root", "only root can mount");
        Real.Require(File.Exists("/bin/bash") && File.Exists("/usr/bin/unshare"), "no bash");
        await using var fixture = new SupervisorFixture(change: options => options with
        {
            Program = ["/usr/bin/unshare", "-m", "/bin/sh", "-c", WithBash, "sh",
                .. options.Program],
        });
        CommandSpec spec = fixture.Shell("echo \"$LC_ALL$BASH_VERSION\"; exit 3");
        CommandSpec locale = spec with { Environment = [.. spec.Environment, "LC_ALL=xx_YY"] };
        foreach (string? user in new string?[] { null, "nobody" })
        {
            string id = $"as {user}";
            Assert.Equal(3, (await fixture.RunAsync(id, locale with { User = user })).Code);
        }

        Assert.Matches(@"^(xx_YY\d\S+\n){2}$", fixture.Output());
        Task<ProcessStatus> refused = fixture.Client.StartAsync(
            "refused", spec with { Environment = ["UID=5"] });
        Assert.Matches("UID: readonly variable$", await ReasonOf(refused));
    }

    [Fact]
    public async Task A_launcher_that_has_ended_says_why_though_it_can_be_given_no_limits()
    {
        await using var fixture = new SupervisorFixture();
        CommandSpec spec = fixture.Shell("exit 0") with
        {
            JoinFiles = ["/no/such/group"],
            Limits = [new ProcessLimit(ProcessLimitKind.OpenFiles, 100, 100)],
        };
        for (int round = 0; round < 10; round++)
        {
            string reason = await ReasonOf(fixture.Client.StartAsync("bad", spec));
            Assert.Contains("cannot join /no/such/group", reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_start_that_is_undecided_when_another_agent_comes_never_runs()
    {
        await using var fixture = new SupervisorFixture(change: options => options with
        {
            Program = ["/bin/sh", "-c", "exec \"$@\" --start-seconds 0.1", "sh",
                .. options.Program],
        });
        Gate gate = new(fixture);
        Task<ProcessStatus> old =
            fixture.Client.StartAsync("task", gate.Behind(fixture.Shell("echo ran")));
        int pid = await gate.PidAsync("task");
        await using var next = new SupervisorClient(fixture.Options);
        Assert.Empty(await next.ListAsync().WaitAsync(SupervisorFixture.Patience));
        Assert.Equal("process task: its start was called off", await ReasonOf(old));
        await SupervisorFixture.Until(() => !SupervisorFixture.Runs(pid), "the launcher ends");
        await next.StartAsync("task", fixture.Shell("exit 3"))
            .WaitAsync(SupervisorFixture.Patience);
        ProcessStatus end = await next.WaitAsync("task").WaitAsync(SupervisorFixture.Patience);
        Assert.Equal(3, end.End!.Value.Code);
        Assert.Empty(fixture.Output());
        await next.ForgetAsync("task");
    }

    [Fact]
    public async Task An_end_whose_record_cannot_be_written_is_told_all_the_same()
    {
        await using var fixture = new SupervisorFixture();
        await fixture.Client.StartAsync("task", fixture.Shell("sleep 1000"));
        int supervisor = fixture.Client.SupervisorPid;

        // A directory where the new record would be made.
        Directory.CreateDirectory(
            Path.Combine(fixture.Work, "supervisor/processes/task.json.new"));
        ProcessStatus? end = await fixture.Client.EndAsync("task", TimeSpan.Zero)
            .WaitAsync(SupervisorFixture.Patience);
        Assert.NotEqual(ProcessEndKind.Unknown, end!.End!.Value.Kind);
        Assert.Equal(supervisor, fixture.Client.SupervisorPid);
    }

    [Fact]
    public void Users_are_told_the_cause_and_not_the_wrapper()
    {
        var cause = new IOException("why");
        Assert.Equal("why", FaultText.Of(new TypeInitializationException("T", cause)));
        Assert.Equal("why", FaultText.Of(cause));
    }

    private static async Task<string> ReasonOf(Task<ProcessStatus> start)
    {
        ProcessStartException failure = await Assert.ThrowsAsync<ProcessStartException>(
            () => start.WaitAsync(SupervisorFixture.Patience));
        return failure.Message;
    }

    /// <summary>Holds launchers at the joining of groups: nobody reads that pipe yet.</summary>
    private sealed class Gate
    {
        private readonly SupervisorFixture _fixture;
        private readonly string _path;
        private SafeFileHandle? _open;

        internal Gate(SupervisorFixture fixture)
        {
            _fixture = fixture;
            _path = Path.Combine(fixture.Work, "gate");
            using var made = System.Diagnostics.Process.Start("mkfifo", _path);
            made.WaitForExit();
        }

        internal CommandSpec Behind(CommandSpec spec) => spec with { JoinFiles = [_path] };

        /// <summary>The launcher's number, once it waits here under its name.</summary>
        internal async Task<int> PidAsync(string id)
        {
            var records = Path.Combine(_fixture.Work, "supervisor/processes", id + ".json");
            await SupervisorFixture.Until(() => File.Exists(records), "it is on disk");
            int pid = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(records))
                .RootElement.GetProperty("pid").GetInt32();
            await SupervisorFixture.Until(
                () => ProcFiles.NameOf(pid).StartsWith("ofl", StringComparison.Ordinal),
                "it has its name");
            return pid;
        }

        /// <summary>Lets all go on, those too that come later.</summary>
        internal void Open() => _open ??= KernelFile.Open(_path, KernelFile.ReadWrite);
    }
}
