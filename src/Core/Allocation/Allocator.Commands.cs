using System;

namespace Offers;

public sealed partial class Allocator
{
    /// <summary>
    /// Carries out a command given as a value, with names in place of ids: what a journal or a
    /// scenario says. The methods with ids are for hosts that make millions of calls; this is for
    /// everything else, and the only way to attributes, constraints and the rest that a framework
    /// or an agent may say of itself.
    /// </summary>
    /// <param name="command">What to do.</param>
    /// <param name="now">The time; not earlier than that of any earlier command.</param>
    /// <returns>
    /// Ok, or the first refusal in the order of <see cref="AllocatorStatus"/>; then nothing has
    /// changed. What appears in the outbox is said of the method with ids.
    /// </returns>
    /// <exception cref="ArgumentException">A moment lies beyond all time.</exception>
    public AllocatorStatus Apply(Command command, Timestamp now)
    {
        ArgumentNullException.ThrowIfNull(command);
        Enter(now);
        return command switch
        {
            AddFramework add => Add(add, now),
            UpdateFramework update => Update(update),
            RemoveFramework remove => RemoveFramework(FrameworkNamed(remove.Id), now),
            ActivateFramework on => ActivateFramework(FrameworkNamed(on.Id), now),
            DeactivateFramework off => DeactivateFramework(FrameworkNamed(off.Id), now),
            Suppress quiet => WithRoles(quiet.Framework, quiet.Roles, suppress: true, now),
            Revive loud => WithRoles(loud.Framework, loud.Roles, suppress: false, now),
            Accept accept => Take(accept, now),
            Recover recover => Return(recover, now),
            ConvertHeld convert => Convert(convert, now),
            AnswerInverseOffer answer => AnswerInverseOffer(
                FrameworkNamed(answer.Framework), AgentNamed(answer.Agent),
                answer.Refusal ?? TimeSpan.Zero, now),
            _ => ApplyToCell(command, now),
        };
    }

    private AllocatorStatus ApplyToCell(Command command, Timestamp now)
    {
        switch (command)
        {
            case AddAgent add:
                return Add(add, now);
            case UpdateAgent update:
                return Update(update);
            case RemoveAgent remove:
                return RemoveAgent(AgentNamed(remove.Id), now);
            case ActivateAgent on:
                return ActivateAgent(AgentNamed(on.Id), now);
            case DeactivateAgent off:
                return DeactivateAgent(AgentNamed(off.Id), now);
            case AddProvider provider:
                return Add(provider);
            case ConvertFree convert:
                return ConvertFree(
                    AgentNamed(convert.Agent), convert.Conversions.AsSpan(), now);
            case SetMaintenance maintenance:
                return SetMaintenance(
                    AgentNamed(maintenance.Agent),
                    maintenance.Start is { } start ? now + start : null, now);
            default:
                return ApplyToPolicy(command, now);
        }
    }

    private AllocatorStatus ApplyToPolicy(Command command, Timestamp now)
    {
        switch (command)
        {
            case UpdateWeights weights:
                return Update(weights, now);
            case UpdateQuota quota:
                return Update(quota, now);
            case SetWhitelist list:
                SetWhitelist(list.Hosts, now);
                return AllocatorStatus.Ok;
            case Offers.Pause:
                Pause(now);
                return AllocatorStatus.Ok;
            case Offers.Resume:
                Resume(now);
                return AllocatorStatus.Ok;
            case RecoverCluster cluster:
                ExpectAgents(cluster.ExpectedAgents, now);
                return AllocatorStatus.Ok;
            default:
                throw new ArgumentException("no such command", nameof(command));
        }
    }

    private FrameworkId FrameworkNamed(string name) =>
        _frameworks.TryFind(name, out int framework) ? _frameworks.IdOf(framework) : default;

    private AgentId AgentNamed(string name) =>
        _agents.TryFind(name, out int agent) ? _agents.IdOf(agent) : default;

    private AllocatorStatus Add(AddFramework command, Timestamp now)
    {
        AllocatorStatus status = CheckName(command.Id);
        status = status == AllocatorStatus.Ok ? CheckDescription(command.Description) : status;
        if (status != AllocatorStatus.Ok)
        {
            return status;
        }

        if (!TryCompile(command.Description, out CompiledConstraints? constraints))
        {
            return AllocatorStatus.InvalidConstraints;
        }

        int framework = InsertFramework(command.Id, command.Description.Capabilities);
        _frameworks[framework].Active = command.IsActive;
        _frameworks[framework].Constraints = constraints;
        TakeRoles(framework, command.Description);
        FrameworkJoined(framework);
        return AllocatorStatus.Ok;
    }

