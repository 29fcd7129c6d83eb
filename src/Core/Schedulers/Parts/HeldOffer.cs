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

    internal List<TrackedTask> Tracked { get; } = [];

    internal PlacementSite Site => new(Message.Hostname)
    {
        Attributes = Message.Attributes,
        Domain = Message.Domain,
    };

    /// <summary>Forgets the plan.</summary>
    internal void Reset()
    {
        Remaining = Message.Resources;
        Tasks.Clear();
        Tracked.Clear();
    }
}
