namespace Offers;

/// <summary>One run of a cron entry through all its attempts.</summary>
internal sealed class CronRun(CronLine line, Timestamp scheduled)
{
    internal CronLine Line { get; } = line;

    internal Timestamp Scheduled { get; } = scheduled;

    /// <summary>Not before this.</summary>
    internal Timestamp NotBefore { get; set; }

    internal TrackedTask? Task { get; set; }

    /// <summary>While its task is away: how long it is waited for.</summary>
    internal Timestamp AwayUntil { get; set; } = Timestamp.Never;

    internal int Failures { get; set; }

    internal bool WasLaunched { get; set; }

    /// <summary>Whether it gives way to the next one.</summary>
    internal bool IsReplaced { get; set; }

    internal bool IsOver { get; set; }
}
