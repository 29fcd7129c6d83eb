using System.Runtime.CompilerServices;
using System.Text;
using Offers.Agents.Processes;
using Offers.Agents.Sandboxes;

namespace Offers.Agents.Tests.Processes;

/// <summary>
/// An agent in a process of its own, to be killed: this test assembly, run with
/// <see cref="Variable"/> set to a work directory. It starts the tasks it finds there and logs
/// each end before it acknowledges it.
/// </summary>
internal static class CrashingAgent
{
    internal const string Variable = "OFFERS_TEST_CRASHING_AGENT";

#pragma warning disable CA2255 // Not a library: the test assembly's entry point is generated.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void RunIfAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } work)
        {
            // No other thread may run this assembly's code before the initializer has returned;
            // a thread in the foreground keeps the process when its empty main method has.
            new Thread(() => Run(work)) { IsBackground = false }.Start();
        }
    }

    internal static string TasksOf(string work)
    {
        return Path.Combine(work, "tasks");
    }

    internal static CommandSpec Command(string work, string id)
    {
        string[] parts = id.Split('-');
        return CommandSpec.From(
            new CommandLine($"echo {id} >>starts; sleep 0.{parts[1]}; exit {parts[2]}"), work) with
        {
            Environment = ["PATH=/usr/bin:/bin"],
        };
    }

    internal static AppendLog OpenLog(string work, List<string> ends)
    {
        return AppendLog.Open(
            Path.Combine(work, "ends"), record => ends.Add(Encoding.UTF8.GetString(record.Span)));
    }

    private static void Run(string work)
    {
        var ends = new List<string>();
        using AppendLog log = OpenLog(work, ends);
        var known = ends.Select(end => end.Split(' ')[0]).ToHashSet();
        var client = new SupervisorClient(new SupervisorClientOptions(work));

        // A task that has ended and is acknowledged is gone from the supervisor: not again.
        string[] tasks =
            [.. Directory.GetFiles(TasksOf(work)).Select(path => Path.GetFileName(path))];
        Dictionary<string, Task> starts = tasks.Where(id => !known.Contains(id)).ToDictionary(
            id => id, id => (Task)client.StartAsync(id, Command(work, id)));

        // What an earlier agent logged but did not acknowledge is told again, and still to be
        // acknowledged: an agent is done when every task is known and none is held.
        HashSet<string> open = [.. starts.Keys];
        open.UnionWith(client.ListAsync().GetAwaiter().GetResult().Select(held => held.Id));
        while (open.Count > 0)
        {
            ProcessStatus status = client.Events.ReadAsync().AsTask().GetAwaiter().GetResult();
            if (known.Add(status.Id))
            {
                log.Append(Encoding.UTF8.GetBytes($"{status.Id} {status.End}"));
                log.Sync();
            }

            // A start that is still on its way would run what is forgotten once more.
            starts.GetValueOrDefault(status.Id, Task.CompletedTask).GetAwaiter().GetResult();
            client.ForgetAsync(status.Id).GetAwaiter().GetResult();
            open.Remove(status.Id);
        }
    }
}
