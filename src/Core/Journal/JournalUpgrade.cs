using System.Text.Json.Nodes;

namespace Offers;

/// <summary>The versions of journals, and how a step between two of them is made.</summary>
internal static class JournalUpgrade
{
    /// <summary>From the first version of an allocator's journal to the newest.</summary>
    internal static UpgradeSteps OfAllocators { get; } =
        new(0, (JournalVersion0.UpgradeHeader, JournalVersion0.UpgradeEntry));

    /// <summary>From the first version of a cluster's journal to the newest.</summary>
    internal static UpgradeSteps OfClusters { get; } = new(1);

    /// <summary>Gives a member another name at the same place; does nothing without it.</summary>
    internal static void Rename(JsonObject json, string from, string to)
    {
        int index = json.IndexOf(from);
        if (index < 0)
        {
            return;
        }

        System.Text.Json.Nodes.JsonNode? value = json[from];
        json.RemoveAt(index);
        if (!json.TryAdd(to, value))
        {
            throw JsonShape.Bad(from, $"'{to}' as well", "one of the two");
        }
    }

    /// <summary>A node with the text of a JSON value, numbers digit by digit.</summary>
    internal static System.Text.Json.Nodes.JsonNode? Node(string json) =>
        System.Text.Json.Nodes.JsonNode.Parse(json);
}
