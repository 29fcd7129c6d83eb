namespace Offers;

/// <summary>A service: so many equal tasks that are to run for ever.</summary>
/// <param name="Name">For people.</param>
/// <param name="Instances">How many; 0 or more.</param>
/// <param name="Task">
/// What each runs. With a health check an instance is ready when it is healthy, else when it runs.
/// </param>
public sealed record ServiceDefinition(string Name, int Instances, TaskTemplate Task)
{
    /// <summary>Where instances may run; anywhere by default.</summary>
    public ValueList<PlacementConstraint> Constraints { get; init; } = [];

    /// <summary>How an instance that failed is restarted.</summary>
    public RestartBackoff Restart { get; init; } = new();

    /// <summary>How the service comes to this definition from another one.</summary>
    public UpgradeStrategy Upgrade { get; init; } = new();

    /// <summary>Throws when something is out of its range.</summary>
    internal void Check()
    {
        Expect.That(Instances >= 0, this, "instances of 0 or more");
        Upgrade.Check();
        Task.Check();
        Restart.Check();
    }
}
