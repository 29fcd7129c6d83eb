using System.Text;
using Offers.Masters.Store;

namespace Offers.Masters.Tests.Store;

public sealed class MasterStoreTests : IDisposable
{
    private readonly TemporaryDirectory _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void What_was_written_is_there_after_a_restart_and_in_a_new_generation()
    {
        Written();
        using MasterStore store = Open(_home.Path);
        Recovery recovery = store.Recover(new ClusterOptions());
        Assert.True(recovery.IsRestart);
        Assert.Equal(History.Commands.Length, recovery.Entries);
        Assert.Equal(History.TimeOf(History.Commands.Length - 1), recovery.Last);
        Assert.Equal(
            History.DigestAfter(History.Commands.Length), recovery.Cluster.ComputeDigest());
        Assert.Equal(2, store.Generation);
        Assert.Equal(
            ["journal-2", "lock", "snapshot-2"],
            Directory.GetFiles(_home.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Another_master_is_spoken_of_only_when_there_is_one()
    {
        using (MasterStore first = Open(_home.Path))
        {
            IOException taken = Assert.Throws<IOException>(() => Open(_home.Path));
            Assert.EndsWith(
                "another master has this directory", taken.Message, StringComparison.Ordinal);
        }

        File.Delete(_home["lock"]);
        File.CreateSymbolicLink(_home["lock"], _home["nowhere/lock"]);
        IOException bad = Assert.ThrowsAny<IOException>(() => Open(_home.Path));
        Assert.DoesNotContain("another master", bad.Message, StringComparison.Ordinal);
        Assert.Contains(_home["lock"], bad.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_lock_is_its_owners_alone_even_one_that_was_not()
    {
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Open(_home.Path).Dispose();
        Assert.Equal(Owner, File.GetUnixFileMode(_home["lock"]));
        File.SetUnixFileMode(_home["lock"], Owner | UnixFileMode.OtherRead);
        Open(_home.Path).Dispose();
        Assert.Equal(Owner, File.GetUnixFileMode(_home["lock"]));
    }

    [Fact]
    public void A_tail_torn_at_any_byte_is_cut_and_all_whole_lines_are_kept()
    {
        byte[] journal = Written();
        int header = Array.IndexOf(journal, (byte)'\n') + 1;
        ulong[] digests = [.. Enumerable.Range(0, History.Commands.Length + 1)
            .Select(History.DigestAfter)];
        for (int length = header; length <= journal.Length; length++)
        {
            int whole = journal.AsSpan(header, length - header).Count((byte)'\n');
            using TemporaryDirectory home = new();
            File.WriteAllBytes(home["journal-1"], journal[..length]);
            using MasterStore store = Open(home.Path);
            Recovery recovery = store.Recover(new ClusterOptions());
            Assert.Equal(whole, recovery.Entries);
            Assert.Equal(digests[whole], recovery.Cluster.ComputeDigest());
        }
    }

    [Fact]
    public void Zeros_behind_the_last_line_are_a_torn_tail()
    {
        byte[] journal = Written();
        File.WriteAllBytes(_home["journal-1"], [.. journal, .. new byte[5000]]);
        using MasterStore store = Open(_home.Path);
        Recovery recovery = store.Recover(new ClusterOptions());
        Assert.Equal(History.Commands.Length, recovery.Entries);
        Assert.Equal(5000, recovery.TornBytes);
    }

    [Fact]
    public void A_byte_that_changed_is_refused_with_file_and_line()
    {
        byte[] journal = Written();
        for (int at = 0; at < journal.Length - 1; at++)
        {
            byte[] spoilt = [.. journal];
            spoilt[at] ^= 4;
            int line = journal.AsSpan(0, at).Count((byte)'\n') + 1;
            using TemporaryDirectory home = new();
            File.WriteAllBytes(home["journal-1"], spoilt);
            using MasterStore store = Open(home.Path);
            InvalidDataException bad = Assert.Throws<InvalidDataException>(
                () => store.Recover(new ClusterOptions()));
            Assert.StartsWith($"{home["journal-1"]}:{line}: ", bad.Message, StringComparison.Ordinal);
            Assert.Equal(spoilt, File.ReadAllBytes(home["journal-1"]));
        }
    }

    [Fact]
    public void A_disk_that_is_full_at_any_byte_loses_nothing_that_was_synced()
    {
        for (int room = 0; room < 600; room++)
        {
            using TemporaryDirectory home = new();
            BadDisk disk = new();
            int synced = 0;
            using (MasterStore full = MasterStore.Open(home.Path, new StoreOptions(), disk))
            {
                full.Recover(new ClusterOptions());
                disk.BytesLeft = room;
                IOException bad = Assert.Throws<IOException>(() =>
                {
                    for (; synced < History.Commands.Length; synced++)
                    {
                        full.Add(History.Commands[synced], History.TimeOf(synced));
                        full.Sync();
                    }
                });
                Assert.Contains("No space left", bad.Message, StringComparison.Ordinal);
                Assert.Throws<IOException>(full.Sync);
            }

            using MasterStore store = Open(home.Path);
            Recovery recovery = store.Recover(new ClusterOptions());
            Assert.Equal(synced, recovery.Entries);
            Assert.Equal(History.DigestAfter(synced), recovery.Cluster.ComputeDigest());
        }
    }

    [Fact]
    public void A_new_generation_that_fails_at_any_step_leaves_the_old_one_or_is_there()
    {
        ulong digest = History.DigestAfter(History.Commands.Length);
        int steps = StepsOfRoll(int.MaxValue, out _);
        Assert.InRange(steps, 8, 100);
        for (int step = 1; step <= steps; step++)
        {
            StepsOfRoll(step, out ulong found);
            Assert.Equal(digest, found);
        }
    }

    [Fact]
    public void A_snapshot_that_is_spoilt_cut_or_missing_is_refused_with_its_name()
    {
        Written();
        Open(_home.Path).UseToRecover();
        byte[] snapshot = File.ReadAllBytes(_home["snapshot-2"]);
        byte[] spoilt = [.. snapshot];
        spoilt[snapshot.Length / 2] ^= 1;
        foreach (byte[]? bytes in new[] { spoilt, snapshot[..^1], snapshot[..10], null })
        {
            File.Delete(_home["snapshot-2"]);
            if (bytes is not null)
            {
                File.WriteAllBytes(_home["snapshot-2"], bytes);
            }

            using MasterStore store = Open(_home.Path);
            InvalidDataException bad = Assert.Throws<InvalidDataException>(
                () => store.Recover(new ClusterOptions()));
            Assert.StartsWith(_home["snapshot-2"], bad.Message, StringComparison.Ordinal);
        }

        File.WriteAllBytes(_home["snapshot-2"], snapshot);
        Open(_home.Path).UseToRecover();
    }

    [Fact]
    public void A_directory_has_one_master_at_a_time()
    {
        using (MasterStore first = Open(_home.Path))
        {
            IOException bad = Assert.Throws<IOException>(() => Open(_home.Path));
            Assert.Contains("another master", bad.Message, StringComparison.Ordinal);
            Assert.Equal(0, first.Generation);
        }

        Open(_home.Path).Dispose();
    }

    [Fact]
    public void Options_may_change_from_one_life_to_the_next()
    {
        Written();
        ClusterOptions wanted = new() { MaxMissedPings = 17 };
        using (MasterStore store = Open(_home.Path))
        {
            Cluster changed = store.Recover(wanted).Cluster;
            Assert.Equal(17, changed.Options.MaxMissedPings);
        }

        Assert.Contains("\"max_missed_pings\":17",
            File.ReadAllLines(_home["journal-2"], Encoding.UTF8)[0], StringComparison.Ordinal);
        using MasterStore again = Open(_home.Path);
        Assert.Equal(
            History.DigestAfter(History.Commands.Length),
            again.Recover(wanted).Cluster.ComputeDigest());
    }

    [Fact]
    public void It_is_time_for_a_snapshot_after_so_many_lines_or_bytes()
    {
        using MasterStore store = MasterStore.Open(
            _home.Path, new StoreOptions(JournalLines: 3), new BadDisk());
        Cluster cluster = store.Recover(new ClusterOptions()).Cluster;
        for (int i = 0; i < 3; i++)
        {
            Assert.False(store.WantsRoll);
            cluster.Apply(History.Commands[i], History.TimeOf(i));
            store.Add(History.Commands[i], History.TimeOf(i));
        }

        Assert.True(store.WantsRoll);
        store.Roll(cluster);
        Assert.False(store.WantsRoll);
        Assert.Equal(2, store.Generation);
    }

    private static MasterStore Open(string path) =>
        MasterStore.Open(path, new StoreOptions(), new BadDisk());

    /// <summary>Rolls with a disk that fails at a step; the digest after a restart.</summary>
    private static int StepsOfRoll(int failsAt, out ulong found)
    {
        using TemporaryDirectory home = new();
        BadDisk disk = new();
        int before;
        using (MasterStore store = MasterStore.Open(home.Path, new StoreOptions(), disk))
        {
            Cluster cluster = store.Recover(new ClusterOptions()).Cluster;
            for (int i = 0; i < History.Commands.Length; i++)
            {
                cluster.Apply(History.Commands[i], History.TimeOf(i));
                store.Add(History.Commands[i], History.TimeOf(i));
            }

            store.Sync();
            before = disk.Operations;
            disk.FailsAt = failsAt == int.MaxValue ? failsAt : before + failsAt;
            if (failsAt == int.MaxValue)
            {
                store.Roll(cluster);
            }
            else
            {
                Assert.Throws<IOException>(() => store.Roll(cluster));
            }
        }

        using MasterStore next = Open(home.Path);
        found = next.Recover(new ClusterOptions()).Cluster.ComputeDigest();
        return disk.Operations - before;
    }

    /// <summary>A first life that carried out the history; the bytes of its journal.</summary>
    private byte[] Written()
    {
        using (MasterStore store = Open(_home.Path))
        {
            Recovery recovery = store.Recover(new ClusterOptions());
            Assert.False(recovery.IsRestart);
            for (int i = 0; i < History.Commands.Length; i++)
            {
                store.Add(History.Commands[i], History.TimeOf(i));
            }

            store.Sync();
        }

        return File.ReadAllBytes(_home["journal-1"]);
    }
}
