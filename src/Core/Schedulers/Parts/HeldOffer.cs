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
    internal List<string?> Executors { get; } = [];

    internal List<TrackedTask> Tracked { get; } = [];

    internal PlacementSite Site => new(Message.Hostname)
    {
        Attributes = Message.Attributes,
        Domain = Message.Domain,
    };

    /// <summary>How many tasks of <see cref="FitsFor"/> fit into it.</summary>
    internal int Fits { get; set; }

    /// <summary>The job that <see cref="Fits"/> was counted for.</summary>
    internal object? FitsFor { get; set; }
}
