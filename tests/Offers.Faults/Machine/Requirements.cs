using Offers.Agents.Containers;

namespace Offers.Faults.Machine;

/// <summary>What this program needs of a machine: root, cgroups, small disks.</summary>
internal static class Requirements
{
    /// <summary>What is not there; null when all is.</summary>
    internal static string? Missing()
    {
        string directory = Directory.CreateTempSubdirectory("offers-faults-").FullName;
        try
        {
            IContainerGroups groups = ContainerGroups.Open(
                $"offers-probe-{Environment.ProcessId}");
            groups.Create("probe", new ContainerLimits());
            groups.DestroyAsync("probe", TimeSpan.FromSeconds(5)).GetAwaiter().GetResult();
            groups.TryRemoveRoot();
            new SmallDisk(directory).Dispose();
            return null;
        }
        catch (Exception bad) when (bad is GroupException or IOException)
        {
            return bad.Message;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
