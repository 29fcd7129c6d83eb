using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>The rows of an agent that count: the last of each key, unless it is gone.</summary>
internal sealed class AgentRowSet
{
    private AgentRowSet()
    {
    }

    internal AgentSelfRow? Self { get; private set; }

    internal List<AgentFrameworkRow> Frameworks { get; } = [];

    internal List<AgentContainerRow> Containers { get; } = [];

    internal List<AgentTaskRow> Tasks { get; } = [];

    internal List<AgentStreamRow> Streams { get; } = [];

    internal List<AgentOperationRow> Operations { get; } = [];

    /// <summary>In the order in which their keys first came. O(rows).</summary>
    internal static AgentRowSet Of(IReadOnlyList<AgentRow> rows)
    {
        Dictionary<(Type Kind, string Key), int> last = [];
        for (int i = 0; i < rows.Count; i++)
        {
            last[(rows[i].GetType(), rows[i].Key)] = i;
        }

        AgentRowSet set = new();
        HashSet<(Type Kind, string Key)> seen = [];
        for (int i = 0; i < rows.Count; i++)
        {
            (Type Kind, string Key) key = (rows[i].GetType(), rows[i].Key);
            if (seen.Add(key))
            {
                set.Add(rows[last[key]]);
            }
        }

        return set;
    }

    private void Add(AgentRow row)
    {
        if (row.IsGone)
        {
            return;
        }

        switch (row)
        {
            case AgentSelfRow self:
                Self = self;
                break;
            case AgentFrameworkRow framework:
                Frameworks.Add(framework);
                break;
            case AgentContainerRow container:
                Containers.Add(container);
                break;
            case AgentTaskRow task:
                Tasks.Add(task);
                break;
            case AgentStreamRow stream:
                Streams.Add(stream);
                break;
            case AgentOperationRow operation:
                Operations.Add(operation);
                break;
            default:
                throw new ArgumentException($"found {row}, which no agent keeps", nameof(row));
        }
    }
}
