using Offers.Agents.Containers;
using Offers.Agents.Sandboxes;

namespace Offers.Agents.Hosting;

/// <content>Limits of memory that are told, and containers of single tasks within.</content>
internal sealed partial class ContainerWorker
{
    /// <summary>Tells the agent when the container runs into its memory limit.</summary>
    private void Watch()
    {
        if (_host.Memory is { } memory)
        {
            _limited = TellAsync(memory.Watch(Name));
        }
    }

    private async Task TellAsync(Task<OomReport> reporting)
    {
        try
        {
            OomReport report = await reporting.ConfigureAwait(false);
            _host.Post(new ContainerLimited(
                Name, TaskReason.ContainerLimitationMemory, report.ToString()));
        }
        catch (OperationCanceledException)
        {
            // It is watched no more.
        }
    }

    /// <summary>A nested container tells of its own limit.</summary>
    private void Watch(TaskProcess process)
    {
        if (process.Nested is { } nested && _host.Memory is { } memory)
        {
            try
            {
                process.Limited = TellAsync(memory.Watch(nested));
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
