namespace Offers;

/// <summary>The two passes of a run over its agents.</summary>
internal enum RunStage
{
    /// <summary>Roles get what their guarantees still lack.</summary>
    Guarantees,

    /// <summary>Everybody gets what is left, in fair order.</summary>
    FairShare,
}
