using Offers.Core.Tests.Journal;

namespace Offers.Wire.Tests.Messages;

/// <summary>
/// Damaged messages that can still be read are taken by a master's cluster and by an agent: they
/// may be refused there, but neither throws, and the books stay right.
/// </summary>
public sealed class HostileTests
{
    private const int Lives = 500;
    private const int Originals = 64;

    public static TheoryData<string> Reports => KindsOf(typeof(AgentReport));

    public static TheoryData<string> Instructions => KindsOf(typeof(AgentInstruction));

    [Theory]
    [MemberData(nameof(Reports))]
    public void A_cluster_takes_any_report_that_can_be_read(string kind)
    {
        int seed = RandomSeed.Next();
        Random random = new(seed);
        ResourceSchema schema = ResourceSchema.CreateStandard();
        Cluster cluster = ClusterOf(schema);
        Each(kind, seed, random, schema, (message, life) =>
        {
            AgentReport heard = message is RegistrationPart part
                ? RegistrationParts.Join(
                    [part], new ReregisterAgent(ProfileOf(schema), life + 2, []))
                : (AgentReport)message;
            cluster.Apply(heard, Timestamp.FromSeconds(life));
            if (life % Lives == 0)
            {
                Assert.Empty(ClusterInvariants.Check(cluster));
                cluster = ClusterOf(schema);
            }
        });
    }

    [Theory]
    [MemberData(nameof(Instructions))]
    public void An_agent_takes_any_instruction_that_can_be_read(string kind)
    {
        int seed = RandomSeed.Next();
        Random random = new(seed);
        ResourceSchema schema = ResourceSchema.CreateStandard();
        Agent agent = AgentOf(schema);
        AgentRowWriter writer = new(schema);
        Each(kind, seed, random, schema, (message, life) =>
        {
            AgentEffects effects = agent.Apply(
                new InstructionArrived((AgentInstruction)message), Timestamp.FromSeconds(life));
            foreach (AgentRow row in effects.Rows)
            {
                writer.Write(row);
            }

            if (life % Lives == 0 || agent.IsEnded)
            {
                agent = AgentOf(schema);
            }
        });
    }

    /// <summary>Applies what is read of so many damaged messages.</summary>
    private static void Each(
        string kind, int seed, Random random, ResourceSchema schema, Action<object, int> apply)
    {
        Sort sort = MessageTests.SortOf(kind);
        byte[][] originals =
        [
            .. FuzzTests.SomeOf(sort, kind, random, schema),
            .. Examples.All(schema).Where(example => example.GetType().Name == kind)
                .SelectMany(example => Enumerable.Repeat(sort.Write(schema, example), Originals)),
        ];
        int applied = 0;
        for (int i = 0; i < FuzzTests.Frames; i++)
        {
            byte[] damaged = Mutation.Of(originals[i % originals.Length], random);
            object message;
            try
            {
                message = sort.Read(schema, damaged);
            }
            catch (WireException)
            {
                continue;
            }

            try
            {
                apply(message, ++applied);
            }
            catch (Exception bad)
            {
                Assert.Fail($"seed {seed}, {Convert.ToHexString(damaged)}, {message}: {bad}");
            }
        }

        Assert.True(applied > 0, $"seed {seed}: nothing could be read");
    }

    private static Cluster ClusterOf(ResourceSchema schema)
    {
        Cluster cluster = new(schema, new ClusterOptions());
        cluster.Apply(
            new RegisterAgent(ProfileOf(schema), 1), Timestamp.Zero);
        cluster.Apply(
            new Subscribe(
                new FrameworkProfile("f1", new FrameworkDescription { Roles = ["a"] }), 2),
            Timestamp.Zero);
        return cluster;
    }

    private static AgentProfile ProfileOf(ResourceSchema schema) =>
        new("a1", ResourceSet.Parse(schema, "cpus:8;mem:8192"));

    private static Agent AgentOf(ResourceSchema schema)
    {
        Agent agent = new(ProfileOf(schema));
        agent.Apply(new MasterConnected(1), Timestamp.Zero);
        agent.Apply(new InstructionArrived(new AgentAdmitted(false)), Timestamp.Zero);
        return agent;
    }

    private static TheoryData<string> KindsOf(Type family) =>
    [
        .. Sort.All.SelectMany(sort => sort.Kinds).Where(family.IsAssignableFrom)
            .Select(kind => kind.Name),
    ];
}
