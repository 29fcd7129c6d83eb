namespace Offers.Agents.Hosting;

/// <summary>
/// What the supervisor calls a process: <c>t/CONTAINER/PROCESS</c> for tasks and executors,
/// <c>c/CONTAINER/PROCESS</c> and an ending for their checks. Containers have no slash in theirs.
/// </summary>
/// <param name="Container">The container.</param>
/// <param name="Process">The task it is, or nothing for the executor itself.</param>
internal readonly record struct ProcessName(string Container, string Process)
{
    private const string TaskMark = "t/";
    private const string CheckMark = "c/";

    /// <summary>The id of the process.</summary>
    internal string Id => $"{TaskMark}{Container}/{Process}";

    /// <summary>What the ids of its checks begin with.</summary>
    internal string CheckId => $"{CheckMark}{Container}/{Process}";

    /// <summary>The container of an id, of whatever kind; null when it is none of ours.</summary>
    internal static string? ContainerOf(string id)
    {
        int slash = id.IndexOf('/', Math.Min(id.Length, TaskMark.Length));
        return slash > TaskMark.Length
            && (id.StartsWith(TaskMark, StringComparison.Ordinal)
                || id.StartsWith(CheckMark, StringComparison.Ordinal))
            ? id[TaskMark.Length..slash]
            : null;
    }

    /// <summary>The name of an id; null when it is none of a task or executor.</summary>
    internal static ProcessName? Of(string id) =>
        id.StartsWith(TaskMark, StringComparison.Ordinal) && ContainerOf(id) is { } container
            ? new ProcessName(container, id[(TaskMark.Length + container.Length + 1)..])
            : null;
}
