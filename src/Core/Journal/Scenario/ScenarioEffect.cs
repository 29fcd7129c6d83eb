using System;

namespace Offers;

/// <summary>One thing that the cell tells a framework, by names.</summary>
/// <param name="Kind">What; within one moment all of one kind come before the next.</param>
/// <param name="Framework">Whom.</param>
/// <param name="Role">Under which role; empty for inverse offers.</param>
/// <param name="Agent">About which agent.</param>
/// <param name="Resources">The canonical text of an offer; empty for the others.</param>
internal readonly record struct ScenarioEffect(
    ScenarioEffectKind Kind, string Framework, string Role, string Agent, string Resources = "")
    : IComparable<ScenarioEffect>
{
    /// <summary>The order of effects within one moment.</summary>
    public int CompareTo(ScenarioEffect other)
    {
        int order = Kind.CompareTo(other.Kind);
        order = order != 0 ? order : string.CompareOrdinal(Framework, other.Framework);
        order = order != 0 ? order : string.CompareOrdinal(Role, other.Role);
        order = order != 0 ? order : string.CompareOrdinal(Agent, other.Agent);
        return order != 0 ? order : string.CompareOrdinal(Resources, other.Resources);
    }
}
