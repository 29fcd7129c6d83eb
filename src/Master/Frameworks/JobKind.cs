namespace Offers.Masters.Frameworks;

/// <summary>Which scheduler runs a job.</summary>
internal enum JobKind
{
    /// <summary>A <see cref="ServiceScheduler"/>: it never ends.</summary>
    Service,

    /// <summary>A <see cref="BatchScheduler"/>: it ends.</summary>
    Batch,

    /// <summary>A <see cref="GangScheduler"/>: it ends.</summary>
    Gang,

    /// <summary>A <see cref="CronScheduler"/>: it never ends.</summary>
    Cron,
}
