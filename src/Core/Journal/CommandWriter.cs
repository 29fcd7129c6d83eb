using System;
using System.Text.Json;

namespace Offers;

/// <summary>
/// Writes commands in the text form that <see cref="CommandReader"/> reads back to the same value.
/// Fields that have their default are left out.
/// </summary>
/// <remarks>
/// Names are written as they are: a command with a role name or weight that the reader refuses can
/// be written, but not read back. The allocator refuses such commands too.
/// </remarks>
public sealed partial class CommandWriter
{
    private readonly ResourceSchema _schema;

    /// <summary>Creates a writer.</summary>
    /// <param name="schema">What the kinds in the commands are called.</param>
    public CommandWriter(ResourceSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _schema = schema;
    }

    /// <summary>The command as one line, without a line end. O(length).</summary>
    public string Write(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return JsonText.Write((this, command), static (writer, state) =>
            state.Item1.WriteFields(writer, state.command));
    }

    /// <summary>Writes the fields of a command into an object that is open. O(length).</summary>
    public void WriteFields(Utf8JsonWriter writer, Command command)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(command);
        writer.WriteString("op", OpOf(command));
        if (!WriteFramework(writer, command) && !WriteAgent(writer, command))
        {
            WriteOffers(writer, command);
        }
    }

    /// <summary>Writes the options of a cell into an object that is open. O(length).</summary>
    public void WriteFields(Utf8JsonWriter writer, InitOptions init)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(init);
        InitWriter.Write(writer, init, _schema);
    }

    private static string OpOf(Command command) => command switch
    {
        AddFramework => "add_framework",
        UpdateFramework => "update_framework",
        RemoveFramework => "remove_framework",
        ActivateFramework => "activate_framework",
        DeactivateFramework => "deactivate_framework",
        AddAgent => "add_agent",
        UpdateAgent => "update_agent",
        RemoveAgent => "remove_agent",
        ActivateAgent => "activate_agent",
        DeactivateAgent => "deactivate_agent",
        SetWhitelist => "whitelist",
        UpdateWeights => "update_weights",
        UpdateQuota => "update_quota",
        Recover => "recover",
        Accept => "accept",
        Suppress => "suppress",
        Revive => "revive",
        ConvertFree => "convert_free",
        ConvertHeld => "convert",
        SetMaintenance => "maintenance",
        AnswerInverseOffer => "update_inverse_offer",
        Pause => "pause",
        Resume => "resume",
        RecoverCluster => "recover_cluster",
        AddProvider => "add_provider",
        _ => throw new ArgumentException("an unknown command", nameof(command)),
    };

    internal static void WriteNames(Utf8JsonWriter writer, string field, ValueList<string> names)
    {
        writer.WriteStartArray(field);
        foreach (string name in names.AsSpan())
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
    }

    internal static void WriteDuration(Utf8JsonWriter writer, string field, TimeSpan? duration)
    {
        if (duration is TimeSpan length)
        {
            JsonText.WriteCount(writer, field, length.Ticks, FieldNumbers.TickDecimals);
        }
    }

    internal static void WriteDomain(Utf8JsonWriter writer, Domain? domain)
    {
        if (domain is not null)
        {
            writer.WriteStartObject("domain");
            writer.WriteString("region", domain.Region);
            writer.WriteString("zone", domain.Zone);
            writer.WriteEndObject();
        }
    }

    internal static void WriteOptional(Utf8JsonWriter writer, string field, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(field, text);
        }
    }

    internal static void WriteFlag(
        Utf8JsonWriter writer, string field, bool value, bool otherwise)
    {
        if (value != otherwise)
        {
            writer.WriteBoolean(field, value);
        }
    }

    internal static void WriteResources(Utf8JsonWriter writer, ResourceSet resources) =>
        writer.WriteString("resources", resources.ToString());

    private static void WriteUsed(Utf8JsonWriter writer, ValueList<UsedResources> used)
    {
        if (used.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("used");
        foreach (UsedResources one in used.AsSpan())
        {
            writer.WriteStartObject(one.Framework);
            writer.WriteString("role", one.Role);
            WriteResources(writer, one.Resources);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteConversions(
        Utf8JsonWriter writer, ValueList<Conversion> conversions)
    {
        writer.WriteStartArray("conversions");
        foreach (Conversion conversion in conversions.AsSpan())
        {
            writer.WriteStartObject();
            writer.WriteString("consumed", conversion.Consumed.ToString());
            writer.WriteString("converted", conversion.Converted.ToString());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    internal static void WriteCapabilities<T>(
        Utf8JsonWriter writer, T all, ReadOnlySpan<(string Name, T Value)> table)
        where T : struct, Enum
    {
        writer.WriteStartArray("capabilities");
        foreach ((string name, T value) in table)
        {
            if (all.HasFlag(value))
            {
                writer.WriteStringValue(name);
            }
        }

        writer.WriteEndArray();
    }
}
