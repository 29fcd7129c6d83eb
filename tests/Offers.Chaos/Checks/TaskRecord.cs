namespace Offers.Chaos;

/// <summary>What the outside knows of one task of a framework.</summary>
internal sealed class TaskRecord(string name)
{
    public string Name { get; } = name;

    /// <summary>What its framework was told last.</summary>
    public TaskState Told { get; set; }

    /// <summary>The master said so by itself: what its agent says is new all the same.</summary>
    public bool IsEndOfMaster { get; set; }

    /// <summary>The end that its framework was told, if it is one that nothing follows.</summary>
    public TaskState? End { get; set; }
}
