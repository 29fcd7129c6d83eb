namespace Offers.Masters.Frameworks;

/// <summary>A framework whose log is there and that is not gone on with.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Reason">Why.</param>
internal readonly record struct StaleFramework(string Id, StaleReason Reason);
