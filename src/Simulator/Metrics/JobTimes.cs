namespace Offers.Simulation;

/// <summary>
/// What became of one job of a run; times in seconds from the start of the workload.
/// </summary>
/// <param name="Job">Index of the job in its workload.</param>
/// <param name="Status">done, failed, withdrawn or impossible.</param>
/// <param name="FirstStart">When its first task started; NaN if none did.</param>
/// <param name="AllStarted">When first none of its tasks waited; NaN if that never was.</param>
/// <param name="End">When it ended.</param>
public readonly record struct JobTimes(
    int Job, string Status, double FirstStart, double AllStarted, double End);
