namespace Offers.Simulation.Experiments;

/// <summary>
/// A piece of YAML: a scalar, a list or a mapping. Trees only, nothing is shared.
/// </summary>
/// <param name="mark">Where it stood.</param>
internal abstract class YamlItem(YamlMark mark)
{
    /// <summary>Where it stood.</summary>
    internal YamlMark Mark { get; } = mark;

    /// <summary>The items in it, itself included.</summary>
    internal abstract int Size { get; }

    /// <summary>The longest way down; 1 for a scalar.</summary>
    internal abstract int Height { get; }

    /// <summary>What messages call it.</summary>
    internal abstract string Found { get; }

    /// <summary>A deep copy with the same marks.</summary>
    internal abstract YamlItem Copy();
}
