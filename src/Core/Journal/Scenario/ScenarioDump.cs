using System.Collections.Generic;

namespace Offers;

/// <summary>What a cell looks like, by names.</summary>
internal sealed record ScenarioDump
{
    /// <summary>Runs so far, skipped batches included.</summary>
    internal required long Runs { get; init; }

    /// <summary>The roles, each with its active frameworks, all in sorted order.</summary>
    internal required IReadOnlyList<(string Role, IReadOnlyList<string> Frameworks)> Roles
    {
        get;
        init;
    }

    /// <summary>The canonical text of what is free on each agent, by name.</summary>
    internal required IReadOnlyList<(string Agent, string Resources)> Available { get; init; }

    /// <summary>
    /// How many filters each (framework, role, agent) has; those with none are left out.
    /// </summary>
    internal required IReadOnlyList<ScenarioFilters> Filters { get; init; }
}
