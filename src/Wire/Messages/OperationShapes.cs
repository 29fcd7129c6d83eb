namespace Offers.Wire;

/// <summary>
/// How operations stand in messages; the first two fields are those of every one.
/// </summary>
internal static class OperationShapes
{
    internal static readonly Shape<LaunchGroup> Group = new(
        "launch_group_operation", ["id", "authorized", "executor", "tasks"],
        static (ref FieldWriter fields, LaunchGroup group) =>
        {
            Begin(ref fields, group);
            fields.Object(3, group.Executor, TaskShapes.Executor);
            fields.Objects(4, group.Tasks, TaskShapes.Task);
        },
        static (ref FieldMap fields) => End(
            ref fields,
            new LaunchGroup(
                fields.Object(3, TaskShapes.Executor), fields.Objects(4, TaskShapes.Task))));

    private static readonly Shape<LaunchTasks> Launch = new(
        "launch_operation", ["id", "authorized", "tasks"],
        static (ref FieldWriter fields, LaunchTasks launch) =>
        {
            Begin(ref fields, launch);
            fields.Objects(3, launch.Tasks, TaskShapes.Task);
        },
        static (ref FieldMap fields) =>
            End(ref fields, new LaunchTasks(fields.Objects(3, TaskShapes.Task))));

    private static readonly Shape<ReserveResources> Reserve = OfSet(
        "reserve", "resources", static r => r.Resources, static set => new ReserveResources(set));

    private static readonly Shape<UnreserveResources> Unreserve = OfSet(
        "unreserve", "resources",
        static r => r.Resources, static set => new UnreserveResources(set));

    private static readonly Shape<CreateVolumes> Create = OfSet(
        "create", "volumes", static c => c.Volumes, static set => new CreateVolumes(set));

    private static readonly Shape<DestroyVolumes> Destroy = OfSet(
        "destroy", "volumes", static d => d.Volumes, static set => new DestroyVolumes(set));

    private static readonly Shape<GrowVolume> Grow = new(
        "grow_volume", ["id", "authorized", "volume", "addition"],
        static (ref FieldWriter fields, GrowVolume grow) =>
        {
            Begin(ref fields, grow);
            fields.Resources(3, grow.Volume);
            fields.Resources(4, grow.Addition);
        },
        static (ref FieldMap fields) =>
            End(ref fields, new GrowVolume(fields.Resources(3), fields.Resources(4))));

    private static readonly Shape<ShrinkVolume> Shrink = new(
        "shrink_volume", ["id", "authorized", "volume", "amount"],
        static (ref FieldWriter fields, ShrinkVolume shrink) =>
        {
            Begin(ref fields, shrink);
            fields.Resources(3, shrink.Volume);
            fields.Whole(4, shrink.Amount);
        },
        static (ref FieldMap fields) =>
            End(ref fields, new ShrinkVolume(fields.Resources(3), fields.Whole(4))));

    internal static readonly MessageFamily<OfferOperation> Family =
        new MessageFamily<OfferOperation>("operation", "an operation")
            .With(1, Launch).With(2, Group).With(3, Reserve).With(4, Unreserve).With(5, Create)
            .With(6, Destroy).With(7, Grow).With(8, Shrink);

    /// <summary>An operation that says one set of resources and nothing else.</summary>
    private static Shape<T> OfSet<T>(
        string name, string field, Func<T, ResourceSet> setOf, Func<ResourceSet, T> make)
        where T : OfferOperation => new(
        name, ["id", "authorized", field],
        (ref FieldWriter fields, T operation) =>
        {
            Begin(ref fields, operation);
            fields.Resources(3, setOf(operation));
        },
        (ref FieldMap fields) => End(ref fields, make(fields.Resources(3))));

    private static void Begin(ref FieldWriter fields, OfferOperation operation)
    {
        fields.OptionalText(1, operation.Id);
        fields.FlagUnless(2, operation.IsAuthorized, true);
    }

    private static T End<T>(ref FieldMap fields, T operation)
        where T : OfferOperation =>
        (T)(operation with
        {
            Id = fields.OptionalText(1),
            IsAuthorized = fields.FlagOr(2, true),
        });
}
