using Offers.Agents.Containers;
using Offers.Wire;

namespace Offers.Agents.Hosting;

/// <summary>All that an agent's host can be told; <see cref="AgentSettingsReader"/> reads it.
/// </summary>
public sealed record AgentSettings
{
    /// <summary>Where the master listens.</summary>
    public required WireEndpoint Master { get; init; }

    /// <summary>
    /// The directory of all that the agent keeps; an absolute path of at most 80 bytes, because
    /// sockets are below it. Only one agent may use it.
    /// </summary>
    public required string WorkDirectory { get; init; }

    /// <summary>
    /// The agent's name; 1 to 64 letters, digits, dots, underscores and hyphens. The machine's name
    /// by default.
    /// </summary>
    public string Name { get; init; } = Environment.MachineName;

    /// <summary>What others reach the machine by; null, the default, is its name.</summary>
    public string? Hostname { get; init; }

    /// <summary>
    /// All that tasks may have, <c>cpus:4;mem:8192</c>; what is not said of cpus, mem, disk and
    /// ports is detected. Nothing by default.
    /// </summary>
    public string Resources { get; init; } = string.Empty;

    /// <summary>What it says of itself, <c>rack:r1;ssd:true</c>; nothing by default.</summary>
    public string Attributes { get; init; } = string.Empty;

    /// <summary>Where the machine stands; null, the default, is unknown.</summary>
    public Domain? Domain { get; init; }

    /// <summary>What tasks are kept apart with; automatic by default.</summary>
    public ContainmentKind Containment { get; init; }

    /// <summary>How resources become limits.</summary>
    public ContainerSizing Sizing { get; init; } = new();

    /// <summary>Most processes and threads of a container; null, the default, is no limit.
    /// </summary>
    public long? PidsLimit { get; init; }

    /// <summary>
    /// Who runs tasks of frameworks that name nobody; null, the default, is <c>nobody</c> for an
    /// agent of root, and the agent's own user otherwise.
    /// </summary>
    public string? TaskUser { get; init; }

    /// <summary>
    /// Names or numbers of those who may run tasks; none, the default, is everybody, root too.
    /// </summary>
    public IReadOnlyList<string> TaskUsers { get; init; } = [];

    /// <summary>
    /// Resource limits (<c>setrlimit</c>) of every task, <c>open-files=1024:4096;core=0</c>;
    /// nothing by default: the agent's own.
    /// </summary>
    public string ProcessLimits { get; init; } = string.Empty;

    /// <summary>Directories from which tasks may have local files; none by default.</summary>
    public IReadOnlyList<string> FetchRoots { get; init; } = [];

    /// <summary>Directories from which tasks may have images; none by default.</summary>
    public IReadOnlyList<string> ImageRoots { get; init; } = [];

    /// <summary>What runs tasks in images: a path, or a name; <c>runc</c> by default.</summary>
    public string Runtime { get; init; } = "runc";

    /// <summary>Where a Docker engine listens, if one runs; its usual socket by default.
    /// </summary>
    public string DockerSocket { get; init; } = "/var/run/docker.sock";

    /// <summary>Above how many bytes an output of a task is rotated; 16 MiB; 0 is never.</summary>
    public long OutputBound { get; init; } = 16L << 20;

    /// <summary>How long an ended sandbox stays on an empty disk; a week by default.</summary>
    public TimeSpan SandboxDelay { get; init; } = TimeSpan.FromDays(7);

    /// <summary>What of the disk should stay free, a fraction; 0.1 by default.</summary>
    public double SandboxHeadroom { get; init; } = 0.1;

    /// <summary>
    /// How long an unpacked image that nobody uses stays on an empty disk; a week by default.
    /// </summary>
    public TimeSpan ImageDelay { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Time between two looks at old sandboxes and images; a minute by default.</summary>
    public TimeSpan SandboxInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>After how long without tasks and agents the supervisor ends; a minute.</summary>
    public TimeSpan SupervisorIdle { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long one try to destroy a container takes at most; a minute.</summary>
    public TimeSpan DestroyTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The times of what is decided.</summary>
    public AgentOptions Times { get; init; } = new();

    /// <summary>The bounds of connections.</summary>
    public WireOptions Wire { get; init; } = WireOptions.Default;

    /// <summary>The files of certificate, key and authority for TLS; null is none.</summary>
    public (string Certificate, string Key, string Authority)? Tls { get; init; }

    /// <summary>
    /// Whether a stop has everything killed and the agent leave its master; false by default: tasks
    /// go on, and the next start finds them.
    /// </summary>
    public bool LeavesAtStop { get; init; }

    /// <summary>
    /// Hears what becomes of containers, on the agent's own thread; null, the default, is nobody.
    /// </summary>
    public Action<ContainerView>? ContainerChanged { get; init; }

    /// <summary>The words that start a supervisor; null, the default, is this program.</summary>
    internal IReadOnlyList<string>? SupervisorProgram { get; init; }

    /// <summary>The group around all containers of this agent.</summary>
    internal string GroupRoot => $"offers-{Name}";
}
