namespace Offers.Chaos;

/// <summary>A container that only plays: it outlives the agent, not the machine.</summary>
internal sealed class SimulatedContainer(string name)
{
    public string Name { get; } = name;

    /// <summary>What it holds at most: it grows before a task starts.</summary>
    public ResourceSet Size { get; set; } = ResourceSet.Empty;

    public SortedDictionary<string, SimulatedProcess> Processes { get; } =
        new(StringComparer.Ordinal);

    /// <summary>What the tasks need that were started here and have not ended.</summary>
    public SortedDictionary<string, ResourceSet> Needs { get; } = new(StringComparer.Ordinal);

    /// <summary>Tasks of the framework's own executor.</summary>
    public SortedDictionary<string, SimulatedProcess> Tasks { get; } =
        new(StringComparer.Ordinal);

    /// <summary>What the executor reported and nobody has acknowledged.</summary>
    public List<ExecutorReported> Reports { get; } = [];

    /// <summary>When the executor registers, perhaps again; never if it is registered.</summary>
    public Timestamp ConnectsAt { get; set; } = Timestamp.Never;

    public bool IsConnected { get; set; }

    /// <summary>When nothing is left of it.</summary>
    public Timestamp GoneAt { get; set; } = Timestamp.Never;
}
