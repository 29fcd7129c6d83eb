using System;

namespace Offers;

/// <summary>
/// What came of one command. The host first makes the command durable as
/// <see cref="Durability"/> says, then sends <see cref="Messages"/> in their order; it keeps
/// neither beyond the next call of the cluster, whose memory they are.
/// </summary>
public readonly ref struct ClusterEffects
{
    internal ClusterEffects(
        ClusterStatus status, Durability durability, ReadOnlySpan<ClusterMessage> messages)
    {
        Status = status;
        Durability = durability;
        Messages = messages;
    }

    /// <summary>
    /// Ok, or the first refusal in the order of <see cref="ClusterStatus"/>. A refused command
    /// changed nothing but what was due before it.
    /// </summary>
    public ClusterStatus Status { get; }

    /// <summary>
    /// Whether the command has to be in the journal, synced or not, BEFORE any message is sent.
    /// </summary>
    public Durability Durability { get; }

    /// <summary>
    /// To be sent AFTER the command is as durable as it has to be, in this order to each receiver.
    /// </summary>
    public ReadOnlySpan<ClusterMessage> Messages { get; }
}
