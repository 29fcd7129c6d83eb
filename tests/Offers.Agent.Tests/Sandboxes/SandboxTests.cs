using Offers.Agents.Processes;
using Offers.Agents.Sandboxes;
using Offers.Agents.Tests.Processes;

namespace Offers.Agents.Tests.Sandboxes;

public sealed class SandboxTests
{
    private static readonly SandboxKey Key = new("f/1", "e..", "c");

    [Fact]
    public void A_sandbox_is_its_owners_alone_and_latest_leads_to_the_newest()
    {
        using var work = new TemporaryDirectory();
        var layout = new SandboxLayout(work.Path);
        string first = layout.Create(Key, user: null);
        string second = layout.Create(Key with { Container = "d" }, user: null);
        Assert.Equal(first, layout.Create(Key, user: null));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(second));
        Assert.Equal("c", new FileInfo(layout.LatestOf(Key)).LinkTarget);
        layout.Create(Key with { Container = "d" }, user: null);
        Assert.Equal("d", new FileInfo(layout.LatestOf(Key)).LinkTarget);
        Assert.True(Directory.Exists(layout.CreateTask(Key, "../t", user: null)));
    }

    [Fact]
    public void A_link_in_the_place_of_a_sandbox_is_refused()
    {
        using var work = new TemporaryDirectory();
        var layout = new SandboxLayout(work.Path);
        string path = layout.Create(Key, user: null);
        File.CreateSymbolicLink(Path.Combine(path, "tasks"), "/");
        Assert.Throws<IOException>(() => layout.CreateTask(Key, "t", user: null));
    }

    [SkippableFact]
    public async Task A_task_of_another_user_writes_its_own_sandbox_and_no_other()
    {
        Real.Require(Native.geteuid() == 0, "only root can change the user");
        await using var fixture = new SupervisorFixture();
        var layout = new SandboxLayout(fixture.Work);
        string mine = layout.Create(Key, "nobody");
        string other = layout.Create(Key with { Executor = "other" }, "daemon");
        CommandSpec spec = CommandSpec.From(
            new CommandLine($"echo a >own; echo b >{other}/not; ls {other}; ls ../../..; exit 4"),
            mine,
            "nobody") with
        {
            Environment = ["PATH=/bin:/usr/bin"],
        };
        Assert.Equal(2, (await fixture.RunAsync("t", spec with
        {
            Program = "/bin/ls",
            Arguments = [other],
        })).Code);
        Assert.Equal(4, (await fixture.RunAsync("u", spec)).Code);
        Assert.True(File.Exists(Path.Combine(mine, "own")));
        Assert.Empty(Directory.GetFileSystemEntries(other));
        Assert.Empty(await File.ReadAllTextAsync(Path.Combine(mine, "stdout")));
    }

    [Theory]
    [InlineData(0.0, 90)]
    [InlineData(0.4, 50)]
    [InlineData(0.9, 0)]
    [InlineData(1.0, 0)]
    public void Sandboxes_may_grow_old_by_how_full_the_disk_is(double usage, int percent)
    {
        TimeSpan bound = SandboxAge.Bound(TimeSpan.FromSeconds(100), 0.1, usage);
        Assert.Equal(percent, bound.TotalSeconds, 3);
    }

    [Fact]
    public void What_is_too_old_is_deleted_and_nothing_that_its_links_lead_to()
    {
        using var work = new TemporaryDirectory();
        string precious = work.At("precious");
        File.WriteAllText(precious, "kept");
        Directory.CreateDirectory(work.At("outside"));
        File.WriteAllText(work.At("outside", "file"), "kept");
        var layout = new SandboxLayout(work.Path);
        string old = layout.Create(Key, user: null);
        string young = layout.Create(Key with { Executor = "young" }, user: null);
        File.CreateSymbolicLink(Path.Combine(old, "a"), precious);
        File.CreateSymbolicLink(Path.Combine(old, "b"), work.At("outside"));
        var collector = new SandboxCollector(
            layout, new SandboxCollectorOptions(), TimeProvider.System);
        collector.Schedule(old, DateTimeOffset.UtcNow.AddDays(-4));
        collector.Schedule(young, DateTimeOffset.UtcNow.AddDays(-3));
        Assert.Empty(collector.Collect(usage: 0));
        Assert.Equal([old], collector.Collect(usage: 0.4));
        Assert.Equal(1, collector.Count);
        Assert.True(Directory.Exists(young));
        Assert.False(Directory.Exists(Path.GetDirectoryName(old)));
        Assert.Equal("kept", File.ReadAllText(precious));
        Assert.True(File.Exists(work.At("outside", "file")));
        Assert.InRange(collector.Usage(), 0, 1);
    }

    [Fact]
    public void Only_what_is_below_the_root_is_collected()
    {
        using var work = new TemporaryDirectory();
        var layout = new SandboxLayout(work.Path);
        var collector = new SandboxCollector(
            layout, new SandboxCollectorOptions(), TimeProvider.System);
        foreach (string path in (string[])[layout.Root, layout.Root + "/../x", "/", work.Path])
        {
            Assert.Throws<ArgumentException>(() => collector.Schedule(path, default));
        }

        layout.Create(Key, user: null);
        string framework = Path.Combine(layout.Root, SafeName.Encode(Key.Framework));
        Directory.Move(framework, work.At("moved"));
        File.CreateSymbolicLink(framework, work.At("moved"));
        collector.Schedule(layout.PathOf(Key), default);
        Assert.Empty(collector.Collect(1));
        Assert.True(Directory.Exists(layout.PathOf(Key)));
    }
}
