using System.Globalization;
using System.Text;
using Xunit.Sdk;

namespace Offers.Core.Tests.Masters;

/// <summary>
/// One table as text: for each event the states, those with the same outcome together, and what
/// comes of it: status, how durable, messages, and what the subject is then if it is another.
/// </summary>
internal static class TransitionTable
{
    internal static readonly string[] Subjects =
        ["Offers", "Tasks", "Agents", "Frameworks", "Executors", "Operations"];

    internal static string Of(string subject)
    {
        StringBuilder text = new();
        (string Name, Func<TransitionScene> Make)[] states = TransitionStates.Of(subject);
        text.Append(subject).Append('\n').Append('=', subject.Length).Append("\n\n");
        foreach ((string name, Func<TransitionScene> make) in states)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {StateOf(subject, make())}\n");
        }

        foreach ((string name, Func<TransitionScene, ClusterCommand> make) in TransitionEvents.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{name}\n");
            AddRow(text, subject, states, make);
        }

        return text.ToString();
    }

    private static void AddRow(
        StringBuilder text, string subject, (string Name, Func<TransitionScene> Make)[] states,
        Func<TransitionScene, ClusterCommand> make)
    {
        List<(string Outcome, List<string> States)> outcomes = [];
        foreach ((string name, Func<TransitionScene> state) in states)
        {
            string outcome = InItsWords(name, OutcomeOf(subject, state(), make));
            int place = outcomes.FindIndex(o => string.Equals(
                o.Outcome, outcome, StringComparison.Ordinal));
            if (place < 0)
            {
                outcomes.Add((outcome, [name]));
            }
            else
            {
                outcomes[place].States.Add(name);
            }
        }

        // The most common outcome comes last, as what happens otherwise.
        int most = outcomes.Max(outcome => outcome.States.Count);
        int last = most == 1 ? -1 : outcomes.FindIndex(outcome => outcome.States.Count == most);
        for (int i = 0; i < outcomes.Count; i++)
        {
            if (i != last)
            {
                string who = string.Join(" | ", outcomes[i].States);
                text.Append(CultureInfo.InvariantCulture, $"  {who}: {outcomes[i].Outcome}\n");
            }
        }

        if (last >= 0)
        {
            string who = outcomes.Count == 1 ? "always" : "otherwise";
            text.Append(CultureInfo.InvariantCulture, $"  {who}: {outcomes[last].Outcome}\n");
        }
    }

    /// <summary>What has ended in whatever way is one column in the reader's eyes.</summary>
    private static string InItsWords(string column, string outcome) =>
        column.EndsWith(TransitionStates.Ended, StringComparison.Ordinal)
            ? outcome.Replace($" {column[..^TransitionStates.Ended.Length]}", " (as it ended)",
                StringComparison.Ordinal)
            : outcome;

    private static string OutcomeOf(
        string subject, TransitionScene scene, Func<TransitionScene, ClusterCommand> make)
    {
        string before = StateOf(subject, scene);
        scene.Master.Forget();
        ClusterCommand command = make(scene);
        try
        {
            ClusterStatus status = scene.Master.Try(command);
            string after = StateOf(subject, scene);
            string then = string.Equals(before, after, StringComparison.Ordinal)
                ? ""
                : $"\n      -> {after}";
            string told = string.Concat(scene.Master.Told.Select(t => $"\n      {t}"));
            string durable = scene.Master.Durability == Durability.None
                ? ""
                : $" {scene.Master.Durability}";
            return $"{status}{durable}{told}{then}";
        }
        catch (Exception broken) when (broken is XunitException or InvalidOperationException
            or ArgumentException or NullReferenceException or KeyNotFoundException)
        {
            return $"BROKEN {broken.GetType().Name} {broken.Message.ReplaceLineEndings(" ")}";
        }
    }

    private static string StateOf(string subject, TransitionScene scene) => subject switch
    {
        "Offers" => scene.Cluster.IsOpen(scene.Offer) ? "open" : "closed",
        "Tasks" => TaskText(scene.Cluster),
        "Agents" => AgentText(scene.Cluster),
        "Frameworks" => FrameworkText(scene.Cluster),
        "Executors" => ExecutorText(scene.Cluster),
        _ => scene.Cluster.FindFramework("f1")?.FindOperation("o1") is { } operation
            ? $"{operation.State}{(operation.Update.IsSome ? ", to acknowledge" : "")}"
            : "none",
    };

    private static string TaskText(Cluster cluster)
    {
        if (cluster.FindFramework("f1") is not { } framework)
        {
            return "no framework";
        }

        if (cluster.FindTask("f1", "t1") is not { } task)
        {
            TaskHistory past = framework.Completed;
            return framework.Unreachable.Contains("t1") ? "remembered as out of contact"
                : past.Contains("t1") ? $"remembered as {past[past.Count - 1].State}"
                : "none";
        }

        return task.State + (task.HoldsResources ? ", holds" : ", holds nothing")
            + (task.Update.IsSome ? $", told {task.UpdateState}" : "")
            + (task.IsKillWanted ? $", to kill ({task.KillReason})" : "");
    }

    private static string AgentText(Cluster cluster)
    {
        string down = cluster.IsHostDown("a1") ? "host down, " : "";
        if (cluster.FindAgent("a1") is not { } agent)
        {
            return down + (cluster.FindLost("a1") is not { } lost ? "none"
                : $"{lost.State}{(lost.Drain is null ? "" : ", drains")}"
                    + $"{(lost.IsDeactivated ? ", deactivated" : "")}");
        }

        return down + (agent.IsConnected ? "connected" : "disconnected")
            + (agent.IsOffered ? ", offered" : "")
            + (agent.IsDeactivated ? ", deactivated" : "")
            + (agent.IsDrained ? ", drained" : agent.Drain is null ? "" : ", drains")
            + (agent.Removal.IsSet ? ", removal pending" : "")
            + (agent.MissedPings > 0 ? $", {agent.MissedPings} pings missed" : "")
            + (cluster.Allocator.MaintenanceOf(agent.Id) is null ? "" : ", to go down");
    }

    private static string FrameworkText(Cluster cluster) =>
        cluster.FindFramework("f1") is not { } framework
            ? cluster.HasEnded("f1") ? "completed" : "none"
            : (framework.IsConnected ? "connected"
                : framework.IsRecovered ? "recovered" : "disconnected")
            + $", {framework.Tasks.Count} tasks, {framework.Operations.Count} operations";

    private static string ExecutorText(Cluster cluster) =>
        cluster.FindFramework("f1") is { } framework
            && cluster.FindAgent("a1")?.FindExecutor(framework, "e1") is not null
            ? cluster.FindTask("f1", "t1") is { Executor: not null } ? "live, t1 in it" : "live"
            : "none";
}
