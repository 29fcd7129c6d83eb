namespace Offers;

/// <summary>What is true of each task state.</summary>
public static class TaskStates
{
    /// <summary>Whether a task in this state has ended.</summary>
    public static bool IsTerminal(this TaskState state) => state is TaskState.Finished
        or TaskState.Failed or TaskState.Killed or TaskState.Error or TaskState.Dropped
        or TaskState.Lost or TaskState.Gone or TaskState.GoneByOperator;

    /// <summary>
    /// Whether a task in this state holds resources no longer: it has ended, or its agent is out of
    /// contact.
    /// </summary>
    public static bool FreesResources(this TaskState state) =>
        state.IsTerminal() || state == TaskState.Unreachable;

    /// <summary>
    /// Whether an agent can see a task in this state: that it is out of contact, or known to
    /// nobody, is not for the agent to say.
    /// </summary>
    internal static bool IsSeenByAgents(this TaskState state) =>
        state is not (TaskState.Unreachable or TaskState.Unknown);

    /// <summary>The state as a framework of these capabilities hears it.</summary>
    public static TaskState As(this TaskState state, FrameworkCapabilities capabilities)
    {
        bool isNew = state is TaskState.Dropped or TaskState.Unreachable or TaskState.Gone
            or TaskState.GoneByOperator or TaskState.Unknown;
        return isNew && (capabilities & FrameworkCapabilities.PartitionAware)
            == FrameworkCapabilities.None
            ? TaskState.Lost
            : state;
    }
}