    /// <summary>
    /// The full new description: a new role is active unless listed as suppressed; a dropped one
    /// loses its filters, gets no more offers, and is forgotten when its last resource comes back.
    /// </summary>
    private AllocatorStatus Update(UpdateFramework command)
    {
        if (!_frameworks.TryFind(command.Id, out int framework))
        {
            return AllocatorStatus.UnknownFramework;
        }

        AllocatorStatus status = CheckDescription(command.Description);
        if (status != AllocatorStatus.Ok)
        {
            return status;
        }

        if (!TryCompile(command.Description, out CompiledConstraints? constraints))
        {
            return AllocatorStatus.InvalidConstraints;
        }

        _frameworks[framework].Capabilities = command.Description.Capabilities;
        _frameworks[framework].Constraints = constraints;
        _maintenance.ClearFiltersOf(framework);
        DropRoles(framework, command.Description);
        TakeRoles(framework, command.Description);
        _allFreeAreDirty = true;
        return AllocatorStatus.Ok;
    }

    private AllocatorStatus WithRoles(
        string framework, ValueList<string> names, bool suppress, Timestamp now)
    {
        FrameworkId id = FrameworkNamed(framework);
        RoleId[] roles = new RoleId[names.Count];
        for (int i = 0; i < roles.Length; i++)
        {
            if (!_roles.TryFind(names[i], out int role))
            {
                return _frameworks.IsValid(id)
                    ? AllocatorStatus.NotSubscribed
                    : AllocatorStatus.UnknownFramework;
            }

            roles[i] = new RoleId(role);
        }

        return suppress ? Suppress(id, roles, now) : Revive(id, roles, now);
    }

    /// <summary>The role that is meant: the named one, or the only one subscribed to.</summary>
    private AllocatorStatus RoleMeant(FrameworkId framework, string? name, out RoleId role)
    {
        role = default;
        if (!_frameworks.IsValid(framework))
        {
            return AllocatorStatus.UnknownFramework;
        }

        if (name is not null)
        {
            bool known = _roles.TryFind(name, out int index);
            role = new RoleId(index);
            return known ? AllocatorStatus.Ok : AllocatorStatus.NotSubscribed;
        }

        int subscribed = 0;
        for (int c = _frameworks[framework.Index].FirstClient; c >= 0;
            c = _clients[c].NextOfFramework)
        {
            if (_clients[c].Subscribed)
            {
                subscribed++;
                role = new RoleId(_clients[c].Role);
            }
        }

        return subscribed == 1 ? AllocatorStatus.Ok : AllocatorStatus.NotSubscribed;
    }

    private AllocatorStatus Take(Accept command, Timestamp now)
    {
        FrameworkId framework = FrameworkNamed(command.Framework);
        AgentId agent = AgentNamed(command.Agent);
        AllocatorStatus status = RoleMeant(framework, command.Role, out RoleId role);
        return !_agents.IsValid(agent) ? AllocatorStatus.UnknownAgent
            : status != AllocatorStatus.Ok ? status
            : AcceptAll(
                framework, role, agent, command.Resources, command.Refusal ?? TimeSpan.Zero, now);
    }

    private AllocatorStatus Return(Recover command, Timestamp now)
    {
        FrameworkId framework = FrameworkNamed(command.Framework);
        AgentId agent = AgentNamed(command.Agent);
        AllocatorStatus status = RoleMeant(framework, command.Role, out RoleId role);
        if (!_agents.IsValid(agent) || status != AllocatorStatus.Ok)
        {
            return _agents.IsValid(agent) ? status : AllocatorStatus.UnknownAgent;
        }

        TimeSpan refuse = command.Refusal ?? TimeSpan.Zero;
        if (command.Resources is { IsEmpty: true })
        {
            return AllocatorStatus.NotHeld;
        }

        if (!command.IsAllocated)
        {
            return DeclineAll(framework, role, agent, command.Resources, refuse, now);
        }

        status = FindHolder(framework, role, agent, out int client);
        if (status != AllocatorStatus.Ok)
        {
            return status;
        }

        ResourceSet returned = command.Resources ?? AllocatedOn(client, agent.Index);
        return command.Resources is null && returned.IsEmpty
            ? AllocatorStatus.NotHeld
            : RecoverPart(client, agent.Index, _used.Load(returned), refuse, now);
    }

    private AllocatorStatus Convert(ConvertHeld command, Timestamp now)
    {
        FrameworkId framework = FrameworkNamed(command.Framework);
        AllocatorStatus status = RoleMeant(framework, command.Role, out RoleId role);
        AgentId agent = AgentNamed(command.Agent);
        return !_agents.IsValid(agent) ? AllocatorStatus.UnknownAgent
            : status != AllocatorStatus.Ok ? status
            : Convert(
                framework, role, agent, command.Conversions.AsSpan(), command.IsAllocated, now);
    }

    private AllocatorStatus Update(UpdateWeights command, Timestamp now)
    {
        foreach (RoleWeight weight in command.Weights)
        {
            if (!RoleName.IsValid(weight.Role))
            {
                return AllocatorStatus.InvalidRole;
            }

            if (!Weight.IsValid(weight.Weight))
            {
                return AllocatorStatus.InvalidWeight;
            }
        }

        foreach (RoleWeight weight in command.Weights)
        {
            SetWeight(Role(weight.Role), weight.Weight, now);
        }

        return AllocatorStatus.Ok;
    }
}
