using Offers.Simulation;
using Offers.Simulation.Traces;
using Xunit.Sdk;

namespace Offers.Simulator.Tests.Traces;

/// <summary>
/// Damaged input either reads or is refused with an <see cref="InputException"/>.
/// </summary>
public class TraceFuzzTests
{
    private const int Inputs = 20_000;
    private const int MostEdits = 4;

    private static readonly byte[] Tasks = TraceText.Bytes(
        TraceText.Header,
        "t1,j1,r1,0,0,10.5,1,0.5,1.25,0,9,end-1|class2",
        "\"t,2\",j1,\"r \"\"q\"\"\",3,,1e2,4,2,0,0.46,-1,",
        "t3,j2,r\u00e9,7,8,0,1,0,0,1,0,x");

    private static readonly byte[] Series = TraceText.Bytes(
        TraceText.SeriesHeader,
        "2020-05-01 00:00:00,64,59,0,208,162,3",
        "2020-05-01 00:01:00,64,60,0,208,162,3");

    private static readonly byte[] Swim = TraceText.Bytes(
        "job0\t49\t49\t740773\t2339561\t627471", "job1\t101\t52\t736346\t0\t432269");

    [Fact]
    public void Damaged_task_rows_read_or_are_refused() =>
        Fuzz(1, Tasks, bytes => Figures(TraceText.ReadTasks("f.csv", bytes)));

    [Fact]
    public void Damaged_gzip_files_read_or_are_refused() => Fuzz(
        2, TraceText.Gzip(Tasks), bytes => Figures(TraceText.ReadTasks("f.csv.gz", bytes)));

    [Fact]
    public void Damaged_series_read_or_are_refused() => Fuzz(3, Series, bytes =>
    {
        VirtualClusterSeries series = TraceText.ReadSeries("f.csv", bytes);
        SeriesInfo.PooledUtilization(series);
        SeriesInfo.Multiplexing(series);
    });

    [Fact]
    public void Damaged_swim_jobs_read_or_are_refused() => Fuzz(4, Swim, bytes =>
    {
        SwimTrace trace = TraceText.ReadSwim("f.tsv", bytes);
        SwimInfo.MapsPercentile(trace, 0.99);
        SwimInfo.Multiplexing([trace], 60);
    });

    private static void Figures(Trace trace)
    {
        TraceInfo.RolesWithJobs(trace, 1);
        TraceInfo.ResourceHours(trace, TraceResource.Cpus);
        TraceInfo.Multiplexing(trace, TraceResource.Cpus);
        SnapshotInfo.Owned(trace, task => task.Role);
    }

    private static void Fuzz(int series, byte[] valid, Action<byte[]> read)
    {
        read(valid);
        for (int i = 0; i < Inputs; i++)
        {
            int seed = (series * Inputs) + i;
            byte[] input = Damage(valid, new Random(seed));
            try
            {
                read(input);
            }
            catch (InputException e)
            {
                Assert.False(e.Message.Any(char.IsControl), $"seed {seed}: {e.Message}");
            }
            catch (Exception e) when (e is not XunitException)
            {
                Assert.Fail($"seed {seed}: {Convert.ToHexString(input)}\n{e}");
            }
        }
    }

    private static byte[] Damage(byte[] valid, Random random)
    {
        var bytes = new List<byte>(valid);
        for (int edits = random.Next(1, MostEdits + 1); edits > 0 && bytes.Count > 0; edits--)
        {
            int at = random.Next(bytes.Count);
            int length = Math.Min(random.Next(1, 20), bytes.Count - at);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 2:
                    bytes.Insert(at, (byte)"\",\n\r\t-0e9."[random.Next(10)]);
                    break;
                case 3:
                    bytes.RemoveRange(at, length);
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
            }
        }

        return [.. bytes];
    }
}
