namespace Offers.Core.Tests.Snapshots;

/// <summary>The lines of a snapshot: what stands there, and what is said of a wrong one.</summary>
public sealed class SnapshotTextTests
{
    private static readonly string[] Lines =
    [
        """{"snapshot":"offers","version":1,"t":2.5,"filters_ended":1,"runs":3,"kinds":{"cpus":"cpu","gpus":"gpu"}}""",
        """{"row":"role","name":"a"}""",
        """{"row":"role","name":"a/b","weight":2,"grants":1,"limits":"cpus:8"}""",
        """{"row":"framework","name":"f","index":0,"generation":2,"multi_role":false}""",
        """{"row":"agent","name":"s","index":1,"generation":1,"resources":"cpus:4","dirty":true,"maintenance":{"start":9,"asked":["f"]}}""",
        """{"row":"subscription","framework":"f","role":"a/b","grants":1,"last_offer":2}""",
        """{"row":"offer","index":0,"generation":1,"framework":"f","role":"a/b","agent":"s","resources":"cpus:1","made_at":2,"run":2}""",
        """{"row":"holding","framework":"f","role":"a/b","agent":"s","resources":"cpus:2"}""",
        """{"row":"unclaimed","framework":"g","role":"a","agent":"s","resources":"cpus:0.5"}""",
        """{"row":"filter","framework":"f","role":"a/b","agent":"s","resources":"cpus:4","until":7.0000001}""",
        """{"row":"free_agents","ids":[[0,3]]}""",
        """{"snapshot":"end","rows":10}""",
    ];

    [Fact]
    public void A_snapshot_is_written_as_it_was_read_and_after_restoring()
    {
        AllocatorSnapshot snapshot = new SnapshotReader().Read(Lines);
        Assert.Equal(Lines, SnapshotText.Of(snapshot));
        Allocator restored = Allocator.Restore(
            new ResourceSchema(), AllocatorOptions.Default with { MinimumOffers = [] }, snapshot);
        Assert.Equal(Lines, SnapshotText.Of(restored.TakeSnapshot()));
        Assert.Empty(Invariants.Check(restored));
    }

    [Fact]
    public void A_snapshot_may_stand_among_other_lines()
    {
        List<string> all = ["{}", .. Lines, "{\"next\":1}"];
        using IEnumerator<string> lines = all.GetEnumerator();
        lines.MoveNext();
        SnapshotReader reader = new();
        AllocatorSnapshot snapshot = reader.Read(lines, linesBefore: 1);
        Assert.Equal(new SnapshotReader().Read(Lines), snapshot);
        Assert.Equal(Lines.Length + 1, reader.Line);
        Assert.True(lines.MoveNext());
        Assert.Equal("{\"next\":1}", lines.Current);
    }

    [Fact]
    public void The_digest_of_a_state_is_that_of_the_restored_one()
    {
        AllocatorSnapshot snapshot = new SnapshotReader().Read(Lines);
        ulong first = DigestOf(snapshot);
        Assert.Equal(first, DigestOf(snapshot));
        Assert.Equal(first, DigestOf(snapshot with { Time = new Timestamp(30_000_000) }));
        Assert.NotEqual(first, DigestOf(snapshot with { Runs = 4 }));
        Assert.NotEqual(first, DigestOf(snapshot with { Filters = [] }));
        Assert.NotEqual(first, DigestOf(snapshot with { Whitelist = [] }));
    }

    [Theory]
    [InlineData(0, "\"version\":1", "\"version\":2", "version: found the number 2, expected a version from 1 to 1")]
    [InlineData(0, "offers", "lunch", "snapshot: found 'lunch', expected {\"snapshot\":\"offers\"")]
    [InlineData(0, ",\"runs\":3", "", "runs: found nothing, expected a whole number from 0 on")]
    [InlineData(0, "\"t\":2.5", "\"t\":0.5", "filters_ended: found ")]
    [InlineData(2, "a/b", "x/y", "name: found 'x/y', expected 'x' in front of it")]
    [InlineData(2, "\"weight\":2", "\"weight\":0", "weight: found 0, expected thousandths")]
    [InlineData(3, "\"generation\":2", "\"generation\":0", "generation: found the number 0")]
    [InlineData(4, "\"resources\":\"cpus:4\"", "\"resources\":\"mem:4\"", "resources: found 'mem', expected kinds that the header names")]
    [InlineData(4, "\"dirty\":true", "\"dirty\":1", "dirty: found the number 1, expected true or false")]
    [InlineData(4, "[\"f\"]", "[\"g\"]", "maintenance.asked: found 'g', expected one that a row in front")]
    [InlineData(5, "\"last_offer\":2", "\"last_offer\":3", "last_offer: found ")]
    [InlineData(6, "\"run\":2", "\"run\":3", "run: found 3, expected from 0 to below runs")]
    [InlineData(6, "\"role\":\"a/b\"", "\"role\":\"a\"", "framework, role: found 'f', 'a', expected a subscription")]
    [InlineData(7, "cpus:2", "", "resources: found nothing, expected resources")]
    [InlineData(8, "\"g\"", "\"f\"", "framework: found 'f', expected one that has not come yet")]
    [InlineData(9, "7.0000001", "7.00000001", "until: found the number 7.00000001, expected seconds")]
    [InlineData(9, "\"until\"", "\"till\"", "until: found nothing, expected seconds")]
    [InlineData(10, "[[0,3]]", "[[1,3]]", "index: found 1 a second time, expected each index once")]
    [InlineData(10, "free_agents", "free_lunch", "row: found 'free_lunch', expected a sort of row")]
    [InlineData(11, "10", "9", "rows: found 9, expected 10, the number of rows in front")]
    public void A_wrong_line_is_named_with_its_field(
        int at, string old, string other, string message)
    {
        string[] lines = [.. Lines];
        Assert.Contains(old, lines[at], StringComparison.Ordinal);
        lines[at] = lines[at].Replace(old, other, StringComparison.Ordinal);
        FormatException wrong = Assert.Throws<FormatException>(() =>
            new SnapshotReader().Read(lines));
        Assert.StartsWith(
            $"snapshot line {at + 1}: {message}", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_too_few_is_seen_at_the_end()
    {
        string[] lines = [.. Lines.Where(l => !l.Contains("free_agents", StringComparison.Ordinal))];
        lines[^1] = lines[^1].Replace("10", "9", StringComparison.Ordinal);
        FormatException wrong = Assert.Throws<FormatException>(() =>
            new SnapshotReader().Read(lines));
        Assert.StartsWith(
            "snapshot line 11: index of agents: found 1 among 1 live and free ones",
            wrong.Message, StringComparison.Ordinal);
    }

    private static ulong DigestOf(AllocatorSnapshot snapshot) => StateDigest.Of(
        Allocator.Restore(new ResourceSchema(), AllocatorOptions.Default with { MinimumOffers = [] }, snapshot));
}
