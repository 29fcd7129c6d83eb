namespace Offers;

/// <summary>A refuse filter in an <see cref="AllocatorSnapshot"/>.</summary>
/// <param name="Agent">Where.</param>
/// <param name="Framework">Who refused.</param>
/// <param name="Role">In which role.</param>
/// <param name="Refused">What: as much or less is not offered.</param>
/// <param name="End">When it ends, to the tick.</param>
/// <param name="WaitsForBatch">
/// Whether it was refused for at most an interval and no batch has come since: it outlasts the next
/// batch, even one at or after its end (MESOS-4302).
/// </param>
public readonly record struct FilterSnapshot(
    string Agent, string Framework, string Role, ResourceSet Refused, Timestamp End,
    bool WaitsForBatch);
