namespace Offers.Chaos;

/// <summary>Somebody who talks to the master over one connection at a time.</summary>
internal abstract class Peer(World world, string name)
{
    private bool _isConnecting;

    public string Name { get; } = name;

    public World World { get; } = world;

    public Chance Chance { get; } = new(world.Options.Seed, name);

    /// <summary>The connection as the peer sees it.</summary>
    public Connection? Current { get; private set; }

    /// <summary>Until then nothing gets through.</summary>
    public Timestamp CutUntil { get; set; }

    /// <summary>Whether it wants to talk to a master.</summary>
    public abstract bool WantsConnection { get; }

    public bool IsCut => World.Time.Now < CutUntil;

    /// <summary>A message from the master arrives.</summary>
    public void Arrive(Connection connection, object message)
    {
        if (ReferenceEquals(connection, Current))
        {
            Receive(message);
        }
    }

    /// <summary>The peer sees that a connection is over.</summary>
    public void SeeEnd(Connection connection)
    {
        connection.IsDead = true;
        if (ReferenceEquals(connection, Current))
        {
            Current = null;
            OnBroken();
            ConnectSoon();
        }
    }

    /// <summary>
    /// The peer ends its connection, or its machine does, and the master sees it; what was sent
    /// before arrives.
    /// </summary>
    public void HangUp(double masterSeconds)
    {
        if (Current is Connection connection)
        {
            Current = null;
            Timestamp last = new(Math.Max(connection.LastUp, World.Time.Now.Ticks) + 1);
            World.Time.At(last, () => connection.IsDead = true);
            World.Time.At(last + Chance.Upto(masterSeconds),
                () => World.Master.SeeEnd(connection));
        }
    }

    public void ConnectSoon()
    {
        if (!_isConnecting && Current is null && WantsConnection)
        {
            _isConnecting = true;
            World.Time.In(Chance.Upto(World.IsQuiet ? 1 : 5), Connect);
        }
    }

    protected abstract void OnConnected(long connection);

    protected abstract void OnBroken();

    protected abstract void Receive(object message);

    protected void Send(IReadOnlyList<ClusterCommand> commands)
    {
        foreach (ClusterCommand command in commands)
        {
            if (Current is Connection connection)
            {
                World.Net.Up(connection, command);
            }
        }
    }

    private void Connect()
    {
        _isConnecting = false;
        if (Current is not null || !WantsConnection)
        {
            return;
        }
        if (IsCut || !World.Master.IsUp)
        {
            ConnectSoon();
            return;
        }
        Current = World.Net.Open(this);
        World.Master.Accept(Current);
        OnConnected(Current.Number);
    }
}
