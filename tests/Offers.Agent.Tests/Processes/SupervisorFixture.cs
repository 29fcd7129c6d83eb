using System.Diagnostics;
using Offers.Agents.Processes;

namespace Offers.Agents.Tests.Processes;

/// <summary>A work directory with a supervisor of its own, which ends with it.</summary>
internal sealed class SupervisorFixture : IAsyncDisposable
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal SupervisorFixture(
        TimeSpan? idle = null,
        Func<SupervisorClientOptions, SupervisorClientOptions>? change = null)
    {
        Work = Path.Combine("/tmp", "offers-test-" + Path.GetRandomFileName());
        Directory.CreateDirectory(Work);
        File.SetUnixFileMode(Work, (UnixFileMode)0x1ED);
        Options = new SupervisorClientOptions(Work) { Idle = idle ?? TimeSpan.FromSeconds(3) };
        Options = change?.Invoke(Options) ?? Options;
        Client = new SupervisorClient(Options);
    }

    internal string Work { get; }

    internal SupervisorClientOptions Options { get; }

    internal SupervisorClient Client { get; private set; }

    public async ValueTask DisposeAsync()
    {
        using var stop = new CancellationTokenSource(Patience);
        foreach (ProcessStatus status in await Client.ListAsync(stop.Token))
        {
            await Client.EndAsync(status.Id, TimeSpan.Zero, stop.Token);
            await Client.ForgetAsync(status.Id, stop.Token);
        }

        await Client.StopWhenEmptyAsync(stop.Token);
        int pid = Client.SupervisorPid;
        await Client.DisposeAsync();
        await Until(() => !Runs(pid), "the supervisor ends");
        await Until(TryDelete, "nothing writes in the directory any more");
    }

    /// <summary>
    /// A supervisor that an agent started before it was killed may come late; it finds nothing to
    /// hold and ends.
    /// </summary>
    private bool TryDelete()
    {
        try
        {
            Directory.Delete(Work, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>A new agent: the old one's connection is gone, with all it knew.</summary>
    internal async Task ReconnectAsync()
    {
        await Client.DisposeAsync();
        Client = new SupervisorClient(Options);
    }

    internal CommandSpec Shell(string text)
    {
        return CommandSpec.From(new CommandLine(text), Work) with
        {
            Environment = ["PATH=/usr/bin:/bin"],
        };
    }

    internal string Output(string name = "stdout")
    {
        return File.ReadAllText(Path.Combine(Work, name));
    }

    internal async Task<ProcessExit> RunAsync(string id, CommandSpec spec)
    {
        await Client.StartAsync(id, spec).WaitAsync(Patience);
        return await EndOf(id);
    }

    internal async Task<ProcessExit> EndOf(string id)
    {
        ProcessStatus status = await Client.WaitAsync(id).WaitAsync(Patience);
        return status.End!.Value;
    }

    internal static bool Runs(int pid)
    {
        return ProcFiles.StartOf(pid) is var start and not 0 && ProcFiles.IsRunning(pid, start);
    }

    /// <summary>Polls, as the kernel decides when.</summary>
    internal static async Task Until(Func<bool> isSo, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, "not in time: " + what);
            await Task.Delay(5);
        }
    }
}
