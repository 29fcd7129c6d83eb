using Xunit.Sdk;

namespace Offers.Core.Tests;

/// <summary>
/// An allocator spoken to by names and texts, so that tests read as given, when, then. Every command
/// checks all invariants; unless <see cref="AutoSettle"/> is off, the event-driven run that it asked for
/// follows at once. Offers are texts such as "f1 role1 s1 cpus:2;mem:1024".
/// </summary>
internal sealed class Cell
{
    private readonly Dictionary<string, AgentId> _agents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FrameworkId> _frameworks = new(StringComparer.Ordinal);
    private readonly Dictionary<OfferId, (string Framework, string Agent)> _open = [];
    private readonly List<string> _offered = [];
    private readonly List<string> _rescinded = [];

    internal Cell(AllocatorOptions? options = null)
    {
        Schema = ResourceSchema.CreateStandard();
        Allocator = new Allocator(Schema, options ?? AllocatorOptions.Mesos);
    }

    internal ResourceSchema Schema { get; }

    internal Allocator Allocator { get; }

    internal Timestamp Now { get; private set; }

    /// <summary>Whether pending runs happen after every command ("settle" in the cases).</summary>
    internal bool AutoSettle { get; init; } = true;

    internal AgentId Agent(string name) => _agents[name];

    internal FrameworkId Framework(string name) => _frameworks[name];

    internal RoleId Role(string name) => Allocator.Role(name);

    internal ResourceVector Amount(string text) => ResourceText.Parse(text, Schema);

    internal Cell AddAgent(string name, string total)
    {
        Ok(Allocator.AddAgent(name, Amount(total), Now, out AgentId id));
        _agents[name] = id;
        return Done();
    }

    internal Cell UpdateAgent(string name, string total) =>
        Done(Allocator.UpdateAgent(Agent(name), Amount(total), Now));

    internal Cell RemoveAgent(string name) => Done(Allocator.RemoveAgent(Agent(name), Now));

    internal Cell DeactivateAgent(string name) =>
        Done(Allocator.DeactivateAgent(Agent(name), Now));

    internal Cell ActivateAgent(string name) => Done(Allocator.ActivateAgent(Agent(name), Now));

    internal Cell AddFramework(
        string name, string role, FrameworkCapabilities capabilities = FrameworkCapabilities.None)
    {
        RoleId[] roles = [.. role.Split(' ').Select(Role)];
        Ok(Allocator.AddFramework(name, roles, capabilities, Now, out FrameworkId id));
        _frameworks[name] = id;
        return Done();
    }

    internal Cell RemoveFramework(string name)
    {
        Ok(Allocator.RemoveFramework(Framework(name), Now));
        foreach (OfferId offer in _open.Where(o => o.Value.Framework == name).Select(o => o.Key))
        {
            _open.Remove(offer);
        }

        return Done();
    }

    internal Cell Deactivate(string name) =>
        Done(Allocator.DeactivateFramework(Framework(name), Now));

    internal Cell Activate(string name) =>
        Done(Allocator.ActivateFramework(Framework(name), Now));

    internal Cell Suppress(string name, params string[] roles) =>
        Done(Allocator.Suppress(Framework(name), [.. roles.Select(Role)], Now));

    internal Cell Revive(string name, params string[] roles) =>
        Done(Allocator.Revive(Framework(name), [.. roles.Select(Role)], Now));

    internal Cell SetWeight(string role, long weight) =>
        Done(Allocator.SetWeight(Role(role), weight * Weight.One, Now));

    /// <summary>Declines the open offer of a framework on an agent.</summary>
    internal Cell Decline(string framework, string agent, double seconds)
    {
        OfferId offer = OfferOf(framework, agent);
        _open.Remove(offer);
        return Done(Allocator.Decline(offer, TimeSpan.FromSeconds(seconds), Now));
    }

    /// <summary>Gives an open offer back without a filter.</summary>
    internal Cell Return(string framework, string agent) => Decline(framework, agent, 0);

