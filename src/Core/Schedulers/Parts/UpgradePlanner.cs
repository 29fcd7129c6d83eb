using System;

namespace Offers;

/// <summary>
/// How many instances of the wanted version to create and how many others to stop next, from
/// counts alone. Repeated until nothing is left to do, it never lets the ready ones fall below
/// what must stay ready by its own doing, nor the tasks rise above what there may be.
/// </summary>
internal static class UpgradePlanner
{
    /// <summary>Counts that the plan depends on.</summary>
    /// <param name="Wanted">Instances of the wanted version at the end.</param>
    /// <param name="Old">Others that do not stop yet.</param>
    /// <param name="New">Instances of the wanted version, waiting ones included.</param>
    /// <param name="NewReady">Those of them that are ready.</param>
    /// <param name="OldReady">Others that are ready and do not stop yet.</param>
    /// <param name="Stopping">Tasks that are to end.</param>
    internal readonly record struct Counts(
        int Wanted, int Old, int New, int NewReady, int OldReady, int Stopping);

    /// <summary>What to do.</summary>
    /// <param name="Create">Instances to add.</param>
    /// <param name="Stop">Others to stop at most.</param>
    /// <param name="StopReady">How many of those may be ready.</param>
    internal readonly record struct Step(int Create, int Stop, int StopReady);

    internal static Step Next(in Counts now, UpgradeStrategy strategy)
    {
        int room = strategy.MostTasks(now.Wanted) - now.Old - now.New - now.Stopping;
        int underWay = now.New - now.NewReady;
        int batch = Math.Max(0, strategy.BatchSize - underWay);
        int missing = now.Wanted - now.New;
        int create = Math.Max(0, Math.Min(Math.Min(missing, room), batch));
        int surplus = now.Old + now.NewReady - now.Wanted;
        int makeRoom = room <= 0 && missing > 0 ? batch - now.Stopping : 0;
        int stop = Math.Clamp(Math.Max(surplus, makeRoom), 0, now.Old);
        int spare = now.OldReady + now.NewReady - strategy.LeastReady(now.Wanted);
        return new Step(create, stop, Math.Clamp(spare, 0, stop));
    }
}
