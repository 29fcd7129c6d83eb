namespace Offers.Chaos;

/// <summary>
/// The network between the master and its peers: it delays, duplicates what may come twice, and
/// loses what is under way when a connection breaks.
/// </summary>
internal sealed class Net(World world)
{
    private long _connections;

    public Connection Open(Peer peer)
    {
        world.Counters.Add("network", "connections");
        return new Connection(++_connections, peer);
    }

    public void Up(Connection connection, ClusterCommand command)
    {
        (TimeSpan? copy, long at) = Plan(connection, connection.LastUp, IsRepeatable(command));
        connection.LastUp = Math.Max(connection.LastUp, at);
        void Arrive() => world.Master.Arrive(connection, command);
        Deliver(connection, new Timestamp(at), copy, Arrive);
    }

    public void Down(Connection connection, object message, bool isRepeatable)
    {
        (TimeSpan? copy, long at) = Plan(connection, connection.LastDown, isRepeatable);
        connection.LastDown = Math.Max(connection.LastDown, at);
        void Arrive() => connection.Peer.Arrive(connection, message);
        Deliver(connection, new Timestamp(at), copy, Arrive);
    }

    /// <summary>Both ends see soon that the connection is broken.</summary>
    public void Break(Connection connection, double peerSeconds = 2, double masterSeconds = 5)
    {
        if (connection.IsDead)
        {
            return;
        }
        world.Counters.Add("network", "connections broken");
        Kill(connection, peerSeconds, masterSeconds);
    }

    /// <summary>Nothing gets through, and for minutes nobody sees why.</summary>
    public void HalfOpen(Connection connection)
    {
        if (!connection.IsDead)
        {
            world.Counters.Add("network", "connections half open");
            Kill(connection, 180, 300);
        }
    }

    private void Kill(Connection connection, double peerSeconds, double masterSeconds)
    {
        connection.IsDead = true;
        Chance chance = connection.Peer.Chance;
        world.Time.In(chance.Upto(peerSeconds), () => connection.Peer.SeeEnd(connection));
        world.Time.In(chance.Upto(masterSeconds), () => world.Master.SeeEnd(connection));
    }

    private (TimeSpan? Copy, long At) Plan(Connection connection, long last, bool isRepeatable)
    {
        Chance chance = connection.Peer.Chance;
        long at = (world.Time.Now + world.Mix.Delay(chance)).Ticks;
        bool overtakes = world.Mix.ReorderPerMille > 0 && isRepeatable
            && chance.PerMille(world.Mix.ReorderPerMille);
        if (overtakes)
        {
            world.Counters.Add("network", at < last ? "overtakes" : "may be overtaken");
            at = at < last ? at : at + chance.Upto(world.Mix.LatencySeconds * 3).Ticks;
        }
        else if (at < last)
        {
            at = last;
        }
        bool isCopied = isRepeatable && world.Mix.DuplicatePerMille > 0
            && chance.PerMille(world.Mix.DuplicatePerMille);
        return (isCopied ? chance.Skewed(20) : null, at);
    }

    private void Deliver(Connection connection, Timestamp at, TimeSpan? copy, Action arrive)
    {
        world.Counters.Add("network", "messages");
        void ArriveIfAlive()
        {
            if (connection.IsDead)
            {
                world.Counters.Add("network", "messages lost");
                return;
            }
            arrive();
        }
        world.Time.At(at, ArriveIfAlive);
        if (copy is TimeSpan later)
        {
            world.Counters.Add("network", "messages duplicated");
            world.Time.At(at + later, ArriveIfAlive);
        }
    }

    /// <summary>
    /// Whether a message may come twice, or overtake others: those that carry what protects them. A
    /// subscription or registration means "this is what I am now", and an ACCEPT is answered by
    /// what became of its tasks, so that neither may be repeated by a network.
    /// </summary>
    private static bool IsRepeatable(ClusterCommand command) => command
        is not (AcceptOffers or Subscribe or RegisterAgent or ReregisterAgent or ChangeFramework
            or TearDown or ReportTotal or ReportRevocable or UnregisterAgent
            or SuppressOffers or ReviveOffers)
        && command is not ReportOperation { Total: not null };
}
