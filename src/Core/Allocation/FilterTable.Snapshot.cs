using System.Collections.Generic;

namespace Offers;

/// <content>Filters as a snapshot keeps them.</content>
internal sealed partial class FilterTable
{
    /// <summary>A live filter with dense ids.</summary>
    internal readonly record struct Saved(
        int Client, ResourceSet Refused, Timestamp End, bool WaitsForBatch);

    /// <summary>When filters were ended last.</summary>
    internal Timestamp EndedAt => new(_endedAt);

    /// <summary>Adds the live filters on an agent to a list, in any order.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="schema">What the kinds are called.</param>
    /// <param name="refused">
    /// What was refused, by its place in the pool, so that equal ones are one object.
    /// </param>
    /// <param name="filters">The list.</param>
    internal void Save(
        int agent, ResourceSchema schema, List<ResourceSet?> refused, List<Saved> filters)
    {
        for (int i = _agents[agent].FirstFilter; i >= 0; i = _table[i].NextOnAgent)
        {
            ref readonly Row row = ref _table[i];
            if (IsLive(in row))
            {
                ResourceSet set = SetOf(row.Refused, schema, refused);
                bool waits = row.Batch == ThisBatch;
                filters.Add(new Saved(row.Client, set, new Timestamp(row.Deadline), waits));
            }
        }
    }

    /// <summary>Makes an empty table one whose filters were ended last at a moment.</summary>
    internal void Load(Timestamp endedAt)
    {
        _endedAt = endedAt.Ticks;
        _wheel.Load(_endedAt);
    }

    /// <summary>
    /// Adds a filter. One that is past its end already has left the wheel and waits for a batch.
    /// </summary>
    internal void Load(int client, int agent, Portion refused, Timestamp end, bool waitsForBatch)
    {
        int row = Insert(client, agent, refused, end, waitsForBatch);
        if (waitsForBatch && end.Ticks <= _endedAt)
        {
            _table[row].NextInWheel = NotLinked;
            _afterBatch.Add(row);
        }
        else
        {
            _wheel.Add(row);
        }
    }

    private ResourceSet SetOf(int vector, ResourceSchema schema, List<ResourceSet?> refused)
    {
        while (refused.Count <= vector)
        {
            refused.Add(null);
        }

        return refused[vector] ??= ResourceSet.From(
            schema, ResourceVector.FromLanes(_refused[vector]), _refused.Marked(vector));
    }
}
