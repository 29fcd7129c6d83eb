namespace Offers;

/// <summary>
/// The master is back after a crash with this state from its journal: nobody is connected, offers
/// are closed, agents have <see cref="ClusterOptions.ReregistrationTimeout"/> to come back and
/// frameworks their fail-over time.
/// </summary>
/// <param name="Incarnation">Its new life; more than every earlier one.</param>
public sealed record RestartMaster(int Incarnation) : ClusterCommand;
