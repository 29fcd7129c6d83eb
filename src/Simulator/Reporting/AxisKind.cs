namespace Offers.Simulation.Reporting;

/// <summary>How an axis maps its values and chooses its ticks.</summary>
internal enum AxisKind
{
    /// <summary>Equal steps, ticks by the one-two-five rule.</summary>
    Linear,

    /// <summary>Decades; values at or below zero cannot be drawn and count as gaps.</summary>
    Log10,

    /// <summary>Seconds in the data; seconds, minutes, hours or days on the ticks.</summary>
    Time,

    /// <summary>Named places; the value of a place is its index, from zero.</summary>
    Category,
}
