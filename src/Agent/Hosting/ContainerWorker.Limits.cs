using Offers.Agents.Containers;
using Offers.Agents.Sandboxes;

namespace Offers.Agents.Hosting;

/// <content>Limits of memory that are told, and containers of single tasks within.</content>
internal sealed partial class ContainerWorker
{
    /// <summary>
    /// The memory limit that it or a container within has met, perhaps when no agent looked; null
    /// if none did. It is watched already, so that what comes later is told.
    /// </summary>
    internal ContainerLimited? LimitMet()
    {
        string[] names =
            [Name, .. _processes.Values.Select(process => process.Nested).OfType<string>()];
        List<OomReport> figures = [.. names.Select(FiguresOf).OfType<OomReport>()];

        // Version 1 counts a kill where the killed was, and hits where the limit is. Without any
        // hit the machine itself was out of memory.
        return figures.Exists(report => report.Kills > 0)
            && figures.Find(report => report.LimitHits > 0) is { } met
            ? LimitedBy(met)
            : null;
    }

    private OomReport? FiguresOf(string name)
    {
        try
        {
            return _host.Memory?.Figures(name);
        }
        catch (GroupException)
        {
            // It is gone: whoever did that knows why.
            return null;
        }
    }

    private ContainerLimited LimitedBy(OomReport report) =>
        new(Name, TaskReason.ContainerLimitationMemory, report.ToString());

    /// <summary>Tells the agent when the container runs into its memory limit.</summary>
    private void Watch()
    {
        if (_host.Memory is { } memory)
        {
            _limit = Tell(memory.Watch(Name));
        }
    }

    private LimitWatch Tell(Task<OomReport> report)
    {
        return new LimitWatch(report, ToldAsync());

        async Task ToldAsync()
        {
            try
            {
                _host.Post(LimitedBy(await report.ConfigureAwait(false)));
            }
            catch (OperationCanceledException)
            {
                // It is watched no more.
            }
        }
    }

    /// <summary>A process that died of a limit is told after the limit.</summary>
    private async Task LimitFirstAsync(TaskProcess process)
    {
        if (_host.Memory is { } memory)
        {
            await LookAsync(Name, _limit).ConfigureAwait(false);
            if (process.Nested is { } nested)
            {
                await LookAsync(nested, process.Limit).ConfigureAwait(false);
            }
        }

        async Task LookAsync(string name, LimitWatch? limit)
        {
            await memory.LookAsync(name).ConfigureAwait(false);
            if (limit is { Report.IsCompleted: true })
            {
                await limit.Told.ConfigureAwait(false);
            }
        }
    }

    /// <summary>A nested container tells of its own limit.</summary>
    private void Watch(TaskProcess process)
    {
        if (process.Nested is { } nested && _host.Memory is { } memory)
        {
            try
            {
                process.Limit = Tell(memory.Watch(nested));
            }
            catch (GroupException)
            {
                // It is gone already, or was never made.
            }
        }
    }

    /// <summary>What is left of a nested container goes with its task.</summary>
    private async Task EndNestedAsync(TaskProcess process)
    {
        if (process.Nested is { } nested && _host.Groups is { } groups)
        {
            Forget(nested);
            await UntilDoneAsync(() => groups.DestroyAsync(
                nested, _host.Settings.DestroyTimeout, _stop)).ConfigureAwait(false);
        }
    }

    /// <summary>A name for the kernel's tree: SafeName leaves '%', which groups do not take.
    /// </summary>
    private static string NestedName(string task)
    {
        string name = SafeName.Encode(task).Replace('%', '_');
        bool isSame = string.Equals(name, task, StringComparison.Ordinal);
        return isSame && name.Length <= 64 && !name.Contains('.', StringComparison.Ordinal)
            ? $"t-{name}"
            : $"h-{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
                System.Runtime.InteropServices.MemoryMarshal.AsBytes(task.AsSpan())))}";
    }
}
