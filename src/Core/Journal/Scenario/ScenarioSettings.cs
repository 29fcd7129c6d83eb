using System;

namespace Offers;

/// <summary>How a scenario is run, beyond what its lines say.</summary>
public sealed record ScenarioSettings
{
    /// <summary>Whether every command takes effect at once; false by default.</summary>
    public bool SettleEach { get; init; }

    /// <summary>The preset if the scenario names none; Mesos' by default.</summary>
    public AllocatorMode Mode { get; init; } = AllocatorMode.Mesos;

    /// <summary>
    /// Takes the lines of a journal of what is run; null, the default, writes none.
    /// </summary>
    public Action<string>? Journal { get; init; }
}
