namespace Offers.Agents.Hosting;

/// <summary>What a container is like, after something has happened to it.</summary>
/// <param name="Container">Its name.</param>
/// <param name="Framework">Whose.</param>
/// <param name="Executor">Its executor, or the task if it holds one command.</param>
/// <param name="Size">How large it is.</param>
/// <param name="Processes">How many processes were started in it and have not ended.</param>
public sealed record ContainerView(
    string Container, string Framework, string Executor, ResourceSet Size, int Processes)
{
    /// <summary>Whether it is no more; false by default.</summary>
    public bool IsGone { get; init; }

    /// <summary>
    /// What the kernel says that its soft memory limit is, in bytes; null without groups.
    /// </summary>
    public long? MemorySoftBytes { get; init; }
}
