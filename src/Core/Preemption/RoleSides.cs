namespace Offers;

/// <summary>
/// Where the paths of a victim's role and the claimant's role part: the two nodes that compete
/// there, each as a whole or as the role's own part (when it is an ancestor of the other one).
/// </summary>
internal readonly record struct RoleSides(
    int Victim, bool IsVictimOwn, int Claimant, bool IsClaimantOwn);
