using Offers.Masters.Agents;
using Offers.Masters.Loop;
using Offers.Masters.Tests.Loop;
using Offers.Wire;

namespace Offers.Masters.Tests.Agents;

/// <summary>Registrations that come in parts before a loop.</summary>
public sealed class RegistrationGatheringTests : IDisposable
{
    private readonly TemporaryDirectory _home = new();
    private readonly PlayedMaster _master;
    private readonly ResourceSchema _schema;

    public RegistrationGatheringTests()
    {
        _master = new PlayedMaster(_home["data"], new ManualTime());
        _schema = _master.Loop.Cluster.Schema;
    }

    public void Dispose()
    {
        _master.Dispose();
        _home.Dispose();
    }

    [Fact]
    public void A_cluster_hears_a_registration_when_all_of_it_has_come()
    {
        (AgentSession session, PlayedLink link) = Open();
        _master.Loop.Hear(session, Part("t1"), 100_000);
        _master.Loop.Hear(session, Part("t2"), 100_000);
        _master.Loop.Turn();
        Assert.Empty(link.Sent);
        Assert.Equal(200_000, _master.Loop.Registrations.Held);
        _master.Loop.Hear(session, Last("t3"), 100);
        _master.Loop.Turn();
        Assert.IsType<AgentAdmitted>(link.Sent.Peek());
        Assert.Equal(3, _master.Loop.Cluster.TaskCount);
        Assert.Equal(0, _master.Loop.Registrations.Held);
    }

    [Fact]
    public void A_connection_that_ends_before_has_registered_nothing()
    {
        (AgentSession session, _) = Open();
        _master.Loop.Hear(session, Part("t1"), 100_000);
        _master.Loop.Close(session);
        Assert.Equal(0, _master.Loop.Registrations.Held);
        (AgentSession next, PlayedLink link) = Open();
        _master.Loop.Hear(next, Last("t2"), 100);
        _master.Loop.Turn();
        Assert.IsType<AgentAdmitted>(link.Sent.Peek());
        Assert.Equal(1, _master.Loop.Cluster.TaskCount);
    }

    [Fact]
    public void The_parts_of_a_new_connection_count_while_the_old_one_is_open()
    {
        (AgentSession old, _) = Open();
        _master.Loop.Hear(old, Last("t1"), 100);
        (AgentSession session, PlayedLink link) = Open();
        _master.Loop.Hear(session, Part("t1"), 100);
        _master.Loop.Hear(session, Last("t2"), 100);
        _master.Loop.Turn();
        Assert.IsType<AgentAdmitted>(link.Sent.Peek());
        Assert.Equal(2, _master.Loop.Cluster.TaskCount);
    }

    [Fact]
    public void A_part_of_another_agent_ends_the_connection()
    {
        (AgentSession session, PlayedLink link) = Open();
        _master.Loop.Hear(session, Part("t1"), 100);
        _master.Loop.Hear(session, new RegistrationPart("a2"), 100);
        Assert.Contains("expected the rest of that of 'a1'", link.Refusal, StringComparison.Ordinal);
        Assert.Equal(0, _master.Loop.Registrations.Held);
    }

    [Theory]
    [InlineData(10_000, 100, 3)] // Many small parts are bounded as well.
    [InlineData(10_000, 5_000, 3)]
    [InlineData(1_000_000, 5_000, 5)]
    public void Parts_are_bounded_of_one_connection_and_of_all(long ofOne, int bytes, int refused)
    {
        RegistrationGathering gathering = new(inAll: 20_000, ofOne);
        (AgentSession session, _) = Open();
        string? refusal = null;
        int count = 0;
        while (refusal is null)
        {
            Assert.Null(gathering.Take(session, Part($"t{count}"), bytes, out refusal));
            count++;
        }

        Assert.Equal(refused, count);
        Assert.Contains("expected at most", refusal, StringComparison.Ordinal);
        gathering.Forget(session);
        Assert.Equal(0, gathering.Held);
        gathering.Take(session, Part("t1"), bytes, out refusal);
        Assert.Null(refusal);
    }

    private (AgentSession Session, PlayedLink Link) Open()
    {
        PlayedLink link = new();
        AgentSession session = new(_master.Loop.NextConnection(), link);
        _master.Loop.Open(session);
        return (session, link);
    }

    private RegistrationPart Part(string task) => new("a1") { Tasks = [Task(task)] };

    private ReregisterAgent Last(string task) => new(
        new AgentProfile("a1", ResourceSet.Parse(_schema, "cpus:8;mem:1024")), 1, [Task(task)])
    {
        Frameworks = [new FrameworkProfile("f1", new FrameworkDescription { Roles = ["*"] })],
    };

    private ReportedTask Task(string name) => new(
        "f1", "*",
        new TaskDescription(name, "a1", ResourceSet.Parse(_schema, "cpus:1;mem:32"))
        {
            Command = new CommandLine("true"),
        },
        TaskState.Running);
}
