using BenchmarkDotNet.Attributes;

namespace Offers.Bench;

/// <summary>
/// Six thousand roles with a framework each on a thousand agents: adding them all. The books grow
/// with what there is, not with the product. The baseline keeps a name and two vectors of each.
/// </summary>
public class ManyRoles
{
    private const int Lanes = 8;

    [Params(6_000)]
    public int Roles { get; set; }

    [Params(1_000)]
    public int Agents { get; set; }

    [Benchmark(Baseline = true)]
    public object BareBooks() => Bare(Agents, Roles);

    [Benchmark]
    public BenchCell Build() => new(Agents, Roles, Roles);

    /// <summary>Bytes of a cell after its first cycle, its names included.</summary>
    internal static long BytesOfBooks(int agents, int roles) => BytesOf(() =>
    {
        BenchCell cell = new(agents, roles, roles);
        cell.Cycle();
        return cell;
    });

    /// <summary>Bytes of nothing but names and vectors.</summary>
    internal static long BytesOfBareBooks(int agents, int roles) =>
        BytesOf(() => Bare(agents, roles));

    private static object Bare(int agents, int roles)
    {
        object[] books = new object[agents + (2 * roles)];
        for (int i = 0; i < books.Length; i++)
        {
            books[i] = ($"name-{i:D6}", new long[2 * Lanes]);
        }

        return books;
    }

    private static long BytesOf(Func<object> build)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        object books = build();
        long after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(books);
        return after - before;
    }
}
