using Offers.Core.Tests.Conventions;

namespace Offers.Core.Tests.Masters;

/// <summary>The calls of a busy cluster allocate nothing once it is warm.</summary>
public sealed class SteadyClusterTests
{
    private const int Offers = 20;
    private const int TasksPerOffer = 10;

    private readonly Cluster _cluster;
    private readonly ResourceSet _demand;
    private readonly CommandLine _command = new("true");
    private readonly List<ClusterCommand> _calls = [];
    private Timestamp _now;
    private long _last;

    public SteadyClusterTests()
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        _cluster = new Cluster(schema, new ClusterOptions
        {
            MaxCompletedTasks = 50,
            PingInterval = TimeSpan.FromDays(1),
        });
        _demand = ResourceSet.Parse(schema, "cpus:1;mem:64");
        for (int i = 0; i < Offers; i++)
        {
            AgentProfile profile = new($"a{i}", ResourceSet.Parse(schema, "cpus:16;mem:4096"));
            _cluster.Apply(new RegisterAgent(profile, i + 1), _now);
        }

        FrameworkDescription description = new() { Roles = ["r"] };
        _cluster.Apply(new Subscribe(new FrameworkProfile("f", description), 1), _now);
    }

    [Fact]
    public void Accepts_updates_acknowledgements_and_declines_allocate_nothing()
    {
        long bytes = long.MaxValue;
        for (int round = 0; round < 1_000 && (bytes > 0 || round < 100); round++)
        {
            Prepare();
            long before = GC.GetAllocatedBytesForCurrentThread();
            foreach (ClusterCommand call in _calls)
            {
                _cluster.Apply(call, _now);
            }

            bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.Equal(0, _cluster.TaskCount);
        }

        Assert.Equal(0, bytes);
        Assert.Empty(ClusterInvariants.Check(_cluster));
    }

    /// <summary>One round: offers are made, and what is to be done with them is written.</summary>
    private void Prepare()
    {
        _calls.Clear();
        _now += TimeSpan.FromSeconds(1);
        List<ClusterCommand> updates = [];
        List<ClusterCommand> acknowledgements = [];
        int offer = 0;
        foreach (ref readonly ClusterMessage message in
            _cluster.Apply(new AdvanceTime(), _now).Messages)
        {
            if (message.Kind == MessageKind.Offered && offer++ % 2 == 0)
            {
                _calls.Add(Accept(message, updates, acknowledgements));
            }
            else if (message.Kind == MessageKind.Offered)
            {
                _calls.Add(new DeclineOffers("f", [message.Offer]) { Refusal = TimeSpan.Zero });
            }
        }

        Assert.Equal(Offers, offer);
        _calls.AddRange(updates);
        _calls.AddRange(acknowledgements);
    }

    private AcceptOffers Accept(
        ClusterMessage offer, List<ClusterCommand> updates, List<ClusterCommand> acknowledgements)
    {
        TaskDescription[] tasks = new TaskDescription[TasksPerOffer];
        for (int i = 0; i < tasks.Length; i++)
        {
            UpdateId id = new(1, (ulong)++_last);
            string name = $"t{_last}";
            tasks[i] = new TaskDescription(name, offer.Agent!, _demand) { Command = _command };
            updates.Add(new ReportUpdate(offer.Agent!, "f", name, TaskState.Finished, id));
            acknowledgements.Add(new AcknowledgeUpdate("f", offer.Agent!, name, id));
        }

        return new AcceptOffers("f", [offer.Offer], [new LaunchTasks([.. tasks])])
        {
            Refusal = TimeSpan.Zero,
        };
    }
}
