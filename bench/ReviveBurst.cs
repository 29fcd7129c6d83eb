using BenchmarkDotNet.Attributes;

namespace Offers.Bench;

/// <summary>
/// Two hundred frameworks that were quiet revive before anything runs, and then all is run that
/// they asked for. Every agent is free, or every agent is offered to somebody else already.
/// </summary>
public class ReviveBurst
{
    private const int Quiet = 200;

    private BenchCell _cell = null!;

    [Params(50_000)]
    public int Agents { get; set; }

    [Params(true, false)]
    public bool AreFree { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _cell = new BenchCell(Agents, Quiet + 1);
        SuppressAll(_cell);
        if (AreFree)
        {
            BenchCell.Expect(
                _cell.Allocator.Suppress(_cell.Frameworks[Quiet], [], _cell.Now));
        }
        else
        {
            _cell.Cycle();
            _cell.Allocator.Outbox.Clear();
        }
    }

    [IterationSetup]
    public void Suppress()
    {
        if (AreFree)
        {
            _cell.DeclineAll(TimeSpan.Zero);
        }

        SuppressAll(_cell);
    }

    [Benchmark]
    public long ReviveAll() => ReviveAll(_cell);

    /// <summary>Makes two hundred frameworks quiet.</summary>
    internal static void SuppressAll(BenchCell cell)
    {
        for (int i = 0; i < Quiet; i++)
        {
            BenchCell.Expect(cell.Allocator.Suppress(cell.Frameworks[i], [], cell.Now));
        }
    }

    /// <summary>Revives them all and runs what is pending.</summary>
    /// <returns>How many runs that took.</returns>
    internal static long ReviveAll(BenchCell cell)
    {
        long before = cell.Allocator.Runs;
        for (int i = 0; i < Quiet; i++)
        {
            BenchCell.Expect(cell.Allocator.Revive(cell.Frameworks[i], [], cell.Now));
        }

        while (cell.Allocator.RunPending(cell.Now))
        {
        }

        return cell.Allocator.Runs - before;
    }
}
