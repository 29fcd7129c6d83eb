namespace Offers.Chaos;

// The operations of one accept, drafted one after the other on what is left.
internal sealed partial class NastyScheduler
{
    private sealed partial class Draft(
        NastyScheduler owner, string agent, string role, ResourceSet left)
    {
        private readonly Chance _chance = owner._chance;
        private readonly ResourceSchema _schema = owner._world.Schema;

        private ResourceSet _left = left;

        public List<OfferOperation> Operations { get; } = [];

        public void AddOne()
        {
            if (!_chance.PerMille(owner._traits.OperationPerMille))
            {
                AddLaunch();
                return;
            }
            OfferOperation? operation = _chance.Below(7) switch
            {
                0 or 1 => Reserve(),
                2 => Unreserve(),
                3 => Create(),
                4 => Destroy(),
                5 => Grow(),
                _ => Shrink(),
            };
            if (operation is null)
            {
                return;
            }
            if (_chance.PerMille(300))
            {
                string id = owner.NewName("o");
                owner._operations.Add((id, agent));
                operation = operation with { Id = id };
            }
            if (_chance.PerMille(15))
            {
                operation = operation with { IsAuthorized = false };
            }
            Operations.Add(operation);
            _left = AgentBooks.Apply(_left, operation) ?? _left;
        }

        private ReserveResources? Reserve()
        {
            ResourceSet some = ResourceSet.Of(_schema, Part(_left.Unreserved.NonRevocable.Plain));
            string target = _chance.PerMille(950) ? role : "ml";
            if (some.IsEmpty || target == "*")
            {
                return null;
            }
            string? principal = _chance.PerMille(970) ? owner.Profile.Principal : "mallory";
            return new ReserveResources(some.Reserve(
                new Reservation(ReservationType.Dynamic, target, principal)));
        }

        private UnreserveResources? Unreserve() =>
            Pick(i => i.Identity.IsReserved) is ResourceItem item
                ? new UnreserveResources(Set(item))
                : null;

        private CreateVolumes? Create()
        {
            if (Pick(IsReservedDisk) is not ResourceItem item)
            {
                return null;
            }
            bool isShared = _chance.PerMille(300);
            ResourceIdentity id = item.Identity.WithDisk(new DiskDescription(
                owner.NewName("v"), owner.Profile.Principal, "path", item.Identity.Disk?.Source));
            long amount = Math.Max(1, _chance.Half() ? item.Amount : item.Amount / 2);
            return new CreateVolumes(Set(id.WithShared(isShared), amount));
        }

        private DestroyVolumes? Destroy() =>
            Pick(IsVolume) is ResourceItem item ? new DestroyVolumes(Set(item)) : null;

        private GrowVolume? Grow()
        {
            if (Pick(IsVolume) is not ResourceItem volume || Pick(IsReservedDisk)
                is not ResourceItem disk)
            {
                return null;
            }
            return new GrowVolume(Set(volume), Set(disk));
        }

        private ShrinkVolume? Shrink() => Pick(IsVolume) is ResourceItem volume
            ? new ShrinkVolume(Set(volume), 1 + _chance.Below(volume.Amount))
            : null;

        private static bool IsReservedDisk(ResourceItem item) => item.Identity is
        {
            Name: "disk", IsReserved: true, IsRevocable: false,
            Disk: null or { PersistenceId: null },
        };

        private static bool IsVolume(ResourceItem item) =>
            item.Identity.Disk?.PersistenceId is not null;

        private ResourceItem? Pick(Func<ResourceItem, bool> filter)
        {
            ResourceItem[] found = [.. _left.Items().Where(filter)];
            return found.Length == 0 ? null : _chance.Of(found);
        }

        private ResourceSet Set(ResourceItem item) =>
            item.Copies > 1
                ? Set(item.Identity, item.Amount)
                : ResourceSet.Parse(_schema, item.ToString());

        private ResourceSet Set(ResourceIdentity id, long thousandths) => ResourceSet.Parse(
            _schema, $"{id.Text}:{DecimalText.Format(thousandths)}");

        /// <summary>Some of each kind, often nothing.</summary>
        private ResourceVector Part(in ResourceVector all)
        {
            ResourceVector part = default;
            for (int i = 0; i < 3; i++)
            {
                ResourceKind kind = new(i);
                long most = all[kind];
                long some = _chance.Below(3) switch
                {
                    0 => most,
                    1 => most / 2 / 1000 * 1000,
                    _ => Math.Min(most, 1000),
                };
                part = part.With(kind, some);
            }
            return part;
        }
    }
}
