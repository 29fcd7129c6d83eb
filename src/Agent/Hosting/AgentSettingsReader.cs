using System.Collections;
using Offers.Agents.Containers;
using Offers.Agents.Processes;
using Offers.Wire;

namespace Offers.Agents.Hosting;

/// <summary>
/// Reads <see cref="AgentSettings"/> from a file (<c>--config FILE</c>), the environment
/// (<c>OFFERS_AGENT_*</c>) and the command line; the later of these counts.
/// </summary>
public static class AgentSettingsReader
{
    private const int NameBound = 64;
    private const int WorkBytesBound = 80;
    private const string ConfigName = "config";

    /// <summary>Timers take not much more.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(30);

    private delegate AgentSettings Put(AgentSettings settings, SettingValue value);

    private static readonly (string Name, string Help, Put Put)[] Options =
    [
        ("master", "where the master listens: tcp://HOST:PORT, tls://HOST:PORT or unix:PATH",
            (s, v) => s with { Master = SettingText.Parsed(v, WireEndpoint.Parse) }),
        ("work-directory", "the directory of all that the agent keeps",
            (s, v) => s with { WorkDirectory = WorkDirectory(v) }),
        ("name", "the agent's name; the machine's",
            (s, v) => s with { Name = NameOf(v) }),
        ("hostname", "what others reach the machine by; its name",
            (s, v) => s with { Hostname = v.Text }),
        ("resources", "what tasks may have, cpus:4;mem:8192; the rest is detected",
            (s, v) => s with { Resources = Checked(v, t => MachineResources.Check(t)) }),
        ("attributes", "what it says of itself, rack:r1; nothing",
            (s, v) => s with { Attributes = Checked(v, t => AgentAttributes.Parse(t)) }),
        ("domain", "where the machine stands, REGION/ZONE; unknown",
            (s, v) => s with { Domain = DomainOf(v) }),
        ("containment", "auto, cgroups or processes; auto",
            (s, v) => s with { Containment = Containment(v) }),
        ("cpu-quota", "whether cpus are a ceiling too; false",
            (s, v) => s with { Sizing = s.Sizing with { LimitsCpus = SettingText.Flag(v) } }),
        ("swap-limit", "whether the memory limit covers swap; false",
            (s, v) => s with { Sizing = s.Sizing with { LimitsSwap = SettingText.Flag(v) } }),
        ("pids-limit", "most processes of a container; no limit",
            (s, v) => s with { PidsLimit = SettingText.Whole(v, 1, int.MaxValue) }),
        ("task-user", "who runs tasks that name nobody; nobody for root",
            (s, v) => s with { TaskUser = v.Text }),
        ("task-users", "who may run tasks, joined by ','; everybody",
            (s, v) => s with { TaskUsers = Users(v) }),
        ("process-limits",
            "limits of every task's process, open-files=1024:4096;core=0; the agent's",
            (s, v) => s with { ProcessLimits = Checked(v, t => ProcessLimit.Parse(t)) }),
        ("fetch-roots", "directories of files that tasks may have, joined by ':'; none",
            (s, v) => s with { FetchRoots = Roots(v) }),
        ("image-roots", "directories of images that tasks may have, joined by ':'; none",
            (s, v) => s with { ImageRoots = Roots(v) }),
        ("runtime", "what runs tasks in images; runc",
            (s, v) => s with { Runtime = v.Text }),
        ("docker-socket", "where a Docker engine listens; /var/run/docker.sock",
            (s, v) => s with { DockerSocket = SettingText.Directory(v) }),
        ("output-bound", "bytes above which an output is rotated, 0 is never; 16777216",
            (s, v) => s with { OutputBound = SettingText.Whole(v, 0, long.MaxValue) }),
        ("sandbox-delay", "how long an ended sandbox stays on an empty disk; 7d",
            (s, v) => s with { SandboxDelay = SettingText.Time(v) }),
        ("sandbox-headroom", "what of the disk should stay free, a fraction; 0.1",
            (s, v) => s with { SandboxHeadroom = SettingText.Number(v, 0, 1) }),
        ("image-delay", "how long an unpacked image stays that nobody uses; 7d",
            (s, v) => s with { ImageDelay = SettingText.Time(v) }),
        ("sandbox-interval", "time between two looks at old sandboxes and images; 1m",
            (s, v) => s with { SandboxInterval = Some(v) }),
        ("supervisor-idle", "after how long with nothing to hold the supervisor ends; 1m",
            (s, v) => s with { SupervisorIdle = Some(v) }),
        ("destroy-timeout", "how long one try to destroy a container takes; 1m",
            (s, v) => s with { DestroyTimeout = Some(v) }),
        ("ping-timeout", "no ping for so long means that the master is lost; 75s",
            (s, v) => s with { Times = s.Times with { PingTimeout = Some(v) } }),
        ("registration-backoff", "the first bound of the time between registrations; 1s",
            (s, v) => s with { Times = s.Times with { RegistrationBackoff = Some(v) } }),
        ("max-registration-backoff", "the last bound of it; 1m",
            (s, v) => s with { Times = s.Times with { MaxRegistrationBackoff = Some(v) } }),
        ("kill-grace", "time from TERM to KILL where nobody says another; 3s",
            (s, v) => s with { Times = s.Times with { KillGrace = SettingText.Time(v) } }),
        ("executor-registration-timeout", "how long an executor may take to register; 1m",
            (s, v) => s with { Times = s.Times with { ExecutorRegistrationTimeout = Some(v) } }),
        ("executor-reregistration-timeout", "the same after the agent's restart; 2s",
            (s, v) => s with
            {
                Times = s.Times with { ExecutorReregistrationTimeout = Some(v) },
            }),
        ("first-update-retry", "time between the first two sendings of an update; 10s",
            (s, v) => s with { Times = s.Times with { FirstUpdateRetry = Some(v) } }),
        ("max-update-retry", "the longest time between two; 10m",
            (s, v) => s with { Times = s.Times with { MaxUpdateRetry = Some(v) } }),
        ("tls-certificate", "the agent's certificate, a PEM file",
            (s, v) => s with { Tls = (v.Text, s.Tls?.Key ?? "", s.Tls?.Authority ?? "") }),
        ("tls-key", "its key",
            (s, v) => s with { Tls = (s.Tls?.Certificate ?? "", v.Text, s.Tls?.Authority ?? "") }),
        ("tls-authority", "the certificate of who signed the master's",
            (s, v) => s with { Tls = (s.Tls?.Certificate ?? "", s.Tls?.Key ?? "", v.Text) }),
    ];

