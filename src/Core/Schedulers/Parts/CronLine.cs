using System.Collections.Generic;

namespace Offers;

/// <summary>An entry of a cron scheduler with its open runs.</summary>
internal sealed class CronLine(CronEntry entry)
{
    internal CronEntry Entry { get; } = entry;

    internal ResourcePicker Picker { get; } = new(entry.Task);

    internal Timestamp Next { get; set; } = Timestamp.Never;

    /// <summary>Runs that are not over, oldest first.</summary>
    internal List<CronRun> Runs { get; } = [];

    internal CronStatus Counts { get; set; }

    internal CronStatus Status
    {
        get
        {
            int running = 0;
            foreach (CronRun run in Runs)
            {
                running += run.Task is null ? 0 : 1;
            }

            return Counts with
            {
                Name = Entry.Name,
                Next = Next,
                Waiting = Runs.Count - running,
                Running = running,
            };
        }
    }

    /// <summary>Whether a run must wait for one that gives way to it.</summary>
    internal bool IsBlocked(CronRun run)
    {
        foreach (CronRun other in Runs)
        {
            if (other.IsReplaced && !ReferenceEquals(other, run))
            {
                return true;
            }
        }

        return false;
    }

    internal void Close(CronRun run)
    {
        run.IsOver = true;
        run.Task = null;
        run.AwayUntil = Timestamp.Never;
        Runs.Remove(run);
    }
}
