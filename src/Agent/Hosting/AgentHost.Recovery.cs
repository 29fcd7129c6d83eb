using Microsoft.Extensions.Logging;
using Offers.Agents.Containers;
using Offers.Agents.Images;
using Offers.Agents.Processes;
using Offers.Agents.Sandboxes;

namespace Offers.Agents.Hosting;

/// <content>What a former life left on the machine (semantics 3.4).</content>
internal sealed partial class AgentHost
{
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(5);
    private readonly AgentKept _kept;
    private readonly Dictionary<string, List<string>> _leftovers = new(StringComparer.Ordinal);

    /// <summary>
    /// Finds what there is, gives it to the restored agent, and goes on with what lives.
    /// </summary>
    private async Task RecoverAsync()
    {
        IReadOnlyList<ProcessStatus> held =
            await _parts.Supervisor.ListAsync(_stop.Token).ConfigureAwait(false);
        SortedSet<string> containers = new(StringComparer.Ordinal);
        foreach (string name in _parts.Groups?.List() ?? [])
        {
            containers.Add(name.Split('/')[0]);
        }

        List<FoundProcess> found = [];
        foreach (ProcessStatus status in held)
        {
            if (ProcessName.ContainerOf(status.Id) is { } container)
            {
                containers.Add(container);
                Note(status, container, found);
            }
        }

        // Files alone are no container that goes on; of one that no row knows they go with it.
        containers.UnionWith(ContainerTraces.Names(_settings.WorkDirectory)
            .Where(name => !_kept.Containers.ContainsKey(name)));
        string containment =
            _parts.Groups?.Layout.ToString() ?? "plain processes, no limit holds";
        string resources = _agent.Total.ToString();
        HostLog.Started(_parts.Log, _agent.Name, resources, containment);
        if (_kept.IsNew)
        {
            await ClearAsync(containers).ConfigureAwait(false);
            _kept.WriteIdentity();
            _care.Begin([]);
            return;
        }

        Adopt(found);
        _batch.Add(new AgentRecovered([.. found])
        {
            IsRebooted = _kept.IsRebooted,
            Containers = [.. containers],
            Limited = [.. _workers.Values.Select(worker => worker.LimitMet())
                .OfType<ContainerLimited>()],
        });
        await ApplyAsync().ConfigureAwait(false);
        _kept.WriteIdentity();
        _care.Begin(_kept.Containers.Where(pair => _kept.FactsOf(pair.Value) is not null)
            .Select(pair => pair.Key));
        HostLog.Recovered(_parts.Log, _agent.Containers, _agent.LiveTasks);
    }

    /// <summary>
    /// Sorts what the supervisor holds: processes of containers that a row knows are the agent's;
    /// checks and all others are ended with their containers.
    /// </summary>
    private void Note(ProcessStatus status, string container, List<FoundProcess> found)
    {
        if (_kept.Containers.TryGetValue(container, out AgentContainerRow? row)
            && _kept.FactsOf(row) is not null && ProcessName.Of(status.Id) is { } name)
        {
            found.Add(new FoundProcess(
                container, name.Process, ContainerWorker.EndOrNull(status)));
            return;
        }

        if (!_leftovers.TryGetValue(container, out List<string>? ids))
        {
            ids = [];
            _leftovers.Add(container, ids);
        }

        ids.Add(status.Id);
    }

    private List<string> LeftoversOf(string container) =>
        _leftovers.Remove(container, out List<string>? ids) ? ids : [];

    /// <summary>Workers for the containers and processes that go on.</summary>
    private void Adopt(List<FoundProcess> found)
    {
        foreach ((string name, AgentContainerRow row) in _kept.Containers)
        {
            if (_kept.FactsOf(row) is not { } facts)
            {
                continue;
            }

            WorkerOf(name).EndChecks(LeftoversOf(name));
            WorkerOf(name).Adopt(
                facts, row.Executor is { Kind: ExecutorKind.Custom } own ? own : null);
            foreach (FoundProcess process in found)
            {
                if (string.Equals(process.Container, name, StringComparison.Ordinal))
                {
                    WorkerOf(name).AdoptProcess(
                        process.Process, _kept.TaskOf(row, process.Process),
                        row.Executor is { SharesGroup: false }, process.End is not null);
                }
            }
        }
    }

