using System;

namespace Offers;

/// <summary>The text form of what is done with offers: each says its <c>type</c>.</summary>
internal static class OperationText
{
    private const string TypeExpected = "the type of an operation";

    internal static OfferOperation Read(FieldReader fields)
    {
        string type = FieldReader.Text(
            fields.Take("type", TypeExpected), fields.At("type"), TypeExpected);
        OfferOperation operation = Body(type, fields)
            ?? throw JsonShape.Bad(fields.At("type"), $"'{type}'", TypeExpected);
        return WithRest(operation, fields);
    }

    internal static void Write(FieldWriter fields, OfferOperation operation)
    {
        switch (operation)
        {
            case LaunchTasks launch:
                fields.Text("type", "launch");
                fields.Objects("tasks", launch.Tasks, TaskText.Write);
                break;
            case LaunchGroup group:
                fields.Text("type", "launch_group");
                WriteMembers(fields, group);
                break;
            default:
                WriteConversion(fields, operation);
                break;
        }

        WriteRest(fields, operation);
    }

    /// <summary>Reads a group where nothing else can stand: without a type.</summary>
    internal static LaunchGroup ReadGroup(FieldReader fields) =>
        WithRest(ReadMembers(fields), fields);

    /// <summary>Writes a group where nothing else can stand: without a type.</summary>
    internal static void WriteGroup(FieldWriter fields, LaunchGroup group)
    {
        WriteMembers(fields, group);
        WriteRest(fields, group);
    }

    /// <summary>What every operation has.</summary>
    private static T WithRest<T>(T operation, FieldReader fields)
        where T : OfferOperation =>
        (T)(operation with
        {
            Id = fields.OptionalText("id"),
            IsAuthorized = fields.Flag("authorized", true),
        });

    private static void WriteRest(FieldWriter fields, OfferOperation operation)
    {
        fields.OptionalText("id", operation.Id);
        fields.FlagUnless("authorized", operation.IsAuthorized, true);
    }

    private static OfferOperation? Body(string type, FieldReader fields) => type switch
    {
        "launch" => new LaunchTasks(fields.Objects("tasks", TaskText.Read)),
        "launch_group" => ReadMembers(fields),
        "reserve" => new ReserveResources(fields.Resources("resources")),
        "unreserve" => new UnreserveResources(fields.Resources("resources")),
        "create" => new CreateVolumes(fields.Resources("volumes")),
        "destroy" => new DestroyVolumes(fields.Resources("volumes")),
        "grow_volume" => new GrowVolume(
            fields.Resources("volume"), fields.Resources("addition")),
        "shrink_volume" => new ShrinkVolume(
            fields.Resources("volume"), fields.Thousandths("amount")),
        _ => null,
    };

    private static LaunchGroup ReadMembers(FieldReader fields) => new(
        fields.Object("executor", TaskText.ReadExecutor),
        fields.Objects("tasks", TaskText.Read));

    private static void WriteMembers(FieldWriter fields, LaunchGroup group)
    {
        fields.Object("executor", group.Executor, TaskText.WriteExecutor);
        fields.Objects("tasks", group.Tasks, TaskText.Write);
    }

    private static void WriteConversion(FieldWriter fields, OfferOperation operation)
    {
        switch (operation)
        {
            case ReserveResources(ResourceSet resources):
                fields.Text("type", "reserve");
                fields.Resources("resources", resources);
                break;
            case UnreserveResources(ResourceSet resources):
                fields.Text("type", "unreserve");
                fields.Resources("resources", resources);
                break;
            case CreateVolumes(ResourceSet volumes):
                fields.Text("type", "create");
                fields.Resources("volumes", volumes);
                break;
            case DestroyVolumes(ResourceSet volumes):
                fields.Text("type", "destroy");
                fields.Resources("volumes", volumes);
                break;
            case GrowVolume(ResourceSet volume, ResourceSet addition):
                fields.Text("type", "grow_volume");
                fields.Resources("volume", volume);
                fields.Resources("addition", addition);
                break;
            case ShrinkVolume(ResourceSet volume, long amount):
                fields.Text("type", "shrink_volume");
                fields.Resources("volume", volume);
                fields.Thousandths("amount", amount);
                break;
            default:
                throw new ArgumentException("an unknown operation", nameof(operation));
        }
    }
}
