namespace Offers;

/// <summary>An executor on an <see cref="AgentModel"/>.</summary>
internal sealed class AgentExecutor
{
    internal AgentExecutor(string framework, string role, ExecutorDescription description)
    {
        Framework = framework;
        Role = role;
        Description = description;
    }

    internal string Framework { get; }

    internal string Role { get; }

    internal ExecutorDescription Description { get; }

    /// <summary>When it ends: ordered to, or idle for too long.</summary>
    internal Timestamp EndsAt { get; set; } = Timestamp.Never;

    /// <summary>Whether it was ordered to end.</summary>
    internal bool IsEnding { get; set; }
}
