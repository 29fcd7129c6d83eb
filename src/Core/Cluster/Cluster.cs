using System;

namespace Offers;

/// <summary>Draft.</summary>
public sealed partial class Cluster
{
    /// <summary>When next.</summary>
    public Timestamp NextDeadline => Timestamp.Never;

    /// <summary>Draft.</summary>
    public ClusterEffects Apply(ClusterCommand command, Timestamp now) => default;

    /// <summary>Draft.</summary>
    public SchedulerEvent EventOf(in ClusterMessage message) => throw new NotSupportedException();

    /// <summary>Draft.</summary>
    public AgentInstruction InstructionOf(in ClusterMessage message) =>
        throw new NotSupportedException();
}
