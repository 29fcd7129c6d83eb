using Offers.Agents.Hosting;
using Offers.Agents.Sandboxes;
using Offers.Agents.Tests.Sandboxes;
using Offers.Wire;

namespace Offers.Agents.Tests.Hosting;

/// <summary>When a sandbox ended, over several lives of the agent; it may be a week old.</summary>
public sealed class DiskCareTests : IDisposable
{
    private static readonly SandboxKey Key = new("f", "e", "c");
    private static readonly DateTime LongAgo = DateTime.UtcNow.AddDays(-30);
    private readonly TemporaryDirectory _work = new();
    private readonly SandboxLayout _layout;

    public DiskCareTests() => _layout = new SandboxLayout(_work.Path);

    public void Dispose() => _work.Dispose();

    [Fact]
    public void A_sandbox_ends_when_the_agent_saw_it_and_not_when_it_was_last_changed()
    {
        string path = _layout.Create(Key, user: null);
        Life().Ended(path);
        Assert.True(SandboxLayout.EndedAt(path) > DateTimeOffset.UtcNow.AddMinutes(-1));

        // It ran for a month and changed nothing, or its user says so.
        Directory.SetLastWriteTimeUtc(path, LongAgo);
        DiskCare next = Life();
        next.Begin([]);
        Assert.Empty(next.Collect(usage: 0));

        File.SetLastWriteTimeUtc(SandboxLayout.MarkOf(path), LongAgo);
        Directory.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(30));
        next = Life();
        next.Begin([]);
        Assert.Equal([path], next.Collect(usage: 0));
        Assert.Empty(Directory.GetFileSystemEntries(_layout.Root));
    }

    [Fact]
    public void Without_a_mark_a_sandbox_ends_now_and_has_a_mark_then()
    {
        string path = _layout.Create(Key, user: null);
        Directory.SetLastWriteTimeUtc(path, LongAgo);
        DiskCare life = Life();
        life.Begin([]);
        Assert.Empty(life.Collect(usage: 0));
        Assert.True(SandboxLayout.EndedAt(path) > DateTimeOffset.UtcNow.AddMinutes(-1));

        DateTime marked = DateTime.UtcNow.AddDays(-3);
        File.SetLastWriteTimeUtc(SandboxLayout.MarkOf(path), marked);
        Life().Begin([]);
        Assert.Equal(marked, SandboxLayout.EndedAt(path)!.Value.UtcDateTime);
    }

    [Fact]
    public void The_sandbox_of_a_container_that_lives_is_not_touched()
    {
        string path = _layout.Create(Key, user: null);
        DiskCare life = Life();
        life.Begin(["c"]);
        Assert.Null(SandboxLayout.EndedAt(path));
        _layout.MarkEnded(path, new DateTimeOffset(LongAgo));
        life = Life();
        life.Begin(["c"]);
        Assert.Empty(life.Collect(usage: 1));
        Assert.True(Directory.Exists(path));
    }

    [Fact]
    public void A_mark_that_cannot_be_written_stops_nothing()
    {
        string path = _layout.Create(Key, user: null);
        Directory.CreateDirectory(SandboxLayout.MarkOf(path));
        DiskCare life = Life();
        life.Ended(path);
        life.Begin([]);
        Assert.Empty(life.Collect(usage: 0));
        Assert.Contains(path, life.Collect(usage: 1));
    }

    [Fact]
    public void A_sandbox_that_was_never_made_has_no_mark()
    {
        string other = _layout.Create(Key, user: null);
        string path = _layout.PathOf(Key with { Container = "d" });
        Life().Ended(path);
        Life().Ended(_layout.PathOf(Key with { Executor = "never" }));
        Assert.False(File.Exists(SandboxLayout.MarkOf(path)));
        Assert.True(Directory.Exists(other));
    }

    [Fact]
    public void Marks_go_with_their_sandboxes_and_what_is_above_with_the_last()
    {
        string first = _layout.Create(Key, user: null);
        string second = _layout.Create(Key with { Container = "d" }, user: null);
        _layout.MarkEnded(first, new DateTimeOffset(LongAgo));
        _layout.MarkEnded(second, DateTimeOffset.UtcNow);
        DiskCare life = Life();
        life.Begin([]);
        Assert.Equal([first], life.Collect(usage: 0));
        Assert.False(File.Exists(SandboxLayout.MarkOf(first)));
        Assert.True(File.Exists(SandboxLayout.MarkOf(second)));

        // A life that was killed between the two has left a mark without a sandbox.
        Directory.Delete(second);
        life = Life();
        life.Begin([]);
        Assert.Equal([second], life.Collect(usage: 1));
        Assert.Empty(Directory.GetFileSystemEntries(_layout.Root));
    }

    [Fact]
    public void A_container_with_the_name_of_a_mark_is_none()
    {
        string path = _layout.Create(Key, user: null);
        string clash = _layout.Create(Key with { Container = "c.ended" }, user: null);
        DiskCare life = Life();
        life.Ended(path);
        Assert.NotNull(SandboxLayout.EndedAt(path));
        Assert.Equal([path], life.Collect(usage: 1));
        Assert.True(Directory.Exists(clash));
    }

    /// <summary>An agent that starts anew.</summary>
    private DiskCare Life() => new(
        new AgentSettings
        {
            Master = WireEndpoint.Parse($"unix:{_work.Path}/master.sock"),
            WorkDirectory = _work.Path,
            SandboxHeadroom = 0,
        },
        _layout);
}
