namespace Offers.Chaos;

// Only the end of the present connection disconnects anybody.
internal sealed partial class Monitor
{
    private long _connectionBefore;

    private void NoteConnection(ClusterCommand command) => _connectionBefore = Present(command);

    private void CheckConnection(ClusterCommand command)
    {
        long? ended = command switch
        {
            DisconnectAgent end => end.Connection,
            DisconnectFramework end => end.Connection,
            _ => null,
        };
        long left = _connectionBefore == ended ? 0 : _connectionBefore;
        Require(ended is null || Present(command) == left, "old connection",
            $"{command} found connection {_connectionBefore} and left {Present(command)}");
    }

    /// <summary>The connection of whom a disconnection is about.</summary>
    private long Present(ClusterCommand command) => command switch
    {
        DisconnectAgent end => master.Cluster.FindAgent(end.Agent)?.Connection ?? 0,
        DisconnectFramework end => master.Cluster.FindFramework(end.Framework)?.Connection ?? 0,
        _ => 0,
    };
}
