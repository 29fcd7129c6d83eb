namespace Offers.Agents.Processes;

/// <summary>Looks once at a task.</summary>
internal interface IHealthProbe
{
    /// <summary>Looks; cancelled when the time of one look is over.</summary>
    public Task<ProbeResult> ProbeAsync(CancellationToken cancellation);
}
