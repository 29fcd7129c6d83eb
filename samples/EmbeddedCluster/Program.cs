using System;
using System.Collections.Generic;
using Offers;

// A service that embeds a whole master: two machines, and a framework that keeps three web servers
// running. The host moves messages and time; what is decided is decided in Core.
ResourceSchema schema = ResourceSchema.CreateStandard();
Cluster cluster = new(schema, new ClusterOptions());
Queue<ClusterCommand> arrived = new();
SchedulerOutbox calls = new();
Timestamp now = Timestamp.Zero;
ulong updates = 0;

TaskTemplate web = new(ResourceSet.Parse(schema, "cpus:1;mem:512"));
FrameworkProfile profile = new("web", new FrameworkDescription { Roles = ["prod"] });
ServiceScheduler service = new(
    profile, new ServiceDefinition("web", 3, web), new SchedulerOptions());

foreach (string machine in new[] { "machine-1", "machine-2" })
{
    ResourceSet resources = ResourceSet.Parse(schema, "cpus:2;mem:4096");
    arrived.Enqueue(new RegisterAgent(new AgentProfile(machine, resources), Connection: 1));
}

service.Connect(connection: 1, now, calls);
for (int second = 0; second < 10; second++, now += TimeSpan.FromSeconds(1))
{
    if (second == 5)
    {
        // A machine says that a task has failed: the service starts another one.
        arrived.Enqueue(Report("machine-1", "web", "web.1", TaskState.Failed));
    }

    service.Advance(now, calls);
    do
    {
        foreach (ClusterCommand call in calls.Calls)
        {
            arrived.Enqueue(call);
        }

        calls.Clear();
        Apply(arrived.TryDequeue(out ClusterCommand? command) ? command : new AdvanceTime());
    }
    while (arrived.Count + calls.Calls.Count > 0 || cluster.NextDeadline <= now);
}

void Apply(ClusterCommand command)
{
    ClusterEffects effects = cluster.Apply(command, now);

    // Here a host appends the command to its journal and syncs it, as effects.Durability says,
    // BEFORE it sends anything.
    foreach (ref readonly ClusterMessage message in effects.Messages)
    {
        if (message.IsForScheduler)
        {
            service.Receive(cluster.EventOf(in message), now, calls);
        }
        else
        {
            Instruct(message.Agent!, cluster.InstructionOf(in message));
        }
    }
}

// The machines of this sample only play: a task runs as soon as it is launched.
void Instruct(string agent, AgentInstruction instruction)
{
    if (instruction is LaunchReceived launch)
    {
        Console.WriteLine($"{now.Seconds,2} s  {agent} launches {launch.Task.Name}");
        arrived.Enqueue(Report(agent, launch.Framework.Id, launch.Task.Name, TaskState.Running));
    }
}

ReportUpdate Report(string agent, string framework, string task, TaskState state) =>
    new(agent, framework, task, state, new UpdateId(1, ++updates));
