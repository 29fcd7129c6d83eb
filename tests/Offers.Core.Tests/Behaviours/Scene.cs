using Xunit.Sdk;

namespace Offers.Core.Tests.Behaviours;

/// <summary>
/// An allocator told in commands with names, as a journal tells it, so that a test reads as given,
/// when, then and can use all that a command can say. Each command must be carried out, and all
/// invariants hold after it; the event-driven run that it asked for follows at once unless
/// <see cref="AutoSettle"/> is off. Offers are texts such as "f role a1 cpus:2;mem:1024".
/// </summary>
internal sealed class Scene
{
    private readonly Dictionary<AgentId, string> _agents = [];
    private readonly List<string> _offers = [];
    private readonly List<string> _inverseOffers = [];
    private readonly List<string> _rescinds = [];

    internal Scene(AllocatorOptions? options = null)
        : this(options ?? InNameOrder, ResourceSchema.CreateStandard())
    {
    }

    internal Scene(AllocatorOptions options, ResourceSchema schema)
    {
        Schema = schema;
        Allocator = new Allocator(schema, options);
    }

    /// <summary>The preset of Mesos, with agents in the order of their names.</summary>
    internal static AllocatorOptions InNameOrder { get; } =
        AllocatorOptions.Mesos with { VisitOrder = AgentVisitOrder.ByName };

    internal ResourceSchema Schema { get; }

    internal Allocator Allocator { get; }

    internal Timestamp Now { get; private set; }

    internal bool AutoSettle { get; set; } = true;

    internal ResourceSet Set(string text) => ResourceSet.Parse(Schema, text);

    internal ResourceVector Amount(string text) => ResourceText.Parse(text, Schema);

    internal ResourceKind Kind(string name) =>
        Schema.TryFind(name, out ResourceKind kind) ? kind : throw NothingIs(name);

    internal FrameworkId FrameworkId(string name) =>
        Allocator.TryFindFramework(name, out FrameworkId id) ? id : throw NothingIs(name);

    internal AgentId AgentId(string name) =>
        Allocator.TryFindAgent(name, out AgentId id) ? id : throw NothingIs(name);

    internal AllocatorStatus Try(Offers.Command command)
    {
        AllocatorStatus status = Allocator.Apply(command, Now);
        if (command is AddAgent added && status == AllocatorStatus.Ok)
        {
            _agents[AgentId(added.Id)] = added.Id;
        }

        Collect();
        if (AutoSettle && status == AllocatorStatus.Ok)
        {
            Settle();
        }

        AssertInvariants();
        return status;
    }

    internal Scene Do(Offers.Command command)
    {
        Assert.Equal(AllocatorStatus.Ok, Try(command));
        return this;
    }

    internal Scene Agent(string name, string resources) => Do(new AddAgent(name, Set(resources)));

    /// <summary>An agent on which a framework has something allocated already.</summary>
    internal Scene Agent(
        string name, string resources, string framework, string role, string used) =>
        Do(new AddAgent(name, Set(resources))
        {
            Used = [new UsedResources(framework, role, Set(used))],
        });

    internal Scene Total(string agent, string resources) =>
        Do(new UpdateAgent(agent) { Resources = Set(resources) });

    internal Scene Framework(
        string name, string roles,
        FrameworkCapabilities capabilities = FrameworkCapabilities.MultiRole,
        string suppressed = "") =>
        Do(new AddFramework(name, Description(roles, capabilities, suppressed)));

    /// <summary>A framework that takes offers of at least one of these sizes.</summary>
    internal Scene Framework(string name, string role, params string[] anyOf) => Do(
        new AddFramework(name, Description(role, FrameworkCapabilities.MultiRole, "") with
        {
            Minimums = [new RoleMinimum(role, [.. anyOf.Select(text => Amount(text))])],
        }));

