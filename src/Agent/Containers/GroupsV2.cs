namespace Offers.Agents.Containers;

/// <summary>
/// Version 2: one directory for each container, which holds the limits, and one in it, the leaf,
/// which holds the processes. So nested containers can be made beside the leaf: a group that shares
/// out controllers may not have processes of its own.
/// </summary>
internal sealed partial class GroupsV2(GroupLayout layout, IGroupFiles files)
    : GroupsBase(layout, files)
{
    private const long PeriodMicroseconds = 100_000;

    private string Mount => Layout.Hierarchies[0];

    public override IReadOnlyList<string> JoinFiles(string name)
    {
        ContainerName.Check(name);
        return [In(name, $"{ContainerName.Leaf}/cgroup.procs")];
    }

    public override string MemoryDirectory(string name)
    {
        ContainerName.Check(name);
        return DirectoryOf(name);
    }

    protected override IReadOnlyList<string> DirectoriesOf(string name) =>
        [DirectoryOf(name), In(name, ContainerName.Leaf)];

    protected override string DirectoryOf(string name) => Layout.DirectoryOf(Mount, name);

    protected override void PrepareLevel(string mount, string parent, string directory)
    {
        // What is below a group is known to a controller only when the group shares it out.
        Share(parent);
        Share(directory);
    }

    protected override void PrepareParent(string name)
    {
        if (ContainerName.ParentOf(name) is { } parent)
        {
            Share(DirectoryOf(parent));
        }
    }

    protected override List<GroupWrite> PlanNew(string name, ContainerLimits limits)
    {
        List<GroupWrite> plan = [];
        if (limits.MemoryHardBytes is { } hard)
        {
            plan.Add(new(In(name, "memory.max"), GroupText.Of(hard)));
        }

        if (limits.LimitsSwap)
        {
            plan.Add(new(In(name, "memory.swap.max"), "0"));
        }

        plan.Add(new(In(name, "memory.low"), GroupText.Of(limits.MemorySoftBytes)));
        if (limits.CpuQuotaMicroseconds is not null)
        {
            plan.Add(new(In(name, "cpu.max"), QuotaOf(limits)));
        }

        plan.Add(new(In(name, "cpu.weight"), GroupText.Of(limits.CpuWeight)));
        if (limits.PidsMax is { } most)
        {
            plan.Add(new(In(name, "pids.max"), GroupText.Of(most)));
        }

        if (limits.Cpuset is { } cpuset)
        {
            plan.Add(new(In(name, "cpuset.cpus"), cpuset));
        }

        return plan;
    }

    protected override List<GroupWrite> PlanChange(string name, ContainerLimits limits)
    {
        List<GroupWrite> plan = [];
        string file = In(name, "memory.max");
        long now = GroupText.Limit(Files.Read(file)) ?? long.MaxValue;
        if ((limits.MemoryHardBytes ?? long.MaxValue) > now)
        {
            plan.Add(new(file, limits.MemoryHardBytes is { } hard ? GroupText.Of(hard) : "max"));
        }

        AddChanged(plan, In(name, "memory.low"), GroupText.Of(limits.MemorySoftBytes));
        AddChanged(plan, In(name, "cpu.max"), QuotaOf(limits));
        AddChanged(plan, In(name, "cpu.weight"), GroupText.Of(limits.CpuWeight));
        if (Files.Exists(In(name, "pids.max")))
        {
            AddChanged(
                plan,
                In(name, "pids.max"),
                limits.PidsMax is { } most ? GroupText.Of(most) : "max");
        }

        if (Files.Exists(In(name, "cpuset.cpus")))
        {
            AddChanged(plan, In(name, "cpuset.cpus"), limits.Cpuset ?? "");
        }

        return plan;
    }

    protected override GroupWrite FreezeWrite(string name, bool isFrozen) =>
        new(In(name, "cgroup.freeze"), isFrozen ? "1" : "0");

    protected override bool IsFrozen(string name) =>
        GroupText.Value(Files.Read(In(name, "cgroup.events")), "frozen") == 1;

    /// <summary>The kernel kills all at and below the container, and who is being born.</summary>
    protected override Task KillAsync(
        List<string> groups, TimeSpan left, CancellationToken cancellation)
    {
        string container = groups[^1];
        string? events = TryRead(In(container, "cgroup.events"));
        if (events is null || GroupText.Value(events, "populated") != 0)
        {
            string kill = In(container, "cgroup.kill");
            if (!Files.Exists(kill))
            {
                throw new GroupException(
                    $"cannot destroy container '{container}': found no {kill}, expected a kernel "
                    + "of version 5.14 or newer");
            }

            try
            {
                Files.Write(kill, "1");
            }
            catch (Exception e) when (IsRefusal(e))
            {
                throw new GroupException($"cannot destroy '{container}': {e.Message}", e);
            }
        }

        return Task.CompletedTask;
    }

    protected override IEnumerable<string> Removable(string name) =>
        DirectoriesOf(name).Reverse();

    private static string QuotaOf(ContainerLimits limits) =>
        limits.CpuQuotaMicroseconds is { } quota
            ? $"{GroupText.Of(quota)} {GroupText.Of(PeriodMicroseconds)}"
            : $"max {GroupText.Of(PeriodMicroseconds)}";

    /// <summary>
    /// Has a group share out what it can to the groups in it. What no container needs may be
    /// refused.
    /// </summary>
    private void Share(string directory)
    {
        string file = $"{directory}/cgroup.subtree_control";
        string[] shared = GroupText.Words(Files.Read(file));
        string[] there = GroupText.Words(Files.Read($"{directory}/cgroup.controllers"));
        foreach (string controller in GroupLayout.Used(GroupVersion.V2))
        {
            if (Array.IndexOf(shared, controller) >= 0 || Array.IndexOf(there, controller) < 0)
            {
                continue;
            }

            try
            {
                Files.Write(file, $"+{controller}");
            }
            catch (Exception e) when (IsRefusal(e) && !GroupLayout.IsNeeded(controller))
            {
                // Then its files are not there, and a limit that needs one says so.
            }
        }
    }

    private void AddChanged(List<GroupWrite> plan, string file, string value)
    {
        string now = Files.Read(file).Trim();
        if (!string.Equals(now, value, StringComparison.Ordinal))
        {
            // An empty value has to be written too, and a write of nothing is none.
            plan.Add(new(file, value.Length > 0 ? value : "\n", now.Length > 0 ? now : "\n"));
        }
    }

    private string In(string name, string file) => $"{DirectoryOf(name)}/{file}";
}
