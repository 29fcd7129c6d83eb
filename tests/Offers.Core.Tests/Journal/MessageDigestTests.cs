using System.Reflection;

namespace Offers.Core.Tests.Journal;

/// <summary>A digest of messages tells any two apart, and nothing else.</summary>
public sealed class MessageDigestTests
{
    private static readonly ClusterMessage Message = new() { Kind = MessageKind.Offered };

    private readonly ResourceSchema _schema = ResourceSchema.CreateStandard();

    [Fact]
    public void Every_field_of_a_message_counts()
    {
        foreach (PropertyInfo property in typeof(ClusterMessage).GetProperties()
            .Where(property => property.CanWrite))
        {
            object other = Message;
            property.SetValue(other, Other(property.PropertyType));
            Assert.True(Of(Message) != Of((ClusterMessage)other), property.Name);
        }
    }

    [Fact]
    public void Every_body_counts()
    {
        ResourceSet one = ResourceSet.Parse(_schema, "cpus:1");
        ResourceSet two = ResourceSet.Parse(_schema, "cpus:1;ports:[1-2]");
        TaskDescription task = new("t", "a", one);
        ExecutorDescription executor = new("e", one);
        object?[] bodies =
        [
            null, "", "x", task, task with { Name = "u" }, task with { Agent = "b" },
            task with { Resources = two }, task with { Executor = executor },
            task with { Executor = executor with { Resources = two } }, one, two,
            new LaunchTasks([]), new LaunchTasks([]) { Id = "" }, new LaunchTasks([task]),
            new LaunchGroup(executor, [task]), new ReserveResources(one),
            new ReserveResources(two), new UnreserveResources(one), new CreateVolumes(one),
            new DestroyVolumes(one), new GrowVolume(one, two), new GrowVolume(two, one),
            new ShrinkVolume(one, 1), new ShrinkVolume(one, 2),
        ];
        Assert.Equal(
            bodies.Length, bodies.Select(body => Of(Message with { Body = body })).Distinct().Count());
    }

    [Fact]
    public void The_order_in_which_kinds_became_known_does_not_count()
    {
        ResourceSchema other = ResourceSchema.CreateStandard();
        const string Text = "alpha:2;beta:3;gamma(a):1;gamma(b):1";
        ResourceSet.Parse(other, "gamma:1;beta:1");
        ResourceSet[] same = [ResourceSet.Parse(_schema, Text), ResourceSet.Parse(other, Text)];
        Assert.Equal(
            Of(Message with { Body = same[0] }), Of(Message with { Body = same[1] }));
    }

    [Fact]
    public void Status_time_and_number_of_messages_count()
    {
        ClusterMessage[] messages = [Message];
        ulong[] digests =
        [
            Of(ClusterStatus.Ok, [], default),
            Of(ClusterStatus.NotCurrent, [], default),
            Of(ClusterStatus.Ok, [], new Timestamp(1)),
            Of(ClusterStatus.Ok, messages, default),
            default(MessageDigest).Value,
        ];
        Assert.Equal(digests.Length, digests.Distinct().Count());
    }

    [Fact]
    public void Adding_allocates_nothing()
    {
        ResourceSet resources = ResourceSet.Parse(_schema, "cpus:1;ports:[1-2];mem(a):3");
        ClusterMessage launch = Message with { Body = new TaskDescription("t", "a", resources) };
        MessageDigest digest = default;
        digest.Add(launch);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            digest.Add(launch);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.NotEqual(0ul, digest.Value);
    }

    private static ulong Of(in ClusterMessage message)
    {
        MessageDigest digest = default;
        digest.Add(message);
        return digest.Value;
    }

    private static ulong Of(ClusterStatus status, ClusterMessage[] messages, Timestamp now)
    {
        MessageDigest digest = default;
        digest.Add(new ClusterEffects(status, Durability.None, messages), now);
        return digest.Value;
    }

    private static object Other(Type type) => type switch
    {
        _ when type == typeof(string) || type == typeof(object) => "",
        _ when type == typeof(long) => 1L,
        _ when type == typeof(int) => 1,
        _ when type == typeof(bool) => true,
        _ when type == typeof(bool?) => false,
        _ when type == typeof(TimeSpan?) => TimeSpan.Zero,
        _ when type == typeof(Timestamp) => new Timestamp(1),
        _ when type == typeof(OfferKey) => new OfferKey(0, 1),
        _ when type == typeof(UpdateId) => new UpdateId(0, 1),
        _ => Enum.ToObject(type, 2),
    };
}
