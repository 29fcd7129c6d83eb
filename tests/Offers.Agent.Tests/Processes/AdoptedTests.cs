using System.Diagnostics;
using Offers.Agents.Processes;
using Offers.Agents.Tests.Sandboxes;

namespace Offers.Agents.Tests.Processes;

/// <summary>Processes that an earlier supervisor started.</summary>
public sealed class AdoptedTests
{
    [SkippableFact]
    public async Task One_of_which_nothing_can_be_read_has_not_ended()
    {
        Locks.RequireTools();
        using var work = new TemporaryDirectory();
        using Group group = await Group.StartAsync();
        Record(work, group.Leader, ProcFiles.StartOf(group.Leader));
        using (await Locks.HoldAsync($"/proc/{group.Leader}/stat"))
        {
            using var supervisor = new Supervisor(work.Path, TimeProvider.System);
            supervisor.Tick();
            Assert.Null(Assert.Single(supervisor.List()).End);
        }

        Assert.True(await group.AnswersAsync());
    }

    [Fact]
    public async Task A_group_that_was_not_seen_with_its_leader_is_not_killed()
    {
        using var work = new TemporaryDirectory();
        using Group group = await Group.StartAsync();
        group.EndLeader();
        Record(work, group.Leader, start: 12_345);
        using var supervisor = new Supervisor(work.Path, TimeProvider.System);
        Assert.Equal(
            ProcessEndKind.Unknown, Assert.Single(supervisor.List()).End!.Value.Kind);
        Assert.True(await group.AnswersAsync());
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(60, true)]
    public async Task A_group_is_killed_if_its_leader_was_seen_a_moment_before(
        int seconds, bool answers)
    {
        using var work = new TemporaryDirectory();
        using Group group = await Group.StartAsync();
        Record(work, group.Leader, ProcFiles.StartOf(group.Leader));
        var clock = new Clock();
        using var supervisor = new Supervisor(work.Path, clock);
        supervisor.Tick();
        Assert.Null(Assert.Single(supervisor.List()).End);
        group.EndLeader();
        clock.Seconds += seconds;
        supervisor.Tick();
        Assert.NotNull(Assert.Single(supervisor.List()).End);
        Assert.Equal(answers, await group.AnswersAsync());
    }

    private static void Record(TemporaryDirectory work, int leader, ulong start)
    {
        new ProcessRecords(work.At("processes")).Write(
            new ProcessRecord("old", leader, start, ProcFiles.BootId) { KillsGroup = true });
    }

    private sealed class Clock : TimeProvider
    {
        internal long Seconds { get; set; } = 1;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }

    /// <summary>A leader with one in its group that repeats lines.</summary>
    private sealed class Group : IDisposable
    {
        private readonly Process _leader;

        private Group(Process leader)
        {
            _leader = leader;
            Leader = leader.Id;
        }

        internal int Leader { get; }

        internal static async Task<Group> StartAsync()
        {
            var start = new ProcessStartInfo("/usr/bin/setsid")
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            };
            string[] words = ["/bin/sh", "-c", "exec 3<&0; cat <&3 & exec sleep 1000 >&- <&- 3<&-"];
            Array.ForEach(words, start.ArgumentList.Add);
            var group = new Group(Process.Start(start)!);
            Assert.True(await group.AnswersAsync());
            return group;
        }

        internal void EndLeader()
        {
            _leader.Kill();
            _leader.WaitForExit();
        }

        internal async Task<bool> AnswersAsync()
        {
            try
            {
                await _leader.StandardInput.WriteLineAsync("line");
                await _leader.StandardInput.FlushAsync();
                return await _leader.StandardOutput.ReadLineAsync()
                    .WaitAsync(SupervisorFixture.Patience) is "line";
            }
            catch (IOException)
            {
                return false;
            }
        }

        public void Dispose()
        {
            EndLeader();
            try
            {
                // The other one ends with its input.
                _leader.StandardInput.Close();
            }
            catch (IOException)
            {
                // It has been killed.
            }

            _leader.Dispose();
        }
    }
}
