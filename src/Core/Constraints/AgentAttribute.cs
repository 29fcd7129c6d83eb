namespace Offers;

/// <summary>One named fact about an agent.</summary>
/// <param name="Name">Its name; not empty, without <c>:</c>, <c>;</c> and line ends.</param>
/// <param name="Value">Its value.</param>
public readonly record struct AgentAttribute(string Name, AttributeValue Value);
