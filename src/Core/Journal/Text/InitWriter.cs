using System;
using System.Text.Json;

namespace Offers;

/// <summary>Writes the options of a cell; what has its default is left out.</summary>
internal static class InitWriter
{
    private static readonly InitOptions Plain = new();

    internal static void Write(Utf8JsonWriter writer, InitOptions init, ResourceSchema schema)
    {
        WriteWord(writer, "mode", init.Mode, InitFields.Modes);
        if (init.Interval != Plain.Interval)
        {
            CommandWriter.WriteDuration(writer, "interval", init.Interval);
        }

        if (init.MinimumOffers is not null)
        {
            WriteAnyOf(writer, "min_allocatable", init.MinimumOffers, schema);
        }

        if (init.FairnessExcluded.Count > 0)
        {
            CommandWriter.WriteNames(writer, "fairness_exclude", init.FairnessExcluded);
        }

        if (!init.FilterGpuAgents)
        {
            writer.WriteBoolean("filter_gpu", false);
        }

        CommandWriter.WriteDomain(writer, init.Domain);
        WriteOrder(writer, init);
        WriteWord(writer, "sorter", init.Sorter, InitFields.Sorters);
        WritePart(writer, "recovery_factor", init.RecoveryFactor, Plain.RecoveryFactor);
        if (init.RecoveryTimeout != Plain.RecoveryTimeout)
        {
            CommandWriter.WriteDuration(writer, "recovery_timeout", init.RecoveryTimeout);
        }

        WriteOptions(writer, init, schema);
    }

    /// <summary>Writes quantities of which any suffices.</summary>
    internal static void WriteAnyOf(
        Utf8JsonWriter writer, string field, ValueList<ResourceVector> any, ResourceSchema schema)
    {
        writer.WriteStartArray(field);
        foreach (ResourceVector quantities in any.AsSpan())
        {
            writer.WriteStringValue(ResourceText.Format(quantities, schema));
        }

        writer.WriteEndArray();
    }

    private static void WriteOptions(
        Utf8JsonWriter writer, InitOptions init, ResourceSchema schema)
    {
        writer.WriteStartObject("options");
        if (init.AllocateOnReturn)
        {
            writer.WriteBoolean("allocate_on_return", true);
        }

        WritePart(writer, "hoard_limit", init.HoardLimit, null);
        CommandWriter.WriteDuration(writer, "starvation_guard", init.StarvationGuard);
        if (init.MinimumShape is ResourceVector shape)
        {
            writer.WriteString("minimum_shape", ResourceText.Format(shape, schema));
        }

        WriteWord(writer, "placement_order", init.PlacementOrder, InitFields.Placements);
        CommandWriter.WriteDuration(writer, "offer_timeout", init.OfferTimeout);
        writer.WriteEndObject();
    }

    private static void WriteOrder(Utf8JsonWriter writer, InitOptions init)
    {
        if (init.AgentOrder == AgentVisitOrder.Seeded)
        {
            writer.WriteString("agent_order", $"{InitFields.SeedPrefix}{init.Seed}");
        }
        else
        {
            WriteWord(writer, "agent_order", init.AgentOrder, InitFields.Orders);
        }
    }

    private static void WritePart(
        Utf8JsonWriter writer, string field, int? thousandths, int? otherwise)
    {
        if (thousandths != otherwise && thousandths is int part)
        {
            JsonText.WriteCount(writer, field, part, FieldNumbers.AmountDecimals);
        }
    }

    private static void WriteWord<T>(
        Utf8JsonWriter writer, string field, T value, ReadOnlySpan<(string Word, T Value)> table)
        where T : struct, Enum
    {
        foreach ((string word, T known) in table)
        {
            if (known.Equals(value))
            {
                writer.WriteString(field, word);
            }
        }
    }
}
