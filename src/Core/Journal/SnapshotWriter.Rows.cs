using System;
using System.Text.Json;

namespace Offers;

/// <content>The fields of rows.</content>
public sealed partial class SnapshotWriter
{
    private static void WriteRole(SnapshotWriter self, Utf8JsonWriter json, RoleSnapshot row)
    {
        json.WriteString("name", row.Name);
        if (row.Weight != Weight.One)
        {
            JsonText.WriteCount(json, "weight", row.Weight, FieldNumbers.AmountDecimals);
        }

        WriteCount(json, "grants", row.Grants);
        WriteCount(json, "own_grants", row.OwnGrants);
        if (!row.Guarantees.IsZero)
        {
            json.WriteString("guarantees", ResourceText.Format(row.Guarantees, self._schema));
        }

        if (!row.Limits.IsUnlimited)
        {
            json.WriteString("limits", ResourceText.Format(row.Limits, self._schema));
        }
    }

    private static void WriteFramework(
        SnapshotWriter self, Utf8JsonWriter json, FrameworkSnapshot row)
    {
        const FrameworkCapabilities MultiRole = FrameworkCapabilities.MultiRole;
        json.WriteString("name", row.Name);
        json.WriteNumber("index", row.Id.Index);
        json.WriteNumber("generation", row.Id.Generation);
        if ((row.Capabilities & ~MultiRole) != FrameworkCapabilities.None)
        {
            CommandWriter.WriteCapabilities(
                json, row.Capabilities & ~MultiRole, CapabilityNames.OfFrameworks);
        }

        CommandWriter.WriteFlag(
            json, "multi_role", row.Capabilities.HasFlag(MultiRole), true);
        CommandWriter.WriteFlag(json, "active", row.IsActive, true);
        if (row.Constraints is not null)
        {
            json.WritePropertyName("offer_constraints");
            row.Constraints.WriteJson(json);
        }
    }

    private static void WriteAgent(SnapshotWriter self, Utf8JsonWriter json, AgentSnapshot row)
    {
        json.WriteString("name", row.Name);
        json.WriteNumber("index", row.Id.Index);
        json.WriteNumber("generation", row.Id.Generation);
        CommandWriter.WriteResources(json, row.Total);
        bool isNamedSo = string.Equals(row.Hostname, row.Name, StringComparison.Ordinal);
        CommandWriter.WriteOptional(json, "hostname", isNamedSo ? null : row.Hostname);
        if (row.Attributes.Count > 0)
        {
            CommandWriter.WriteAttributes(json, row.Attributes);
        }

        CommandWriter.WriteDomain(json, row.Domain);
        if (row.Capabilities != AgentCapabilities.All)
        {
            CommandWriter.WriteCapabilities(json, row.Capabilities, CapabilityNames.OfAgents);
        }

        CommandWriter.WriteFlag(json, "active", row.IsActive, true);
        CommandWriter.WriteFlag(json, "dirty", row.IsDirty, false);
        CommandWriter.WriteFlag(json, "candidate", row.IsCandidate, false);
        CommandWriter.WriteFlag(json, "late", row.IsLateComer, false);
        if (row.Maintenance is not null)
        {
            WriteMaintenance(json, row.Maintenance);
        }
    }

    private static void WriteMaintenance(Utf8JsonWriter json, MaintenanceSnapshot maintenance)
    {
        json.WriteStartObject("maintenance");
        WriteMoment(json, "start", maintenance.Start);
        if (maintenance.Asked.Count > 0)
        {
            CommandWriter.WriteNames(json, "asked", maintenance.Asked);
        }

        if (maintenance.Refusals.Count > 0)
        {
            json.WriteStartArray("refusals");
            foreach (InverseRefusalSnapshot refusal in maintenance.Refusals.AsSpan())
            {
                json.WriteStartObject();
                json.WriteString("framework", refusal.Framework);
                WriteMoment(json, "until", refusal.End);
                CommandWriter.WriteFlag(json, "long", refusal.IsLong, false);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteSubscription(
        SnapshotWriter self, Utf8JsonWriter json, SubscriptionSnapshot row)
    {
        json.WriteString("framework", row.Framework);
        json.WriteString("role", row.Role);
        CommandWriter.WriteFlag(json, "subscribed", row.IsSubscribed, true);
        CommandWriter.WriteFlag(json, "suppressed", row.IsSuppressed, false);
        CommandWriter.WriteFlag(json, "forgotten", row.IsForgotten, false);
        WriteCount(json, "grants", row.Grants);
        if (row.LastOfferAt is { } last)
        {
            WriteMoment(json, "last_offer", last);
        }

        if (row.Minimums is not null)
        {
            InitWriter.WriteAnyOf(json, "min_allocatable", row.Minimums, self._schema);
        }
    }

    private static void WriteOffer(SnapshotWriter self, Utf8JsonWriter json, OfferSnapshot row)
    {
        json.WriteNumber("index", row.Id.Index);
        json.WriteNumber("generation", row.Id.Generation);
        WritePair(json, row.Framework, row.Role, row.Agent);
        CommandWriter.WriteResources(json, row.Resources);
        WriteMoment(json, "made_at", row.MadeAt);
        json.WriteNumber("run", row.Run);
    }

    private static void WriteHolding(SnapshotWriter self, Utf8JsonWriter json, HoldingSnapshot row)
    {
        WritePair(json, row.Framework, row.Role, row.Agent);
        CommandWriter.WriteResources(json, row.Resources);
    }

    private static void WriteUnclaimed(
        SnapshotWriter self, Utf8JsonWriter json, UnclaimedSnapshot row)
    {
        WritePair(json, row.Use.Framework, row.Use.Role, row.Agent);
        CommandWriter.WriteResources(json, row.Use.Resources);
    }

    private static void WriteFilter(SnapshotWriter self, Utf8JsonWriter json, FilterSnapshot row)
    {
        WritePair(json, row.Framework, row.Role, row.Agent);
        CommandWriter.WriteResources(json, row.Refused);
        WriteMoment(json, "until", row.End);
        CommandWriter.WriteFlag(json, "waits_for_batch", row.WaitsForBatch, false);
    }

    private static void WriteWait(SnapshotWriter self, Utf8JsonWriter json, WaitSnapshot row)
    {
        json.WriteString("framework", row.Framework);
        json.WriteString("role", row.Role);
        WriteMoment(json, "since", row.Since);
    }

    private static void WritePair(
        Utf8JsonWriter json, string framework, string role, string agent)
    {
        json.WriteString("framework", framework);
        json.WriteString("role", role);
        json.WriteString("agent", agent);
    }

    private static void WriteCount(Utf8JsonWriter json, string field, long count)
    {
        if (count != 0)
        {
            json.WriteNumber(field, count);
        }
    }
}
