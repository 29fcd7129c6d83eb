using System.Diagnostics;
using Offers.Agents.Processes;
using Offers.Agents.Sandboxes;

namespace Offers.Agents.Tests.Processes;

public sealed class AgentKillTests
{
    private const int TasksARound = 10;
    private static readonly int Rounds =
        Environment.GetEnvironmentVariable("OFFERS_SOAK") == "1" ? 100 : 4;

    [Fact]
    public async Task An_agent_process_killed_with_9_ends_every_task_once_with_its_real_status()
    {
        await using var fixture = new SupervisorFixture(TimeSpan.FromSeconds(30));
        string tasks = CrashingAgent.TasksOf(fixture.Work);
        Directory.CreateDirectory(tasks);
        int seed = Environment.TickCount;
        var random = new Random(seed);
        int killed = 0;
        for (int round = 0; round < Rounds; round++)
        {
            for (int task = 0; task < TasksARound; task++)
            {
                string id = $"t{round}_{task}-{random.Next(40):00}-{random.Next(100)}";
                await File.WriteAllTextAsync(Path.Combine(tasks, id), string.Empty);
            }

            using Process agent = StartAgent(fixture.Work);
            await Task.Delay(random.Next(100, 600));
            agent.Kill();
            await agent.WaitForExitAsync().WaitAsync(SupervisorFixture.Patience);
            killed += agent.ExitCode == 128 + Native.SignalKill ? 1 : 0;
        }

        using (Process last = StartAgent(fixture.Work))
        {
            await last.WaitForExitAsync().WaitAsync(SupervisorFixture.Patience);
            Assert.Equal(0, last.ExitCode);
        }

        string[] ids = [.. Directory.GetFiles(tasks).Select(path => Path.GetFileName(path))];
        var ends = new List<string>();
        CrashingAgent.OpenLog(fixture.Work, ends).Dispose();
        Assert.True(killed > 0, $"no agent was killed, seed {seed}");
        Assert.Equal(
            ids.Select(id => $"{id} exit status {id.Split('-')[2]}").Order(StringComparer.Ordinal),
            ends.Order(StringComparer.Ordinal));
        Assert.Equal(
            ids.Order(StringComparer.Ordinal),
            File.ReadLines(Path.Combine(fixture.Work, "starts")).Order(StringComparer.Ordinal));
        Assert.Empty(await fixture.Client.ListAsync());
    }

    private static Process StartAgent(string work)
    {
        string assembly = typeof(AgentKillTests).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", [assembly])
        {
            Environment = { [CrashingAgent.Variable] = work },
        };
        return Process.Start(start)!;
    }
}
