namespace Offers.Agents.Containers;

/// <summary>
/// The groups of all containers of one agent. A container has a name, of letters, digits, dot,
/// underscore and hyphen (at most 128, no name of a kernel's file); a nested one has that of its
/// parent, a slash and its own.
/// </summary>
/// <remarks>
/// It keeps nothing in memory: the kernel's files say what is there, so an agent that starts anew
/// finds it. Calls for different containers may run at once; calls for one follow each other. A bad
/// name throws <see cref="ArgumentException"/>, and what the kernel refuses
/// <see cref="GroupException"/>.
/// </remarks>
public interface IContainerGroups
{
    /// <summary>Which groups there are and where.</summary>
    public GroupLayout Layout { get; }

    /// <summary>
    /// Makes a container of a size. When it fails nothing is left of it. A nested one needs its
    /// parent.
    /// </summary>
    public void Create(string name, ContainerLimits limits);

    /// <summary>
    /// Gives a container another size: to be called before what needs more starts in it, and after
    /// something in it ended. Files that say the right thing already are not written. The hard
    /// memory limit is raised if need be and never lowered.
    /// </summary>
    /// <exception cref="GroupException">
    /// A write failed. Those before it are put back, but a raised hard memory limit stays; the
    /// message says what could not be put back.
    /// </exception>
    public void Update(string name, ContainerLimits limits);

    /// <summary>What the kernel says that its limits are.</summary>
    public LimitsInForce Limits(string name);

    /// <summary>
    /// The files to which a child writes its process id, in this order, before it executes what the
    /// container is for; <c>0</c> stands for the writer.
    /// </summary>
    public IReadOnlyList<string> JoinFiles(string name);

    /// <summary>Process ids in the container, without those in nested ones.</summary>
    public IReadOnlyList<int> Processes(string name);

    /// <summary>What it uses and has used.</summary>
    public ContainerUsage Usage(string name);

    /// <summary>Stops all its processes, nested ones included, where they are.</summary>
    /// <exception cref="GroupException">They have not all stopped within 10 s.</exception>
    public Task FreezeAsync(string name, CancellationToken cancellation = default);

    /// <summary>Lets them go on.</summary>
    /// <exception cref="GroupException">They do not within 10 s.</exception>
    public Task ThawAsync(string name, CancellationToken cancellation = default);

    /// <summary>
    /// Kills all its processes, and those of nested containers, and removes the groups. Nothing
    /// happens if there is no such container.
    /// </summary>
    /// <param name="name">Which.</param>
    /// <param name="timeout">How long at most; 60 s is usual (semantics 3.3).</param>
    /// <param name="cancellation">Gives up; what is left can be destroyed later.</param>
    /// <exception cref="GroupException">Something is left; the message says what.</exception>
    public Task DestroyAsync(
        string name, TimeSpan timeout, CancellationToken cancellation = default);

    /// <summary>
    /// The containers that are there, parents before nested ones, in ordinal order; those of an
    /// earlier life of the agent too, even if they were made or removed only half.
    /// </summary>
    public IReadOnlyList<string> List();

    /// <summary>The directory of the files that tell of its memory.</summary>
    public string MemoryDirectory(string name);

    /// <summary>
    /// Removes the group that holds all containers, for an agent that leaves nothing behind.
    /// </summary>
    /// <returns>False when something is left in it.</returns>
    public bool TryRemoveRoot();
}
