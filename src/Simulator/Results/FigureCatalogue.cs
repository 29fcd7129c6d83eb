namespace Offers.Simulation.Results;

/// <summary>
/// Every figure that a run can produce, with unit and meaning. The page docs/results-format.md and
/// the definitions of the report come from here; a test runs simulations and looks up what they
/// give.
/// </summary>
internal static class FigureCatalogue
{
    /// <summary>The unit of amounts: that of the resource, for example MB of <c>mem</c>.</summary>
    internal const string ResourceUnit = "unit of the resource";

    private const string Window =
        "over the window from the first arrival, less the warm-up, to the last";

    /// <summary>Figures of a whole run, and of one framework where they say so.</summary>
    internal static IReadOnlyList<FigureEntry> Figures { get; } =
    [
        new("machines", "machine", "Machines of all cells of the policy."),
        new("events", "event", "Events that the simulation handled."),
        new("wall", "s", "How long the run took; the only figure that differs from time to time."),
        new(
            "window", "s",
            "Length of the window of measurement: last arrival minus first arrival minus "
                + "warm-up."),
        new("capacity.{resource}", ResourceUnit, "Sum over all machines."),
        new(
            "allocated.{resource}.mean", "share",
            $"Time integral of what tasks hold {Window}, divided by capacity and length. "
                + "The drain after the last arrival does not count."),
        new(
            "offered.{resource}.mean", "share",
            $"Time integral of what is locked in open offers {Window}, divided by capacity "
                + "and length."),
        new(
            "stranded.{resource}.mean", "share",
            "Free capacity, divided by all, on machines where no job at the head of a "
                + "queue could place one task while jobs wait: too small a piece, or in a slice "
                + "where nobody waits. Mean over the samples of the series in the window."),
        new(
            "share.jain", "1",
            "Jain's index of the roles' mean dominant shares x, each divided by its "
                + "weight: (sum x)^2 / (n sum x^2). 1 is equal, 1/n is one role alone."),
        new(
            "starvation.max", "s",
            "The longest time that any role had a waiting job and nothing running."),
        .. Jobs(""),
        new("tasks.done", "task", "Tasks that ran to their end."),
        new("tasks.failed", "task", "Failures of tasks."),
        new("work.lost", "task h", "Time that failed tasks had run when they failed."),
        new(
            "gatherings.given_up", "gathering",
            "How often a gang held offers for its longest hold time and declined them all."),
        new("offers.made", "offer", "Offers sent to frameworks (cells of offers only)."),
        new(
            "offers.declined", "offer",
            "Offers that frameworks declined whole (cells of offers only)."),
        new("offers.rescinded", "offer", "Offers taken back (cells of offers only)."),
        new("allocator.runs", "run", "Allocation cycles that were carried out."),
        new(
            "allocator.batches", "batch",
            "Ends of the allocation interval that passed, carried out or not."),
        new(
            "allocator.batches.skipped", "batch",
            "Those of them that were not carried out, since provably nothing came of them."),
        new(
            "cell/{cell}/machines", "machine",
            "Machines of one cell; a static slice has the name of its role."),
        new("cell/{cell}/capacity.{resource}", ResourceUnit, "Capacity of one cell."),
        new(
            "framework/{framework}/allocated.{resource}.mean", "share",
            "The part of the whole capacity that this framework holds, as above."),
        .. Jobs("framework/{framework}/"),
    ];

    /// <summary>Columns of series.csv after policy and seed.</summary>
    internal static IReadOnlyList<FigureEntry> Series { get; } =
    [
        new("time", "s", "Time of the sample from the start of the workload."),
        new("waiting", "job", "Jobs of which some task waits for its first start."),
        new("running", "job", "Jobs in the cell that are not waiting."),
        new("allocated.{resource}", ResourceUnit, "What tasks hold."),
        new("offered.{resource}", ResourceUnit, "What is locked in open offers."),
        new(
            "stranded.{resource}", ResourceUnit,
            "Free capacity that no job at the head of a queue could use while jobs wait."),
        new(
            "role/{role}/allocated.{resource}", ResourceUnit,
            "What tasks of one role hold (up to 24 roles)."),
    ];

