using System;
using System.Collections.Generic;
using System.Text.Json.Nodes;

namespace Offers;

/// <summary>
/// Version 0, of the time before the first release. It called an agent a slave
/// (<c>{"command":"add_slave","slave":"s1",...}</c>), a command <c>command</c> instead of
/// <c>op</c>, the moment <c>time</c> instead of <c>t</c> and wrote it as a binary fraction of
/// seconds (<c>0.30000000000000004</c>), which is rounded to the nearest tick here.
/// </summary>
internal static class JournalVersion0
{
    private static readonly Dictionary<string, string> Commands = new(StringComparer.Ordinal)
    {
        ["add_slave"] = "add_agent",
        ["update_slave"] = "update_agent",
        ["remove_slave"] = "remove_agent",
        ["activate_slave"] = "activate_agent",
        ["deactivate_slave"] = "deactivate_agent",
    };

    internal static void UpgradeHeader(JsonObject json)
    {
        json["version"] = 1;
        JournalUpgrade.Rename(json, "slave_order", "agent_order");
    }

    internal static void UpgradeEntry(JsonObject json)
    {
        JournalUpgrade.Rename(json, "time", "t");
        JournalUpgrade.Rename(json, "command", "op");
        RoundTime(json);
        string op = json["op"] is JsonValue value && value.TryGetValue(out string? text)
            ? text : "";
        if (Commands.TryGetValue(op, out string? now))
        {
            json["op"] = now;
            JournalUpgrade.Rename(json, "slave", "id");
        }
        else
        {
            JournalUpgrade.Rename(json, "slave", "agent");
            JournalUpgrade.Rename(json, "expected_slaves", "expected_agents");
        }
    }

    private static void RoundTime(JsonObject json)
    {
        if (json["t"] is JsonValue value
            && value.GetValueKind() == System.Text.Json.JsonValueKind.Number)
        {
            ExactNumber.Read(
                value.ToJsonString(), FieldNumbers.TickDecimals, long.MaxValue, out long ticks);
            json["t"] = JournalUpgrade.Node(
                ExactNumber.Format(ticks, FieldNumbers.TickDecimals));
        }
    }
}