    private static readonly HashSet<string> Names =
        new([.. Options.Select(option => option.Name), ConfigName], StringComparer.Ordinal);

    /// <summary>Every option with its meaning and its default, a line each.</summary>
    public static IEnumerable<string> Help => Options
        .Prepend((ConfigName, "a JSON file with these options as keys; none", (s, _) => s))
        .Select(option => $"  --{option.Item1,-32} {option.Item2}");

    /// <summary>Reads and checks the options.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="environment">Variables.</param>
    /// <exception cref="AgentSettingsException">One cannot be used, or is missing.</exception>
    public static AgentSettings Read(IReadOnlyList<string> arguments, IDictionary environment)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(environment);
        const string Prefix = "OFFERS_AGENT_";
        SettingSources first = new(Prefix, Names);
        first.AddEnvironment(environment);
        first.AddArguments(arguments);
        SettingSources all = new(Prefix, Names);
        if (first.Values.TryGetValue(ConfigName, out SettingValue file))
        {
            all.AddFile(file.Text);
        }

        all.AddEnvironment(environment);
        all.AddArguments(arguments);
        return Checked(Build(all.Values));
    }

    private static AgentSettings Build(IReadOnlyDictionary<string, SettingValue> values)
    {
        AgentSettings settings = new() { Master = null!, WorkDirectory = null! };
        foreach ((string name, _, Put put) in Options)
        {
            if (values.TryGetValue(name, out SettingValue value))
            {
                settings = put(settings, value);
            }
            else if (name is "master" or "work-directory")
            {
                throw new AgentSettingsException($"option --{name}: expected, found nothing");
            }
        }

        return settings;
    }

    private static AgentSettings Checked(AgentSettings settings)
    {
        if (!IsName(settings.Name))
        {
            throw new AgentSettingsException(
                $"the machine is called '{settings.Name}': expected --name with 1 to {NameBound} "
                + "letters, digits, '.', '_' and '-'");
        }

        bool wantsTls = settings.Master.Kind == WireEndpointKind.Tls;
        bool hasTls = settings.Tls is { Certificate: not "", Key: not "", Authority: not "" };
        if (wantsTls != hasTls || (settings.Tls is not null && !hasTls))
        {
            throw new AgentSettingsException(
                "expected --tls-certificate, --tls-key and --tls-authority, all three with a "
                + "master at tls://HOST:PORT and none without");
        }

        if (settings.Times.MaxUpdateRetry < settings.Times.FirstUpdateRetry
            || settings.Times.MaxRegistrationBackoff < settings.Times.RegistrationBackoff)
        {
            throw new AgentSettingsException(
                "expected the longest time between updates, and between registrations, not below "
                + "the first one");
        }

        CheckUser(settings);
        return settings;
    }

    private static void CheckUser(AgentSettings settings)
    {
        if (settings.TaskUser is not { } user)
        {
            return;
        }

        try
        {
            UserIds ids = UserIds.Find(user);
            if (ids.User != Native.geteuid() && Native.geteuid() != 0)
            {
                throw new AgentSettingsException(
                    $"task-user: found '{user}', expected the agent's own user: only root can run "
                    + "tasks as another");
            }
        }
        catch (IOException bad)
        {
            throw new AgentSettingsException($"task-user: {bad.Message}", bad);
        }
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= NameBound && ContainerName.IsValid(name) && !name.Contains('/');

    private static string NameOf(SettingValue value) => IsName(value.Text)
        ? value.Text
        : throw value.Bad($"1 to {NameBound} letters, digits, '.', '_' and '-'");

    private static string WorkDirectory(SettingValue value)
    {
        string path = SettingText.Directory(value);
        return System.Text.Encoding.UTF8.GetByteCount(path) <= WorkBytesBound
            ? path
            : throw value.Bad($"at most {WorkBytesBound} bytes, because sockets are below it");
    }

    private static string Checked(SettingValue value, Action<string> check)
    {
        SettingText.Parsed<object?>(value, text =>
        {
            check(text);
            return null;
        });
        return value.Text;
    }

    private static TimeSpan Some(SettingValue value)
    {
        TimeSpan time = SettingText.Time(value);
        return time > TimeSpan.Zero && time <= LongestWait
            ? time
            : throw value.Bad("a time above 0 and at most 30d");
    }

    private static Domain DomainOf(SettingValue value) => value.Text.Split('/') is
        [{ Length: > 0 } region, { Length: > 0 } zone]
            ? new Domain(region, zone)
            : throw value.Bad("REGION/ZONE");

    private static ContainmentKind Containment(SettingValue value) => value.Text switch
    {
        "auto" => ContainmentKind.Auto,
        "cgroups" => ContainmentKind.Cgroups,
        "processes" => ContainmentKind.Processes,
        _ => throw value.Bad("auto, cgroups or processes"),
    };

    private static string[] Users(SettingValue value) => SettingText.Parsed(value, static text =>
    {
        string[] users = text.Split(',', StringSplitOptions.RemoveEmptyEntries);
        try
        {
            Array.ForEach(users, user => UserIds.Find(user));
            return users;
        }
        catch (IOException bad)
        {
            throw new FormatException(bad.Message, bad);
        }
    });

    private static string[] Roots(SettingValue value)
    {
        string[] roots = value.Text.Split(':', StringSplitOptions.RemoveEmptyEntries);
        return Array.TrueForAll(roots, root => root.StartsWith('/'))
            ? roots
            : throw value.Bad("absolute paths joined by ':'");
    }
}
