namespace Offers.Chaos;

// Crashes of the master, and how it comes back.
internal sealed partial class MasterHost
{
    /// <summary>The next command is kept, and the crash comes before its messages go out.</summary>
    public void CrashUnsent() => _crashesUnsent = true;

    /// <summary>No more crashes.</summary>
    public void Heal() => _crashesUnsent = false;

    public void Crash(bool losesJournal, bool isMachine)
    {
        if (!IsUp)
        {
            return;
        }
        IsUp = false;
        _wakeAt = Timestamp.Never;
        _world.Counters.Add("crash", losesJournal ? "master without journal" : "master");
        foreach (Connection connection in _open.Values.OrderBy(c => c.Number))
        {
            connection.IsDead = true;
            connection.IsClosedAtMaster = true;
            TimeSpan seen = connection.Peer.Chance.Upto(isMachine ? 100 : 2);
            _world.Time.In(seen, () => connection.Peer.SeeEnd(connection));
        }
        _open.Clear();
        _agents.Clear();
        _frameworks.Clear();
        _world.Time.In(_chance.Skewed(60) + TimeSpan.FromMilliseconds(1), () =>
        {
            if (losesJournal)
            {
                StartWithNothing();
            }
            else
            {
                StartFromJournal();
            }
        });
    }

    private void StartFromJournal()
    {
        ulong before = Checks.Digest(_cluster);
        int lost = _chance.Half() ? _chance.Below(_journal.Count - _synced + 1) : 0;
        _journal.RemoveRange(_journal.Count - lost, lost);
        _world.Counters.Add("crash", lost > 0 ? "journals cut" : "journals whole");
        _world.Counters.Add("crash", "journal entries lost", lost);
        _cluster = Replay(usesSnapshot: _chance.Half());
        ChaosFailure.Require(lost > 0 || before == Checks.Digest(_cluster), "replay",
            "the journal gives another state than the one it was written in");
        IsUp = true;
        Monitor.Restarted(losesJournal: false, lost);
        _incarnation++;
        Execute(new RestartMaster(_incarnation), null);
        _synced = _journal.Count;
    }

    private void StartWithNothing()
    {
        _journal.Clear();
        _synced = 0;
        (_snapshot, _snapshotAt) = (null, 0);
        _incarnation++;
        _options = _options with { Incarnation = _incarnation };
        _cluster = new Cluster(_world.Schema, _options);
        IsUp = true;
        Monitor.Restarted(losesJournal: true, 0);
        string[] expected = _chance.Half() ? Monitor.AdmittedAgents() : [];
        Execute(new ExpectAgents([.. expected]), null);
    }

    /// <summary>
    /// A cluster that has gone through the journal, or through what follows the last snapshot.
    /// </summary>
    public Cluster Replay(bool usesSnapshot = false)
    {
        bool isRestored = usesSnapshot && _snapshot is not null;
        Cluster cluster = isRestored
            ? Cluster.Restore(_world.Schema, _options, _snapshot!)
            : new Cluster(_world.Schema, _options);
        _world.Counters.Add("crash", isRestored ? "from snapshot" : "from journal alone");
        ClusterCommandWriter writer = new(_world.Schema);
        ClusterCommandReader reader = new(_world.Schema);
        foreach (JournalEntry entry in _journal.Skip(isRestored ? _snapshotAt : 0))
        {
            // As from a file: what is read is what was written.
            _ = cluster.Apply(reader.Read(writer.Write(entry.Command)), entry.At);
        }
        _world.Counters.Add("commands", "replayed", _journal.Count);
        return cluster;
    }
}
