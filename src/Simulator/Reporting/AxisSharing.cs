namespace Offers.Simulation.Reporting;

/// <summary>Which panels of a grid have the same scale.</summary>
internal enum AxisSharing
{
    /// <summary>Each panel has a scale of its own.</summary>
    None,

    /// <summary>The panels of a row have one scale.</summary>
    Row,

    /// <summary>All panels have one scale.</summary>
    All,
}
