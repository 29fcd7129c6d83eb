namespace Offers.Simulation.Experiments;

/// <summary>Where a piece of YAML stood.</summary>
/// <param name="File">The file, or the option that gave it.</param>
/// <param name="Line">From 1; 0 when there are no lines.</param>
internal readonly record struct YamlMark(string File, int Line);
