namespace Offers.Bench;

/// <summary>
/// A cell with nothing to do: all frameworks are suppressed but a few, and each of these has declined
/// every agent for a year.
/// </summary>
public static class IdleCell
{
    /// <summary>Builds the cell; it then holds agents x awake filters.</summary>
    public static BenchCell Build(int agents, int frameworks, int awake)
    {
        BenchCell cell = new(agents, frameworks);
        for (int i = awake; i < frameworks; i++)
        {
            BenchCell.Expect(cell.Allocator.Suppress(cell.Frameworks[i], [], cell.Now));
        }

        while (cell.Cycle() > 0)
        {
            cell.DeclineAll(AllocatorOptions.LongestRefusal);
        }

        return cell;
    }
}
