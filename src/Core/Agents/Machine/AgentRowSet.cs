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
        Dictionary<(int Kind, string Key), int> places = [];
        List<AgentRow> last = [];
        foreach (AgentRow row in rows)
        {
            (int Kind, string Key) key = (KindOf(row), row.Key);
            if (places.TryGetValue(key, out int place))
            {
                last[place] = row;
            }
            else
            {
                places.Add(key, last.Count);
                last.Add(row);
            }
        }

        AgentRowSet set = new();
        last.ForEach(set.Add);
        return set;
    }

    private static int KindOf(AgentRow row) => row switch
    {
        AgentSelfRow => 0,
        AgentFrameworkRow => 1,
        AgentContainerRow => 2,
        AgentTaskRow => 3,
        AgentStreamRow => 4,
        AgentOperationRow => 5,
        _ => throw new ArgumentException($"found {row}, which no agent keeps", nameof(row)),
    };

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
        }
    }
}