    /// <summary>Gives every open offer back without a filter.</summary>
    internal Cell ReturnAll()
    {
        foreach ((string framework, string agent) in _open.Values.ToArray())
        {
            Return(framework, agent);
        }

        return this;
    }

    /// <summary>Accepts part of an open offer; the rest comes back, with a filter if asked.</summary>
    internal Cell Accept(string framework, string agent, string used, double seconds = 0)
    {
        OfferId offer = OfferOf(framework, agent);
        _open.Remove(offer);
        return Done(Allocator.Accept(offer, Amount(used), TimeSpan.FromSeconds(seconds), Now));
    }

    internal Cell Recover(string framework, string role, string agent, string amount) => Done(
        Allocator.Recover(Framework(framework), Role(role), Agent(agent), Amount(amount), Now));

    /// <summary>Time passes and nothing else happens.</summary>
    internal Cell Advance(double seconds)
    {
        Now += TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
        return this;
    }

    /// <summary>A batch now.</summary>
    internal Cell Batch()
    {
        Allocator.RunBatch(Now);
        return Done();
    }

    /// <summary>An interval passes, then a batch.</summary>
    internal Cell Tick() => Advance(Allocator.Options.Interval.TotalSeconds).Batch();

    internal Cell ExpireOffers()
    {
        Allocator.ExpireOffers(Now);
        return Done();
    }

    internal Cell Settle()
    {
        Allocator.RunPending(Now);
        Collect();
        return this;
    }

    /// <summary>Exactly these offers were made since the last look, in any order.</summary>
    internal Cell Offers(params string[] expected)
    {
        string[] found = TakeOffers();
        Array.Sort(expected, StringComparer.Ordinal);
        Assert.Equal(expected, found);
        return this;
    }

    internal Cell OffersNothing() => Offers();

    /// <summary>The offers made since the last look, sorted.</summary>
    internal string[] TakeOffers()
    {
        string[] found = [.. _offered.Order(StringComparer.Ordinal)];
        _offered.Clear();
        return found;
    }

    /// <summary>Exactly these were rescinded since the last look, in this order.</summary>
    internal Cell Rescinds(params string[] expected)
    {
        Assert.Equal(expected, _rescinded);
        _rescinded.Clear();
        return this;
    }

    internal OfferId OfferOf(string framework, string agent)
    {
        foreach ((OfferId offer, (string Framework, string Agent) whose) in _open)
        {
            if (whose == (framework, agent))
            {
                return offer;
            }
        }

        throw new XunitException($"no open offer of {agent} to {framework}");
    }

    internal double ShareOf(string role) => Allocator.ShareOf(Role(role)).Value;

    /// <summary>For commands that tests give to the allocator directly.</summary>
    internal Cell Done(AllocatorStatus status = AllocatorStatus.Ok)
    {
        Ok(status);
        Collect();
        if (AutoSettle)
        {
            Settle();
        }

        Assert.Empty(Invariants.Check(Allocator));
        return this;
    }

    private static void Ok(AllocatorStatus status) => Assert.Equal(AllocatorStatus.Ok, status);

    private void Collect()
    {
        AllocatorOutbox outbox = Allocator.Outbox;
        for (int i = 0; i < outbox.Count; i++)
        {
            Effect effect = outbox.Effects[i];
            string framework = Allocator.NameOf(effect.Framework);
            string agent = _agents.First(a => a.Value == effect.Agent).Key;
            string resources = ResourceText.Format(outbox.ResourcesOf(i), Schema);
            string text = $"{framework} {Allocator.NameOf(effect.Role)} {agent} {resources}";
            if (effect.Kind == EffectKind.Offered)
            {
                _open.Add(effect.Offer, (framework, agent));
                _offered.Add(text);
            }
            else
            {
                _open.Remove(effect.Offer);
                _rescinded.Add($"{text} {effect.Cause}");
            }
        }

        outbox.Clear();
    }
}
