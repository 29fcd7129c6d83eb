using System.Buffers;
using System.Text.Json;
using Offers.Masters.Frameworks;
using Offers.Masters.Loop;
using Offers.Masters.Metrics;

namespace Offers.Masters.Operators;

/// <summary>
/// Writes what operators ask for as JSON. On the loop's thread, for the names of resources are
/// its own; costs O(what is asked for) of its time.
/// </summary>
internal static class StateText
{
    /// <summary>Numbers of everything, and how far jobs are.</summary>
    internal static byte[] State(MasterLoop loop) => Write(json =>
    {
        ClusterSnapshot state = loop.Cluster.TakeSnapshot();
        json.WriteStartObject();
        json.WriteNumber("incarnation", state.Incarnation);
        json.WriteNumber("time", state.Time.Seconds);
        json.WriteNumber("agents", loop.Cluster.AgentCount);
        json.WriteNumber("agent_connections", loop.Agents.Count);
        json.WriteNumber("lost_agents", state.LostAgents.Count);
        json.WriteNumber("frameworks", loop.Cluster.FrameworkCount);
        json.WriteNumber("tasks", loop.Cluster.TaskCount);
        json.WriteNumber("offers", loop.Cluster.OpenOfferCount);
        json.WriteStartArray("jobs");
        foreach (HostedFramework framework in loop.Frameworks.All)
        {
            JobText.Write(json, framework);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>Registered agents, and those that are lost.</summary>
    internal static byte[] Agents(MasterLoop loop) => Write(json =>
    {
        ClusterSnapshot state = loop.Cluster.TakeSnapshot();
        ILookup<string, ClusterTaskSnapshot> tasks =
            state.Tasks.ToLookup(static task => task.Agent, StringComparer.Ordinal);
        json.WriteStartArray();
        foreach (ClusterAgentSnapshot agent in state.Agents)
        {
            json.WriteStartObject();
            json.WriteString("id", agent.Profile.Id);
            json.WriteString("hostname", agent.Profile.Hostname ?? agent.Profile.Id);
            json.WriteString("state", agent.Connection != 0 ? "CONNECTED" : "DISCONNECTED");
            json.WriteString("resources", agent.Profile.Resources.ToString());
            json.WriteNumber("tasks", tasks[agent.Profile.Id].Count());
            json.WriteNumber("missed_pings", agent.MissedPings);
            json.WriteBoolean("deactivated", agent.IsDeactivated);
            json.WriteBoolean("draining", agent.Drain is not null);
            json.WriteBoolean("drained", agent.IsDrained);
            json.WriteEndObject();
        }

        foreach (LostAgentSnapshot lost in state.LostAgents)
        {
            json.WriteStartObject();
            json.WriteString("id", lost.Name);
            json.WriteString("hostname", lost.Hostname ?? lost.Name);
            json.WriteString("state", Words.Of(lost.State));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>Frameworks that are not removed.</summary>
    internal static byte[] Frameworks(MasterLoop loop) => Write(json =>
    {
        ClusterSnapshot state = loop.Cluster.TakeSnapshot();
        ILookup<string, ClusterTaskSnapshot> tasks =
            state.Tasks.ToLookup(static task => task.Framework, StringComparer.Ordinal);
        json.WriteStartArray();
        foreach (ClusterFrameworkSnapshot framework in state.Frameworks)
        {
            string id = framework.Profile.Id;
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("state", framework.Connection != 0 ? "CONNECTED"
                : framework.IsRecovered ? "RECOVERED" : "DISCONNECTED");
            json.WriteStartArray("roles");
            foreach (string role in framework.Profile.Description.Roles)
            {
                json.WriteStringValue(role);
            }

            json.WriteEndArray();
            json.WriteNumber("tasks", tasks[id].Count());
            json.WriteNumber("completed_tasks", framework.Completed.Count);
            json.WriteNumber("unreachable_tasks", framework.Unreachable.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>Tasks in the books.</summary>
    internal static byte[] Tasks(MasterLoop loop) => Write(json =>
    {
        json.WriteStartArray();
        foreach (ClusterTaskSnapshot task in loop.Cluster.TakeSnapshot().Tasks)
        {
            json.WriteStartObject();
            json.WriteString("name", task.Description.Name);
            json.WriteString("framework", task.Framework);
            json.WriteString("agent", task.Agent);
            json.WriteString("role", task.Role);
            json.WriteString("state", Words.Of(task.State));
            json.WriteString("resources", task.Description.Resources.ToString());
            json.WriteNumber("started", task.Started.Seconds);
            json.WriteBoolean("kill_wanted", task.Kill is not null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>Roles that were ever named.</summary>
    internal static byte[] Roles(MasterLoop loop) => Write(json =>
    {
        ResourceSchema schema = loop.Cluster.Schema;
        Allocator allocator = loop.Cluster.Allocator;
        json.WriteStartArray();
        foreach (RoleSnapshot role in loop.Cluster.TakeSnapshot().Allocator.Roles)
        {
            json.WriteStartObject();
            json.WriteString("name", role.Name);
            json.WriteString("weight", ResourceText.FormatAmount(role.Weight));
            json.WriteString("guarantees", ResourceText.Format(role.Guarantees, schema));
            json.WriteString("limits", ResourceText.Format(role.Limits, schema));
            json.WriteString("held", ResourceText.Format(
                allocator.HeldBy(allocator.Role(role.Name)), schema));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>Why a framework has no more offers; null when there is no such framework.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="name">The id of a framework, or the name of a job.</param>
    internal static byte[]? Explain(MasterLoop loop, string name)
    {
        HostedFramework? job = loop.Frameworks.All.FirstOrDefault(one =>
            string.Equals(one.Job.Name, name, StringComparison.Ordinal)
            || string.Equals(one.Id, name, StringComparison.Ordinal));
        string id = job?.Id ?? name;
        Allocator allocator = loop.Cluster.Allocator;
        if (!allocator.TryFindFramework(id, out FrameworkId framework))
        {
            return null;
        }

        FrameworkExplanation why = allocator.Explain(framework, loop.Now);
        return Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("framework", id);
            if (why.SinceLastOffer is { } since)
            {
                json.WriteNumber("seconds_since_last_offer", since.TotalSeconds);
            }

            json.WriteNumber("now", loop.Now.Seconds);
            json.WriteString("dominant", Words.Of(why.Dominant));
            if (why.Closest is { } closest)
            {
                json.WriteString("closest", allocator.Describe(in closest));
            }

            if (job is not null)
            {
                JobText.Declined(json, job);
            }

            json.WriteStartArray("verdicts");
            foreach (Verdict verdict in why.Verdicts)
            {
                json.WriteStartObject();
                json.WriteString("role", allocator.NameOf(verdict.Role));
                json.WriteString("agent", allocator.NameOf(verdict.Agent));
                json.WriteString("code", Words.Of(verdict.Code));
                json.WriteString("text", allocator.Describe(in verdict));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static byte[] Write(Action<Utf8JsonWriter> fill)
    {
        ArrayBufferWriter<byte> output = new();
        using (Utf8JsonWriter json = new(output, OperatorJson.Indented))
        {
            fill(json);
        }

        return output.WrittenSpan.ToArray();
    }
}
