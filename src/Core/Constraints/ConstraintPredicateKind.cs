namespace Offers;

/// <summary>
/// What a constraint asks of what it looks at. Where that is absent the positive kinds are false
/// and the negated ones true; where it is there but not text, all text kinds are true, so that the
/// scheduler decides (MESOS-10161).
/// </summary>
public enum ConstraintPredicateKind
{
    /// <summary>It is there.</summary>
    Exists,

    /// <summary>It is not there.</summary>
    NotExists,

    /// <summary>It is a given text (ordinal).</summary>
    TextEquals,

    /// <summary>It is another text, or absent.</summary>
    TextNotEquals,

    /// <summary>The whole text matches a regular expression.</summary>
    TextMatches,

    /// <summary>The text does not match as a whole, or is absent.</summary>
    TextNotMatches,
}
