namespace Offers.Core.Tests.Conventions;

/// <summary>
/// 200 agents and 20 frameworks in four roles that go through everything a busy cell does, for ever and
/// without chance: each cycle depends only on its number. Used warm it must not allocate; used cold it
/// must always come to the same state.
/// </summary>
internal sealed class SteadyCell
{
    private const int AgentCount = 200;
    private const int FrameworkCount = 20;
    private const int Longest = 12;

    private readonly Allocator _allocator;
    private readonly AgentId[] _agents = new AgentId[AgentCount];
    private readonly FrameworkId[] _frameworks = new FrameworkId[FrameworkCount];
    private readonly RoleId[] _roles = new RoleId[4];
    private readonly ResourceVector _task;
    private readonly Queue<(FrameworkId Framework, RoleId Role, AgentId Agent)> _running =
        new(AgentCount * Longest);

    private DecisionDigest _digest;
    private Timestamp _now;
    private long _cycle;

    internal SteadyCell()
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        _allocator = new Allocator(
            schema, AllocatorOptions.Mesos with { OfferTimeout = TimeSpan.FromSeconds(3) });
        _task = ResourceText.Parse("cpus:1;mem:512", schema);
        for (int i = 0; i < _roles.Length; i++)
        {
            _roles[i] = _allocator.Role($"role{i}");
        }

        for (int i = 0; i < AgentCount; i++)
        {
            ResourceVector total = _task.Scale(4 + (i % 5));
            _allocator.AddAgent($"agent{i}", total, _now, out _agents[i]);
        }

        for (int i = 0; i < FrameworkCount; i++)
        {
            _allocator.AddFramework(
                $"framework{i}", [_roles[i % 4]], FrameworkCapabilities.None, _now, out _frameworks[i]);
        }
    }

    internal ulong Decisions => _digest.Value;

    internal ulong State => StateDigest.Of(_allocator);

    internal Allocator Allocator => _allocator;

    internal int Running => _running.Count;

    internal void Cycle()
    {
        _now += TimeSpan.FromSeconds(1);
        _cycle++;
        FrameworkId quiet = _frameworks[_cycle % FrameworkCount];
        _allocator.Suppress(quiet, [], _now);
        _allocator.Revive(_frameworks[(_cycle + 10) % FrameworkCount], [], _now);
        _allocator.RunPending(_now);
        _allocator.RunBatch(_now);
        AnswerOffers();
        while (_running.Count > AgentCount * 2)
        {
            (FrameworkId framework, RoleId role, AgentId agent) = _running.Dequeue();
            _allocator.Recover(framework, role, agent, _task, _now);
        }

        _allocator.ExpireOffers(_now);
        Clear();
    }

    /// <summary>Some run a task, some decline, and some forget their offer until it runs out.</summary>
    private void AnswerOffers()
    {
        ReadOnlySpan<Effect> effects = _allocator.Outbox.Effects;
        for (int i = 0; i < effects.Length; i++)
        {
            Effect effect = effects[i];
            switch ((_cycle + effect.Agent.Index) % 5)
            {
                case 0:
                    _allocator.Decline(effect.Offer, TimeSpan.FromSeconds(i % Longest), _now);
                    break;
                case 1:
                    break;
                default:
                    AcceptOneTask(effect);
                    break;
            }
        }

        Clear();
    }

    private void AcceptOneTask(in Effect effect)
    {
        TimeSpan refuse = TimeSpan.FromSeconds(5);
        if (_allocator.Accept(effect.Offer, _task, refuse, _now) == AllocatorStatus.Ok)
        {
            _running.Enqueue((effect.Framework, effect.Role, effect.Agent));
        }
    }

    private void Clear()
    {
        _digest.Add(_allocator.Outbox, _now);
        _allocator.Outbox.Clear();
    }
}
