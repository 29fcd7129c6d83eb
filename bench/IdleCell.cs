namespace Offers.Bench;

/// <summary>
/// A cell with nothing to do: all frameworks are suppressed but a few, and each of these has
/// declined every agent for a year.
/// </summary>
public static class IdleCell
{
    /// <summary>Builds the cell; it then holds agents x awake filters.</summary>
    public static BenchCell Build(int agents, int frameworks, int awake) =>
        Build(agents, frameworks, awake, out _);

    /// <summary>Builds the cell and says how many bytes of memory each filter has cost.</summary>
    public static BenchCell Build(
        int agents, int frameworks, int awake, out double bytesPerFilter)
    {
        BenchCell cell = new(agents, frameworks);
        for (int i = awake; i < frameworks; i++)
        {
            BenchCell.Expect(cell.Allocator.Suppress(cell.Frameworks[i], [], cell.Now));
        }

        // All offers once without a filter, so that the tables of offers have grown before.
        cell.Cycle();
        cell.DeclineAll(TimeSpan.Zero);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        while (cell.Cycle() > 0)
        {
            cell.DeclineAll(AllocatorOptions.LongestRefusal);
        }

        long after = GC.GetTotalMemory(forceFullCollection: true);
        bytesPerFilter = (after - before) / (double)cell.Allocator.FilterCount;
        return cell;
    }
}
