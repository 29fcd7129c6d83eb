namespace Offers;

/// <summary>An operation with an id in a <see cref="ClusterSnapshot"/>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Agent">Where.</param>
/// <param name="State">Its latest state.</param>
/// <param name="Update">The update that waits for its acknowledgement; none if none does.</param>
public sealed record ClusterOperationSnapshot(
    string Id, string Agent, OperationState State, UpdateId Update);
