namespace Offers.Bench;

/// <summary>How a <see cref="QuotaCell"/> is owed what.</summary>
public enum QuotaShape
{
    /// <summary>No role has a quota: what the others are compared with.</summary>
    None,

    /// <summary>As many roles as agents, each owed one whole agent: all goes out.</summary>
    WholeAgents,

    /// <summary>
    /// Five small roles, owed half an agent each, for every large one, owed two: a quarter of the
    /// cell is left and nobody may have it.
    /// </summary>
    LargeAndSmall,

    /// <summary>
    /// The same with half as much for the large ones and without a limit for one role in a hundred:
    /// those take what is left while all the others have what they may have.
    /// </summary>
    SomeWithoutLimit,
}
