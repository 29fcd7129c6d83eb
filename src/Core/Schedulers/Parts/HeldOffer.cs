using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>An open offer, and what its scheduler means to launch on it.</summary>
internal sealed class HeldOffer(OfferReceived message, Timestamp received)
{
    internal OfferReceived Message { get; } = message;

    internal OfferKey Key => Message.Offer;

    internal Timestamp Received { get; } = received;

    /// <summary>What no planned task uses.</summary>
    internal ResourceSet Remaining { get; set; } = message.Resources;

    internal List<TaskDescription> Tasks { get; } = [];

    /// <summary>In which executor each of them is; null is none.</summary>
    internal List<ExecutorDescription?> Executors { get; } = [];

    internal List<TrackedTask> Tracked { get; } = [];

    internal PlacementSite Site => new(Message.Hostname)
    {
        Attributes = Message.Attributes,
        Domain = Message.Domain,
    };

    /// <summary>How many tasks of <see cref="FitsFor"/> fit into it.</summary>
    internal int Fits { get; set; }

    /// <summary>
    /// What a task of a template can have: what is left, less what the executor needs that it
    /// shares, if that is not there yet. Nothing if there is no room even for that.
    /// </summary>
    internal ResourceSet RoomFor(TaskTemplate template)
    {
        if (template.SharedExecutor is not { } executor || IsThere(executor))
        {
            return Remaining;
        }

        ResourceSet needed = AmountsOf(executor);
        return Remaining.Contains(needed) ? Remaining - needed : ResourceSet.Empty;
    }

    /// <summary>A task is planned on it, perhaps as the first of an executor.</summary>
    internal void Take(TaskDescription task, ExecutorDescription? executor)
    {
        if (executor is not null)
        {
            Remaining = IsThere(executor) ? Remaining : Remaining - AmountsOf(executor);
            executor = executor with { Resources = AmountsOf(executor) };
        }

        Remaining -= task.Resources;
        Tasks.Add(task);
        Executors.Add(executor);
    }

    private bool IsThere(ExecutorDescription executor)
    {
        foreach (string name in Message.Executors)
        {
            if (string.Equals(name, executor.Name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return Executors.Exists(other => other is not null
            && string.Equals(other.Name, executor.Name, StringComparison.Ordinal));
    }

    /// <summary>By name, because the offer may be of another schema.</summary>
    private ResourceSet AmountsOf(ExecutorDescription executor)
    {
        if (Message.Resources.Schema is not { } schema)
        {
            return executor.Resources;
        }

        ResourceVector amounts = default;
        foreach (ResourceItem item in executor.Resources.Items())
        {
            if (schema.TryFind(item.Identity.Name, out ResourceKind kind))
            {
                amounts = amounts.With(kind, item.Amount);
            }
        }

        return ResourceSet.Of(schema, amounts);
    }

    /// <summary>The job that <see cref="Fits"/> was counted for.</summary>
    internal object? FitsFor { get; set; }
}
