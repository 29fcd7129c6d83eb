using System;
using System.Text.Json;

namespace Offers;

/// <summary>
/// Reads commands from their text form: one JSON object a command, <c>{"op": "add_agent", "id":
/// "a1", "resources": "cpus:4"}</c>, with the fields that the scenario format lists.
/// </summary>
/// <remarks>
/// Strict: an unknown or repeated field, a wrong type, a missing field, a bad resource text or role
/// name is an error that says which field, what was found and what was expected; nothing is half
/// read, and a refused line adds no kind to the schema. Whether a command can be carried out is not
/// asked here. Amounts and weights are read exactly into thousandths, durations into ticks, from
/// the digits that stand there. Reading is linear in the length of the line.
/// </remarks>
public sealed partial class CommandReader
{
    private readonly ResourceSchema _schema;
    private ResourceSchema _draft = new();

    /// <summary>Creates a reader.</summary>
    /// <param name="schema">What the kinds are called; new names are added to it.</param>
    public CommandReader(ResourceSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _schema = schema;
    }

    /// <summary>Reads a command from a line.</summary>
    /// <exception cref="FormatException">The line is not a command.</exception>
    public Command Read(string line)
    {
        using JsonDocument document = JsonText.ReadObject(line);
        return Read(document.RootElement);
    }

    /// <summary>Reads a command from a JSON object.</summary>
    /// <exception cref="FormatException">The object is not a command.</exception>
    public Command Read(JsonElement json) => Twice(json, ReadFields);

    /// <summary>Reads the options of a cell from a JSON object without other fields.</summary>
    /// <exception cref="FormatException">The object does not hold such options.</exception>
    public InitOptions ReadInit(JsonElement json) => Twice(json, InitFields.Read);

    /// <summary>Reads a command from fields among which there may be others.</summary>
    internal static Command ReadFields(FieldReader fields)
    {
        string op = fields.Name("op");
        return Body(op, fields)
            ?? throw JsonShape.Bad("op", $"'{op}'", "the name of a command");
    }

    /// <summary>
    /// Reads from an object whose kinds may be new: first with a copy of the schema, so that an
    /// error anywhere leaves no trace.
    /// </summary>
    internal T Twice<T>(JsonElement json, Func<FieldReader, T> read)
    {
        ResourceSchema draft = Draft();
        ReadAll(json, draft, read);
        _draft = draft;
        return ReadAll(json, _schema, read);
    }

    private static T ReadAll<T>(JsonElement json, ResourceSchema schema, Func<FieldReader, T> read)
    {
        FieldReader fields = new(json, schema);
        T value = read(fields);
        fields.End();
        return value;
    }

    private static Command? Body(string op, FieldReader fields) => op switch
    {
        "add_framework" => AddFramework(fields),
        "update_framework" => UpdateFramework(fields),
        "remove_framework" => new RemoveFramework(fields.Name("id")),
        "activate_framework" => new ActivateFramework(fields.Name("id")),
        "deactivate_framework" => new DeactivateFramework(fields.Name("id")),
        "suppress" => new Suppress(fields.Name("framework"), fields.Roles("roles")),
        "revive" => new Revive(fields.Name("framework"), fields.Roles("roles")),
        "update_weights" => UpdateWeights(fields),
        "update_quota" => UpdateQuota(fields),
        "recover" or "decline" => Recover(fields),
        "accept" => Accept(fields),
        "convert" => ConvertHeld(fields),
        "update_inverse_offer" => AnswerInverseOffer(fields),
        "pause" => new Pause(),
        "resume" => new Resume(),
        "recover_cluster" => new RecoverCluster(fields.Count("expected_agents")),
        _ => BodyOfAgent(op, fields),
    };

    private static Command? BodyOfAgent(string op, FieldReader fields) => op switch
    {
        "add_agent" => AddAgent(fields),
        "update_agent" => UpdateAgent(fields),
        "remove_agent" => new RemoveAgent(fields.Name("id")),
        "activate_agent" => new ActivateAgent(fields.Name("id")),
        "deactivate_agent" => new DeactivateAgent(fields.Name("id")),
        "whitelist" => SetWhitelist(fields),
        "maintenance" => new SetMaintenance(
            fields.Name("agent"), fields.Duration("start")),
        "add_provider" => new AddProvider(fields.Name("agent"), fields.Resources("resources"))
        {
            Used = fields.Used("used"),
        },
        "convert_free" => new ConvertFree(fields.Name("agent"), fields.Conversions("conversions")),
        "add_reservation" => Reservation(fields, isAdded: true),
        "remove_reservation" => Reservation(fields, isAdded: false),
        _ => null,
    };

    /// <summary>
    /// A copy of the schema to read with. It is kept only if the reading succeeds: then the schema
    /// gets the same new kinds in the same order.
    /// </summary>
    private ResourceSchema Draft()
    {
        ResourceSchema draft = _draft;
        _draft = new ResourceSchema();
        for (int i = draft.Count; i < _schema.Count; i++)
        {
            draft.Add(_schema.NameOf(new ResourceKind(i)), "");
        }

        return draft;
    }
}
