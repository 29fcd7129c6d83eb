using System.Collections.Generic;
using System.Text.Json;

namespace Offers;

/// <summary>The output lines of scenarios: one JSON object for each thing that is said.</summary>
internal static class ScenarioOutput
{
    internal static string Effect(in ScenarioEffect effect, Timestamp now) =>
        JsonText.Write((effect, now), static (writer, state) =>
        {
            ScenarioEffect effect = state.effect;
            Begin(writer, NameOf(effect.Kind), state.now);
            writer.WriteString("framework", effect.Framework);
            if (effect.Kind != ScenarioEffectKind.InverseOffer)
            {
                writer.WriteString("role", effect.Role);
            }

            writer.WriteString("agent", effect.Agent);
            if (effect.Kind == ScenarioEffectKind.Offer)
            {
                writer.WriteString("resources", effect.Resources);
            }
        });

    internal static string Result(string op, bool result) =>
        JsonText.Write((op, result), static (writer, state) =>
        {
            writer.WriteString("event", state.op);
            writer.WriteBoolean("ok", state.result);
        });

    internal static string Error(int line, string message) =>
        JsonText.Write((line, message), static (writer, state) =>
        {
            writer.WriteString("event", "error");
            writer.WriteNumber("line", state.line);
            writer.WriteString("message", state.message);
        });

    internal static string Dump(ScenarioDump dump, Timestamp now) =>
        JsonText.Write((dump, now), static (writer, state) =>
        {
            Begin(writer, "dump", state.now);
            writer.WriteNumber("allocation_runs", state.dump.Runs);
            WriteRoles(writer, state.dump);
            writer.WriteStartObject("available");
            foreach ((string agent, string resources) in state.dump.Available)
            {
                writer.WriteString(agent, resources);
            }

            writer.WriteEndObject();
            writer.WriteStartObject("filters");
            foreach ((string framework, string role, string agent, int count)
                in state.dump.Filters)
            {
                writer.WriteNumber($"{framework}|{role}|{agent}", count);
            }

            writer.WriteEndObject();
        });

    internal static string Reason(string framework, in ScenarioReason reason, Timestamp now) =>
        JsonText.Write((framework, reason, now), static (writer, state) =>
        {
            Begin(writer, "explain", state.now);
            writer.WriteString("framework", state.framework);
            writer.WriteString("role", state.reason.Role);
            writer.WriteString("agent", state.reason.Agent);
            writer.WriteString("code", state.reason.Code);
            writer.WriteString("text", state.reason.Text);
        });

    internal static string Invariants(IReadOnlyList<string> violations, Timestamp now) =>
        JsonText.Write((violations, now), static (writer, state) =>
        {
            Begin(writer, "invariants", state.now);
            writer.WriteStartArray("violations");
            foreach (string violation in state.violations)
            {
                writer.WriteStringValue(violation);
            }

            writer.WriteEndArray();
        });

    internal static string Digest(ulong decisions, ulong state, Timestamp now) =>
        JsonText.Write((decisions, state, now), static (writer, digests) =>
        {
            Begin(writer, "digest", digests.now);
            writer.WriteString("decisions", $"{digests.decisions:x16}");
            writer.WriteString("state", $"{digests.state:x16}");
        });

    private static void Begin(Utf8JsonWriter writer, string name, Timestamp now)
    {
        writer.WriteString("event", name);
        JsonText.WriteCount(writer, "t", now.Ticks, FieldNumbers.TickDecimals, atLeast: 1);
    }

    private static void WriteRoles(Utf8JsonWriter writer, ScenarioDump dump)
    {
        writer.WriteStartArray("roles");
        foreach ((string role, _) in dump.Roles)
        {
            writer.WriteStringValue(role);
        }

        writer.WriteEndArray();
        writer.WriteStartObject("frameworks");
        foreach ((string role, IReadOnlyList<string> frameworks) in dump.Roles)
        {
            writer.WriteStartArray(role);
            foreach (string framework in frameworks)
            {
                writer.WriteStringValue(framework);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static string NameOf(ScenarioEffectKind kind) => kind switch
    {
        ScenarioEffectKind.Rescind => "rescind",
        ScenarioEffectKind.Offer => "offer",
        _ => "inverse_offer",
    };
}
