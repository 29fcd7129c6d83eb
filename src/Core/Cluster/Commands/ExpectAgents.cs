namespace Offers;

/// <summary>
/// A master without a journal knows by name which agents should come back; they may, and who is not
/// back in time is out of contact (semantics 4).
/// </summary>
/// <param name="Agents">Their names.</param>
public sealed record ExpectAgents(ValueList<string> Agents) : ClusterCommand;
