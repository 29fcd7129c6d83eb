namespace Offers.Core.Tests;

/// <summary>
/// How small numbers become agents, frameworks, roles and offers, nonsense included.
/// </summary>
internal sealed partial class TwinDriver
{
    private static void RememberRemoved<T>(List<T> removed, T? candidate)
        where T : class
    {
        if (candidate is not null && !removed.Contains(candidate))
        {
            removed.Add(candidate);
        }
    }

    private void AddAgent(string name, in ResourceVector total)
    {
        AllocatorStatus slow = _slow.AddAgent(name, Bag.Of(total, _schema), out SlowAgent? agent);
        Answer(slow, _fast.AddAgent(name, total, Tell(), out AgentId id));
        if (agent is not null)
        {
            Same("whether the agent's id is new", true, !_agents.ContainsValue(id));
            Same("the agent's name", name, _fast.NameOf(id));
            agent.Index = id.Index;
            _agents[agent] = id;
        }
    }

    private void AddFramework(string name, List<(SlowRole? Role, RoleId Id)> roles, bool takesGpus)
    {
        AllocatorStatus slow = _slow.AddFramework(
            name, [.. roles.Select(r => r.Role)], takesGpus, out SlowFramework? framework);
        AllocatorStatus fast = _fast.AddFramework(
            name,
            roles.Select(r => r.Id).ToArray(),
            takesGpus ? FrameworkCapabilities.GpuResources : FrameworkCapabilities.None,
            Tell(),
            out FrameworkId id);
        Answer(slow, fast);
        if (framework is not null)
        {
            Same("whether the framework's id is new", true, !_frameworks.ContainsValue(id));
            Same("the framework's name", name, _fast.NameOf(id));
            _frameworks[framework] = id;
        }
    }

    private (SlowRole? Role, RoleId Id) NameRole(string name)
    {
        SlowRole role = _slow.Role(name);
        RoleId id = _fast.Role(name);
        Same("the role's name", name, _fast.NameOf(id));
        _roles[role] = id;
        return (role, id);
    }

    private void Recover(Command c)
    {
        if (c.A < 24 && _slow.Allocations.Count > 0)
        {
            SlowHolding held = _slow.Allocations[c.A % _slow.Allocations.Count];
            Recover(
                (held.Framework, _frameworks[held.Framework]),
                (held.Role, _roles[held.Role]),
                (held.Agent, _agents[held.Agent]),
                c.B);
            return;
        }

        Recover(PickFramework(c.A), PickRole(c.B), PickAgent(c.C), c.A + c.B);
    }

    private void Recover(
        (SlowFramework? Twin, FrameworkId Id) framework,
        (SlowRole? Twin, RoleId Id) role,
        (SlowAgent? Twin, AgentId Id) agent,
        int part)
    {
        ResourceVector held = ResourceVector.Zero;
        if (framework.Twin is { Alive: true } f && role.Twin is { } r && agent.Twin is { } a)
        {
            held = _slow.AllocatedTo(f, r, a).ToVector(_schema);
        }

        ResourceVector returned = Arguments.Part(part, held, _schema);
        Answer(
            _slow.Recover(framework.Twin, role.Twin, agent.Twin, Bag.Of(returned, _schema)),
            _fast.Recover(framework.Id, role.Id, agent.Id, returned, Tell()));
    }

    private (SlowAgent? Twin, AgentId Id) PickAgent(int number)
    {
        List<SlowAgent> from = number >= 29 ? _removedAgents : _slow.Agents;
        if (from.Count == 0)
        {
            return (null, number % 2 == 0 ? default : new AgentId(number, 7));
        }

        SlowAgent agent = from[number % from.Count];
        return (agent, _agents[agent]);
    }

    private (SlowFramework? Twin, FrameworkId Id) PickFramework(int number)
    {
        List<SlowFramework> from = number >= 29 ? _removedFrameworks : _slow.Frameworks;
        if (from.Count == 0)
        {
            return (null, number % 2 == 0 ? default : new FrameworkId(-number, 7));
        }

        SlowFramework framework = from[number % from.Count];
        return (framework, _frameworks[framework]);
    }

    private (SlowHolding? Twin, OfferId Id) PickOffer(int number)
    {
        List<SlowHolding> from = number >= 30 ? _everOffered : _slow.Offers;
        if (from.Count == 0)
        {
            return (null, number % 2 == 0 ? default : new OfferId(number, 7));
        }

        SlowHolding offer = from[number % from.Count];
        return (offer, _offers[offer]);
    }

    private (SlowRole? Twin, RoleId Id) PickRole(int number)
    {
        if (number >= 30 || _slow.Roles.Count == 0)
        {
            return (null, new RoleId(number == 30 ? -1 : 1_000));
        }

        SlowRole role = _slow.Roles[number % _slow.Roles.Count];
        return (role, _roles[role]);
    }

    /// <summary>
    /// One to three roles; now and then none, the same twice, or one that is unknown.
    /// </summary>
    private List<(SlowRole? Role, RoleId Id)> RolesToSubscribe(int number)
    {
        (SlowRole? Role, RoleId Id) One(int n) => NameRole(Arguments.RoleName(n));
        return number switch
        {
            31 => [],
            30 => [One(0), One(0)],
            29 => [One(1), (null, new RoleId(1_000))],
            28 => [(null, new RoleId(-1)), (null, new RoleId(-1))],
            >= 24 => [One(2), One(0), One(1)],
            >= 18 => [One(number), One(number + 1)],
            _ => [One(number)],
        };
    }

    /// <summary>
    /// Roles to suppress or revive: all, one, two, the same twice, and wrong ones.
    /// </summary>
    private List<(SlowRole? Role, RoleId Id)> RolesOf(SlowFramework? framework, int number)
    {
        if (number < 12 || framework is null)
        {
            return [];
        }

        List<(SlowRole? Role, RoleId Id)> own =
            [.. framework.Roles.Select(r => ((SlowRole?)r, _roles[r]))];
        return number switch
        {
            31 => [own[0], PickRole(31)],
            30 => [PickRole(0), PickRole(1)],
            29 => [own[0], own[0]],
            >= 24 => own,
            _ => [own[number % own.Count]],
        };
    }
}
