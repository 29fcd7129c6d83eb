namespace Offers;

/// <summary>How well a number fits a whole count.</summary>
internal enum ExactOutcome
{
    /// <summary>It is the count.</summary>
    Exact,

    /// <summary>It has more decimals and was rounded.</summary>
    Rounded,

    /// <summary>It is beyond the bound.</summary>
    TooLarge,
}
