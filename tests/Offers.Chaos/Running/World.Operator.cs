namespace Offers.Chaos;

// What operators ask for.
internal sealed partial class World
{
    private ClusterCommand? OperatorCommand(IncidentKind kind, Chance chance)
    {
        string agent = SomeAgent(chance)?.Model.Name ?? "nobody";
        string host = SomeAgent(chance)?.Hostname ?? "nowhere";
        switch (kind)
        {
            case IncidentKind.Drain:
                return new DrainAgent(agent)
                {
                    MaxGrace = chance.Half() ? chance.Upto(10) : null,
                    MarkGone = chance.PerMille(200),
                };
            case IncidentKind.Offering:
                return new SetAgentOffering(agent, chance.PerMille(700));
            case IncidentKind.MarkGone:
                return new MarkAgentGone(agent);
            case IncidentKind.Schedule:
                return new ScheduleMaintenance(Windows(chance));
            case IncidentKind.StartMaintenance:
                return new StartMaintenance([host]);
            case IncidentKind.EndMaintenance:
                return new EndMaintenance([host]);
            case IncidentKind.Quota:
                return Quota(chance);
            case IncidentKind.Weights:
                return new SetWeights(
                    [new RoleWeight(chance.Of(Roles), 1000 * (1 + chance.Below(4)))]);
            case IncidentKind.Hosts:
                return new SetHosts(chance.Half() ? null : [.. SomeHosts(chance)]);
            case IncidentKind.Operate:
                return Operation(agent, chance);
            case IncidentKind.Rescind:
                return new RescindOffers(
                    [.. Master.Monitor.OpenOffers.Take(3).Select(o => o.Key)]);
            case IncidentKind.Preempt when SomeFramework(chance) is FrameworkNode claimant:
                return new Preempt(new PreemptionClaim(
                    claimant.Scheduler.Profile.Id,
                    claimant.Scheduler.Profile.Description.Roles[0],
                    chance.Of(Enum.GetValues<PreemptionCause>()),
                    ResourceVector.Of(new ResourceKind(0), 500 + chance.Below(1000)),
                    1 + chance.Below(2))
                {
                    Priority = chance.Below(3),
                });
            case IncidentKind.WithdrawPreemption
                when SomeFramework(chance) is FrameworkNode claimant:
                return new WithdrawPreemption(claimant.Scheduler.Profile.Id);
            default:
                return chance.PerMille(300)
                    ? ByOperator(SomeFramework(chance)?.Scheduler.Profile.Id ?? "nobody")
                    : null;
        }
    }

    private static readonly string[] Roles = ["web", "batch", "eng", "eng/web", "ml", "*"];

    private IEnumerable<string> SomeHosts(Chance chance) =>
        _agents.Where(_ => chance.PerMille(700)).Select(a => a.Hostname);

    private ValueList<MaintenanceWindow> Windows(Chance chance)
    {
        List<MaintenanceWindow> windows = [];
        foreach (string host in SomeHosts(chance))
        {
            if (chance.Half())
            {
                windows.Add(new MaintenanceWindow(
                    [host], Time.Now + chance.Upto(100), chance.Half() ? chance.Upto(100) : null));
            }
        }
        return [.. windows];
    }

    private SetQuotas Quota(Chance chance)
    {
        ResourceVector guarantee = default;
        ResourceLimits limits = ResourceLimits.None;
        if (chance.PerMille(700))
        {
            guarantee = guarantee.With(new ResourceKind(0), chance.Below(4000));
        }
        if (chance.Half())
        {
            limits = limits.With(new ResourceKind(0), guarantee[new ResourceKind(0)]
                + chance.Below(4000));
        }
        return new SetQuotas([new UpdateQuota(chance.Of(Roles[..5]), guarantee, limits)])
        {
            Force = chance.Half(),
        };
    }

    private OperateAgent? Operation(string agent, Chance chance)
    {
        AgentNode? node = _agents.Find(a => a.Model.Name == agent);
        if (node is null)
        {
            return null;
        }
        ResourceItem[] reserved = [.. node.Model.Total.Items()
            .Where(i => i.Identity.IsReserved && i.Copies == 1)];
        OfferOperation operation;
        if (reserved.Length > 0 && chance.Half())
        {
            ResourceItem item = chance.Of(reserved);
            ResourceSet set = ResourceSet.Parse(Schema, item.ToString());
            operation = item.Identity.Disk?.PersistenceId is not null
                ? new DestroyVolumes(set)
                : new UnreserveResources(set);
        }
        else
        {
            ResourceSet plain = ResourceSet.Parse(
                Schema, chance.Of(["cpus:1", "disk:100", "mem:100;disk:50"]));
            operation = new ReserveResources(plain.Reserve(new Reservation(
                ReservationType.Dynamic, chance.Of(["web", "ml", "eng/web"]), "operator")));
        }
        return new OperateAgent(agent, [operation]) { Principal = "operator" };
    }
}
