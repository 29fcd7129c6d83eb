using System;

namespace Offers;

/// <summary>One line of a scenario.</summary>
internal abstract record ScenarioLine
{
    /// <summary>A command for the cell; its <c>op</c> names the result that some print.</summary>
    internal sealed record ForCell(string Op, Command Command) : ScenarioLine;

    /// <summary>The setting up of the cell.</summary>
    internal sealed record Init(InitOptions Options) : ScenarioLine;

    /// <summary>Let what is queued take effect.</summary>
    internal sealed record Settle : ScenarioLine;

    /// <summary>Settle, then let time pass.</summary>
    /// <param name="Length">How much; null is one interval.</param>
    internal sealed record Advance(TimeSpan? Length) : ScenarioLine;

    /// <summary>Settle, then print what the cell looks like.</summary>
    internal sealed record Dump : ScenarioLine;

    /// <summary>Settle, then print why a framework has no offer.</summary>
    internal sealed record Explain(string Framework, string? Agent) : ScenarioLine;

    /// <summary>Settle, then check the invariants.</summary>
    internal sealed record Invariants : ScenarioLine;

    /// <summary>Settle, then print the digests.</summary>
    internal sealed record Digest : ScenarioLine;
}
