namespace Offers;

/// <summary>What of an agent a constraint looks at.</summary>
public enum ConstraintSelectorKind
{
    /// <summary>The first attribute of a name.</summary>
    Attribute,

    /// <summary>The agent's host name; always there and text.</summary>
    Hostname,

    /// <summary>The region of the agent's domain; absent when it has none.</summary>
    Region,

    /// <summary>The zone of the agent's domain; absent when it has none.</summary>
    Zone,
}