    /// <summary>Columns of jobs.csv.</summary>
    internal static IReadOnlyList<FigureEntry> JobColumns { get; } =
    [
        new("policy", "", "The policy."),
        new("seed", "", "The seed."),
        new("job", "", "The job's name in the trace, or a made one."),
        new("framework", "", "The framework that submitted it."),
        new("role", "", "The framework's role."),
        new("submit", "s", "When it was submitted."),
        new("first_start", "s", "When its first task started; empty if none did."),
        new("all_started", "s", "When first none of its tasks waited; empty if that never was."),
        new("end", "s", "When it ended."),
        new(
            "status", "",
            "done, failed (a task failed too often), withdrawn (to end before it started) "
                + "or impossible (did not fit its empty cell)."),
        new("tasks", "task", "Its tasks."),
        new(
            "wait_first", "s",
            "first_start - submit; end - submit if no task started; empty for an "
                + "impossible job."),
        new(
            "wait_all", "s",
            "all_started - submit; end - submit if they never all started; empty for an "
                + "impossible job."),
    ];

    /// <summary>The entry of a figure of a run; null when there is none.</summary>
    internal static FigureEntry? Find(string figure) => Find(figure, Figures);

    /// <summary>
    /// The first entry of a list that a name is an instance of; null when none is.
    /// </summary>
    internal static FigureEntry? Find(string name, IReadOnlyList<FigureEntry> entries)
    {
        foreach (FigureEntry entry in entries)
        {
            if (Matches(entry.Pattern, name))
            {
                return entry;
            }
        }

        return null;
    }

    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        int open = pattern.IndexOf('{');
        if (open < 0)
        {
            return pattern.SequenceEqual(name);
        }

        if (!name.StartsWith(pattern[..open], StringComparison.Ordinal))
        {
            return false;
        }

        int close = pattern.IndexOf('}');
        bool isResource = pattern[(open + 1)..close] is "resource";
        for (int end = open + 1; end <= name.Length; end++)
        {
            // Resources have no slash in their names; roles, frameworks and cells may.
            if (isResource && name[end - 1] == '/')
            {
                return false;
            }

            if (Matches(pattern[(close + 1)..], name[end..]))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<FigureEntry> Jobs(string prefix)
    {
        yield return new(
            prefix + "jobs.arrived", "job",
            "Jobs submitted; each ends in one of the next four ways.");
        yield return new(prefix + "jobs.done", "job", "Jobs whose tasks all ran to their end.");
        yield return new(
            prefix + "jobs.failed", "job",
            "Jobs whose tasks, all together, failed more often than a job survives.");
        yield return new(
            prefix + "jobs.withdrawn", "job",
            "Jobs that were to end while tasks of theirs waited.");
        yield return new(
            prefix + "jobs.impossible", "job",
            "Jobs that do not fit their cell even when it is empty; they count in no time "
                + "below.");
        IEnumerable<FigureEntry> times =
        [
            .. Quantiles(prefix + "wait.first", "s", "first start of a task - submission"),
            .. Quantiles(prefix + "wait.all", "s", "start of the last task - submission"),
            .. Quantiles(prefix + "completion", "s", "end - submission, of jobs done"),
            .. Quantiles(
                prefix + "slowdown", "1",
                "completion / duration of the longest task (of a service: its planned life), "
                    + "at least 1, of jobs done"),
        ];
        foreach (FigureEntry entry in times)
        {
            yield return entry;
        }
    }

    private static IEnumerable<FigureEntry> Quantiles(string name, string unit, string what)
    {
        yield return new(name + ".mean", unit, $"Mean over jobs of: {what}.");
        yield return new(name + ".p50", unit, $"Median of: {what}.");
        yield return new(name + ".p90", unit, $"90th percentile of: {what}.");
        yield return new(name + ".p99", unit, $"99th percentile of: {what}.");
        yield return new(name + ".max", unit, $"Largest of: {what}.");
    }
}
