namespace Offers.Faults.Checks;

/// <summary>All that is known of one task under one name.</summary>
internal sealed class Attempt
{
    /// <summary>How often its command began.</summary>
    internal int Begins { get; set; }

    /// <summary>Statuses with which its command says it ended.</summary>
    internal List<int> Ends { get; } = [];

    /// <summary>Ends that its framework heard of, each update once.</summary>
    internal List<TaskUpdated> Heard { get; } = [];
}
