namespace Offers;

/// <summary>What became of an operation on an agent.</summary>
/// <param name="Agent">Where.</param>
/// <param name="Framework">Whose.</param>
/// <param name="Operation">Its id.</param>
/// <param name="State">Its state.</param>
/// <param name="Update">The id of the update; none needs no acknowledgement.</param>
public sealed record ReportOperation(
    string Agent, string Framework, string Operation, OperationState State, UpdateId Update)
    : AgentReport(Agent)
{
    /// <summary>
    /// All resources of the agent, if they are not what the master assumes; null otherwise.
    /// </summary>
    public ResourceSet? Total { get; init; }

    /// <summary>
    /// The version of <see cref="Total"/>, as in <see cref="AgentProfile.ResourceVersion"/>; a
    /// total of a version that the master knows changes nothing. 0, the default, always counts.
    /// </summary>
    public long ResourceVersion { get; init; }
}
