using System;

namespace Offers;

/// <summary>
/// What an operation must be, agent and accept apart, and which resources it turns into which
/// (semantics 2.3).
/// </summary>
/// <param name="principal">Whose reservations and volumes these are; null is nobody.</param>
/// <param name="role">
/// The role for which may be reserved; null for an operator, who may for any.
/// </param>
/// <param name="agent">What the agent can handle.</param>
/// <param name="framework">What the framework can handle.</param>
internal readonly struct OperationRules(
    string? principal, string? role, AgentCapabilities agent, FrameworkCapabilities framework)
{
    private readonly string? _principal = principal;
    private readonly string? _role = role;
    private readonly AgentCapabilities _agent = agent;
    private readonly FrameworkCapabilities _framework = framework;

    internal OperationViolation Check(OfferOperation operation, out Conversion? conversion)
    {
        conversion = null;
        OperationViolation violation = CheckNamed(operation);
        if (violation == OperationViolation.None)
        {
            violation = operation switch
            {
                ReserveResources reserve => CheckReserve(reserve.Resources),
                UnreserveResources unreserve => CheckUnreserve(unreserve.Resources),
                CreateVolumes create => CheckCreate(create.Volumes),
                DestroyVolumes destroy => CheckVolumes(destroy.Volumes),
                GrowVolume grow => CheckGrow(grow),
                _ => CheckShrink((ShrinkVolume)operation),
            };
        }

        if (violation == OperationViolation.None)
        {
            conversion = ConversionOf(operation);
        }

        return violation;
    }

    private static Conversion ConversionOf(OfferOperation operation) => operation switch
    {
        ReserveResources reserve => new(reserve.Resources.Unreserve(), reserve.Resources),
        UnreserveResources unreserve => new(unreserve.Resources, unreserve.Resources.Unreserve()),
        CreateVolumes create => new(VolumeResources.DiskOf(create.Volumes), create.Volumes),
        DestroyVolumes destroy => new(destroy.Volumes, VolumeResources.DiskOf(destroy.Volumes)),
        GrowVolume grow => VolumeResources.Grown(grow),
        _ => VolumeResources.Shrunk((ShrinkVolume)operation),
    };

    private static ResourceSet NamedBy(OfferOperation operation) => operation switch
    {
        ReserveResources reserve => reserve.Resources,
        UnreserveResources unreserve => unreserve.Resources,
        CreateVolumes create => create.Volumes,
        DestroyVolumes destroy => destroy.Volumes,
        GrowVolume grow => grow.Volume + grow.Addition,
        ShrinkVolume shrink => shrink.Volume,
        _ => ResourceSet.Empty,
    };

    private static OperationViolation CheckNamed(OfferOperation operation)
    {
        ResourceSet named = NamedBy(operation);
        if (named.IsEmpty)
        {
            return OperationViolation.NothingNamed;
        }

        ItemBag items = named.Marked;
        OperationViolation violation = OperationViolation.None;
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i].Id.Provider is not null)
            {
                return OperationViolation.ProviderResources;
            }

            violation = items[i].Id.IsRevocable
                ? OperationViolation.RevocableResources
                : violation;
        }

        return violation;
    }

    private OperationViolation CheckReserve(ResourceSet resources)
    {
        OperationViolation violation = CheckDynamic(resources);
        for (int i = 0; i < resources.Marked.Count && violation != OperationViolation.NotDynamic;
            i++)
        {
            ResourceIdentity id = resources.Marked[i].Id;
            string reserved = id.ReservationRole!;
            OperationViolation own = !IsOwn(id.Reservations[^1].Principal)
                    ? OperationViolation.WrongPrincipal
                : _role is not null && !string.Equals(reserved, _role, StringComparison.Ordinal)
                    ? OperationViolation.WrongRole
                : !CanHold(id) ? OperationViolation.AgentNotCapable
                : id.Disk?.PersistenceId is not null ? OperationViolation.IsVolume
                : OperationViolation.None;
            violation = First(violation, own);
        }

        return violation;
    }

    /// <summary>Of what is wrong with several items the first is the answer.</summary>
    private static OperationViolation First(OperationViolation left, OperationViolation right) =>
        left == OperationViolation.None || (right != OperationViolation.None && right < left)
            ? right
            : left;

    private static OperationViolation CheckUnreserve(ResourceSet resources)
    {
        OperationViolation violation = CheckDynamic(resources);
        for (int i = 0; i < resources.Marked.Count && violation == OperationViolation.None; i++)
        {
            violation = resources.Marked[i].Id.Disk?.PersistenceId is not null
                ? OperationViolation.IsVolume
                : OperationViolation.None;
        }

        return violation;
    }

    private static OperationViolation CheckDynamic(ResourceSet resources)
    {
        bool isDynamic = resources.Plain.IsZero;
        for (int i = 0; i < resources.Marked.Count; i++)
        {
            ResourceIdentity id = resources.Marked[i].Id;
            isDynamic &= id.IsReserved && id.Reservations[^1].Type == ReservationType.Dynamic;
        }

        return isDynamic ? OperationViolation.None : OperationViolation.NotDynamic;
    }

    private bool IsOwn(string? principal) =>
        string.Equals(principal, _principal, StringComparison.Ordinal);

    private bool CanHold(ResourceIdentity id) =>
        (!id.IsRefined || (_agent & AgentCapabilities.ReservationRefinement)
            != AgentCapabilities.None)
        && (RoleName.Parent(id.ReservationRole!) is null
            || (_agent & AgentCapabilities.HierarchicalRole) != AgentCapabilities.None);

    private OperationViolation CheckCreate(ResourceSet volumes)
    {
        OperationViolation violation = CheckVolumes(volumes);
        for (int i = 0; i < volumes.Marked.Count && violation != OperationViolation.NotVolume; i++)
        {
            ItemSegment item = volumes.Marked[i];
            OperationViolation own = !IsOwn(item.Id.Disk!.PersistencePrincipal)
                    ? OperationViolation.WrongPrincipal
                : item.Id.IsShared && (_framework & FrameworkCapabilities.SharedResources)
                    == FrameworkCapabilities.None
                    ? OperationViolation.SharedNotSupported
                : item.High != 1 || IsNamedBefore(volumes.Marked, i)
                    ? OperationViolation.VolumeExists
                : OperationViolation.None;
            violation = First(violation, own);
        }

        return violation;
    }

    private static bool IsNamedBefore(ItemBag volumes, int index)
    {
        bool found = false;
        for (int i = 0; i < index; i++)
        {
            found |= string.Equals(volumes[i].Id.Disk!.PersistenceId,
                    volumes[index].Id.Disk!.PersistenceId, StringComparison.Ordinal)
                && string.Equals(volumes[i].Id.ReservationRole,
                    volumes[index].Id.ReservationRole, StringComparison.Ordinal);
        }

        return found;
    }

    /// <summary>Reserved disk with an id, seen at a path by containers.</summary>
    private static OperationViolation CheckVolumes(ResourceSet volumes)
    {
        bool areVolumes = volumes.Plain.IsZero;
        for (int i = 0; i < volumes.Marked.Count; i++)
        {
            ResourceIdentity id = volumes.Marked[i].Id;
            areVolumes &= id.Disk is { PersistenceId: not null, ContainerPath: not null }
                && id.IsReserved;
        }

        return areVolumes ? OperationViolation.None : OperationViolation.NotVolume;
    }

    private OperationViolation CheckGrow(GrowVolume grow)
    {
        OperationViolation violation = CheckResize(grow.Volume);
        if (violation != OperationViolation.None)
        {
            return violation;
        }

        ResourceIdentity disk = VolumeResources.DiskOf(grow.Volume.Marked[0].Id);
        bool isPlain = disk.IsPlain && grow.Addition.Marked.IsEmpty;
        bool isSame = !isPlain && grow.Addition.Plain.IsZero && grow.Addition.Marked.Count == 1
            && grow.Addition.Marked[0].Id.Equals(disk);
        return grow.Addition.IsEmpty ? OperationViolation.InvalidAmount
            : isSame ? OperationViolation.None
            : OperationViolation.AdditionDiffers;
    }

    private OperationViolation CheckShrink(ShrinkVolume shrink)
    {
        OperationViolation violation = CheckResize(shrink.Volume);
        return violation != OperationViolation.None ? violation
            : shrink.Volume.Marked[0].Id.Disk!.Source?.Type == DiskSourceType.Mount
                ? OperationViolation.VolumeIsMount
            : shrink.Amount <= 0 || shrink.Amount >= shrink.Volume.Marked[0].Low
                ? OperationViolation.InvalidAmount
            : OperationViolation.None;
    }

    private OperationViolation CheckResize(ResourceSet volume)
    {
        OperationViolation violation = volume.Marked.Count > 1 || volume.IsEmpty
            ? OperationViolation.NothingNamed
            : CheckVolumes(volume);
        return violation != OperationViolation.None ? violation
            : (_agent & AgentCapabilities.ResizeVolume)
                == AgentCapabilities.None ? OperationViolation.AgentNotCapable
            : volume.Marked[0].Id.IsShared ? OperationViolation.VolumeIsShared
            : OperationViolation.None;
    }
}