    /// <summary>
    /// A work directory that knows nothing: what is left of an agent of the same name is ended
    /// before anything new has one of its names.
    /// </summary>
    private async Task ClearAsync(SortedSet<string> containers)
    {
        foreach (string name in containers)
        {
            WorkerOf(name).Destroy(LeftoversOf(name));
        }

        await Task.WhenAll(_workers.Values.Select(worker => worker.Idle)).ConfigureAwait(false);

        // The agent has no container and overhears what the workers say of these.
        _workers.Clear();
    }

    private HostParts PartsOf(SandboxLayout sandboxes, ILogger log)
    {
        IContainerGroups? groups = GroupsOf(_settings, log);
        HttpClient fetching = Fetcher.NewClient();
        string work = _settings.WorkDirectory;
        IReadOnlyList<string> program =
            _settings.SupervisorProgram ?? SupervisorLauncher.ThisProgram();
        return new HostParts(
            _settings, _schema,
            new SupervisorClient(new SupervisorClientOptions(work)
            {
                Idle = _settings.SupervisorIdle,
                Program = program,
            }),
            sandboxes,
            new Fetcher(fetching, Path.Combine(work, "fetch"), new FetcherOptions
            {
                LocalRoots = _settings.FetchRoots,
            }),
            Post, log)
        {
            Groups = groups,
            Memory = groups is null ? null : new OomWatcher(groups),
            Runtimes = new ImageRuntimes(
                new OciRuntime(
                    Path.Combine(work, "oci"), _settings.Runtime, _settings.Name,
                    new ImageStore(Path.Combine(work, "images"), _settings.ImageRoots),
                    TimeProvider.System),
                new DockerRuntime(
                    Path.Combine(work, "docker"), _settings.DockerSocket, _settings.Name,
                    program, TimeProvider.System)),
            FetchHttp = fetching,
            ProbeHttp = HttpProbe.NewClient(),
            TaskUser = _settings.TaskUser ?? (Native.geteuid() == 0 ? "nobody" : null),
            TaskUsers = _settings.TaskUsers.Count == 0
                ? null
                : _settings.TaskUsers.Select(user => UserIds.Find(user).User).ToHashSet(),
            MachineBytes = MachineResources.MemoryMegabytes() << 20,
            SandboxEnded = _care.Ended,
            Fail = Fail,
        };
    }

    private static IContainerGroups? GroupsOf(AgentSettings settings, ILogger log)
    {
        if (settings.Containment == ContainmentKind.Processes)
        {
            return null;
        }

        try
        {
            IContainerGroups groups = ContainerGroups.Open(settings.GroupRoot);
            ProbeGroups(groups);
            return groups;
        }
        catch (GroupException bad) when (settings.Containment == ContainmentKind.Auto)
        {
            HostLog.NoGroups(log, bad.Message);
            return null;
        }
        catch (GroupException bad)
        {
            throw new IOException($"containment cgroups: {bad.Message}", bad);
        }
    }

    /// <summary>Whether this user may make groups at all.</summary>
    private static void ProbeGroups(IContainerGroups groups)
    {
        // A life that was killed just here has left it.
        const string Probe = "probe";
        groups.DestroyAsync(Probe, ProbeTimeout).GetAwaiter().GetResult();
        groups.Create(Probe, new ContainerLimits());
        groups.DestroyAsync(Probe, ProbeTimeout).GetAwaiter().GetResult();
    }

    private static void MakeDirectories(AgentSettings settings)
    {
        // Tasks of other users pass through to their sandboxes and sockets, and read nothing.
        const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite
            | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        foreach (string path in (string[])[
            settings.WorkDirectory, Path.Combine(settings.WorkDirectory, "executors")])
        {
            Directory.CreateDirectory(path, Passable);
            File.SetUnixFileMode(path, Passable);
        }

        // Programs of images that change their user are nobody's outside of them.
        const UnixFileMode Own =
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        string images = Path.Combine(settings.WorkDirectory, "images");
        Directory.CreateDirectory(images, Own);
        File.SetUnixFileMode(images, Own);
    }
}
