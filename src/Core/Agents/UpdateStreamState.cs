namespace Offers;

/// <summary>
/// The updates of one task that wait, as a value that an agent writes to its checkpoint.
/// </summary>
/// <param name="Waiting">
/// The updates in order, the one in flight first; at least one, all of one task.
/// </param>
/// <param name="Acknowledged">The last ids that were acknowledged before, oldest first.</param>
public sealed record UpdateStreamState(
    ValueList<ReportUpdate> Waiting, ValueList<UpdateId> Acknowledged);
