using System.IO.Compression;
using System.Text;
using Offers.Simulation.Traces;

namespace Offers.Simulator.Tests.Traces;

/// <summary>Small traces as text, and readers that need no file.</summary>
internal static class TraceText
{
    internal const string Header =
        "task_id,job_id,role,submit_s,start_s,duration_s,count,cpus,mem_gb,gpus,priority,extra";

    internal const string MachineHeader = "id,cpus,mem_gb,gpus,attr";

    internal const string SeriesHeader =
        "time,a_total,a_running,a_pending,b_total,b_running,b_pending";

    internal static Trace Tasks(params string[] rows) =>
        ReadTasks("t.csv", Bytes([Header, .. rows]));

    internal static Trace ReadTasks(string name, byte[] bytes) =>
        TraceReader.ReadTasks(TraceFile.FromBytes(name, bytes), machinesPath: null);

    internal static VirtualClusterSeries ReadSeries(string name, byte[] bytes) =>
        TraceReader.ReadSeries(TraceFile.FromBytes(name, bytes));

    internal static SwimTrace ReadSwim(string name, byte[] bytes) =>
        TraceReader.ReadSwim(TraceFile.FromBytes(name, bytes));

    internal static byte[] Bytes(params string[] lines) =>
        Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");

    internal static byte[] Gzip(byte[] text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(text);
        }

        return bytes.ToArray();
    }
}
