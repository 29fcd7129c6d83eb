namespace Offers.Core.Tests.Snapshots;

/// <summary>Snapshots as lines.</summary>
internal static class SnapshotText
{
    public static List<string> Of(AllocatorSnapshot snapshot)
    {
        List<string> lines = [];
        SnapshotWriter.Write(snapshot, lines.Add);
        return lines;
    }
}
