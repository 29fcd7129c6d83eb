using Offers.Faults.Network;

namespace Offers.Faults.Machine;

/// <summary>One agent of the cell.</summary>
internal sealed class AgentSite : IDisposable
{
    /// <summary>An agent that does not run yet.</summary>
    /// <param name="cell">The directory of the cell.</param>
    /// <param name="name">The agent's name.</param>
    /// <param name="number">Its number in the cell.</param>
    /// <param name="master">Where the master listens.</param>
    /// <param name="kind">What is going to be done to it.</param>
    internal AgentSite(string cell, string name, int number, string master, FaultKind kind)
    {
        Name = name;
        Work = Path.Combine(cell, $"a{number}");
        if (kind == FaultKind.AgentDiskFull)
        {
            Disk = new SmallDisk(Work);
        }

        string endpoint = master;
        if (kind is FaultKind.Cut or FaultKind.Slow or FaultKind.HalfClosed)
        {
            endpoint = Path.Combine(cell, $"p{number}.sock");
            Proxy = new Proxy(endpoint, master);
        }

        Program = new HostedProgram(
            $"agent {name}", Path.Combine(cell, $"a{number}.log"), "Agent",
            [
                "--master", $"unix:{endpoint}", "--work-directory", Work, "--name", name,
                "--resources", "cpus:4;mem:2048;disk:1000", "--containment", "cgroups",
                "--ping-timeout", "4s", "--registration-backoff", "20ms",
                "--max-registration-backoff", "300ms", "--kill-grace", "300ms",
                "--first-update-retry", "300ms", "--max-update-retry", "1s",
                "--supervisor-idle", "2s", "--destroy-timeout", "5s",
            ]);
    }

    internal string Name { get; }

    /// <summary>Its work directory.</summary>
    internal string Work { get; }

    internal HostedProgram Program { get; }

    /// <summary>What stands before the master, if the network is to be bad.</summary>
    internal Proxy? Proxy { get; }

    /// <summary>Its disk, if that is to be full.</summary>
    internal SmallDisk? Disk { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Program.Dispose();
        Proxy?.Dispose();
    }
}
