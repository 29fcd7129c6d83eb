using System;

namespace Offers;

/// <summary>An operation with an id on an <see cref="AgentModel"/>, until acknowledged.</summary>
internal sealed class AgentOperation
{
    internal AgentOperation(string framework, string id, OperationState state, UpdateId update)
    {
        Framework = framework;
        Id = id;
        State = state;
        Update = update;
    }

    internal string Framework { get; }

    internal string Id { get; }

    internal OperationState State { get; }

    internal UpdateId Update { get; }

    internal Timestamp RetryAt { get; set; } = Timestamp.Never;

    internal TimeSpan RetryAfter { get; set; } = UpdateStreams.FirstRetry;
}
