namespace Offers.Simulation;

/// <summary>
/// Tasks of one group of one job that started together on one machine and so end together: one
/// event for all of them.
/// </summary>
internal struct Allotment
{
    internal int Job;
    internal int Group;
    internal int Count;
    internal int Cell;
    internal int Machine;
    internal int Token;
    internal long Start;
    internal long End;

    /// <summary>Next allotment of the same job, or -1.</summary>
    internal int NextOfJob;
}