    internal static FrameworkDescription Description(
        string roles, FrameworkCapabilities capabilities, string suppressed = "") => new()
        {
            Roles = [.. roles.Split(' ')],
            Capabilities = capabilities,
            Suppressed = [.. suppressed.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
        };

    internal Scene Suppress(string framework, params string[] roles) =>
        Do(new Suppress(framework, [.. roles]));

    internal Scene Revive(string framework, params string[] roles) =>
        Do(new Revive(framework, [.. roles]));

    internal Scene SetWeight(string role, double weight) => Do(new UpdateWeights(
        [new RoleWeight(role, (long)Math.Round(weight * Weight.One))]));

    internal Scene Quota(string role, string guarantee, string limits) =>
        Do(new UpdateQuota(role, Amount(guarantee), ResourceText.ParseLimits(limits, Schema)));

    /// <summary>Takes part of what is offered; the rest comes back without a filter.</summary>
    internal Scene Accept(string framework, string agent, string used, string? role = null) =>
        Do(new Accept(framework, agent, Set(used)) { Role = role });

    /// <summary>Declines all, or some, of what is offered, with a filter.</summary>
    internal Scene Decline(
        string framework, string agent, double seconds, string? role = null, string? part = null) =>
        Do(new Recover(framework, agent)
        {
            Role = role,
            Resources = part is null ? null : Set(part),
            Refusal = TimeSpan.FromSeconds(seconds),
        });

    /// <summary>Gives back what is offered, without a filter.</summary>
    internal Scene Return(string framework, string agent, string? role = null) =>
        Do(new Recover(framework, agent) { Role = role });

    /// <summary>Something allocated comes back.</summary>
    internal Scene End(string framework, string agent, string used, string? role = null) =>
        Do(new Recover(framework, agent)
        {
            Role = role,
            Resources = Set(used),
            IsAllocated = true,
        });

    internal Scene Advance(double seconds)
    {
        Now += TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
        return this;
    }

    internal Scene Batch()
    {
        Allocator.RunBatch(Now);
        Collect();
        AssertInvariants();
        return this;
    }

    /// <summary>An interval passes, then a batch.</summary>
    internal Scene Tick() => Advance(Allocator.Options.Interval.TotalSeconds).Batch();

    internal Scene Settle()
    {
        Allocator.RunPending(Now);
        Collect();
        return this;
    }

    internal Scene ExpireOffers()
    {
        Allocator.ExpireOffers(Now);
        Collect();
        return AutoSettle ? Settle() : this;
    }

    /// <summary>Exactly these offers were made since the last look, in any order.</summary>
    internal Scene Offers(params string[] expected) => AssertTaken(_offers, expected);

    internal Scene OffersNothing() => Offers();

    internal string[] TakeOffers() => Take(_offers);

    internal Scene InverseOffers(params string[] expected) =>
        AssertTaken(_inverseOffers, expected);

    internal Scene Rescinds(params string[] expected) => AssertTaken(_rescinds, expected);

    internal FrameworkExplanation Explain(string framework) =>
        Allocator.Explain(FrameworkId(framework), Now);

    private Scene AssertTaken(List<string> found, string[] expected)
    {
        Assert.Equal(expected.Order(StringComparer.Ordinal), Take(found));
        return this;
    }

    private static string[] Take(List<string> list)
    {
        string[] taken = [.. list.Order(StringComparer.Ordinal)];
        list.Clear();
        return taken;
    }

    private static XunitException NothingIs(string name) => new($"nothing is named {name}");

    private void AssertInvariants() => Assert.Empty(Invariants.Check(Allocator));

    private void Collect()
    {
        AllocatorOutbox outbox = Allocator.Outbox;
        for (int i = 0; i < outbox.Count; i++)
        {
            Effect effect = outbox.Effects[i];
            string framework = Allocator.NameOf(effect.Framework);
            string agent = _agents[effect.Agent];
            if (effect.Kind == EffectKind.InverseOffered)
            {
                _inverseOffers.Add($"{framework} {agent}");
                continue;
            }

            string role = Allocator.NameOf(effect.Role);
            string text = $"{framework} {role} {agent} {outbox.ResourceSetOf(i)}";
            if (effect.Kind == EffectKind.Offered)
            {
                _offers.Add(text);
            }
            else
            {
                _rescinds.Add($"{text} {effect.Cause}");
            }
        }

        outbox.Clear();
    }
}
