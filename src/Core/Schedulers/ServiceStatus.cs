namespace Offers;

/// <summary>How a service is, at one moment.</summary>
/// <param name="Phase">What it is about.</param>
/// <param name="WaitsFor">What it waits for.</param>
/// <param name="Wanted">Instances that are wanted.</param>
/// <param name="Version">The version that is wanted.</param>
/// <param name="Versions">The versions that have instances, ascending.</param>
/// <param name="Refusals">
/// Why offers were given back since the last launch, in order of first occurrence.
/// </param>
/// <param name="Failures">Failures of the wanted version in the update.</param>
/// <param name="Rollbacks">Updates that went back so far.</param>
public sealed record ServiceStatus(
    ServicePhase Phase,
    ServiceWait WaitsFor,
    int Wanted,
    int Version,
    ValueList<ServiceVersionStatus> Versions,
    ValueList<OfferRefusalCount> Refusals,
    int Failures,
    int Rollbacks)
{
    /// <summary>Ready instances of all versions.</summary>
    public int Ready
    {
        get
        {
            int ready = 0;
            foreach (ServiceVersionStatus version in Versions)
            {
                ready += version.Ready;
            }

            return ready;
        }
    }
}
