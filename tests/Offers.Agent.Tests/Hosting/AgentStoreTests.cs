using System.Text;
using Offers.Agents.Hosting;
using Offers.Agents.Sandboxes;
using Offers.Agents.Tests.Sandboxes;

namespace Offers.Agents.Tests.Hosting;

/// <summary>The rows of an agent on disk.</summary>
public sealed class AgentStoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ResourceSchema _schema = ResourceSchema.CreateStandard();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_last_row_of_each_key_counts_unless_it_is_gone()
    {
        using (AgentStore store = AgentStore.Open(_directory.Path, _schema, []))
        {
            store.Append([Row("c1", "a"), Row("c2", "a")]);
            store.Append([Row("c1", "b")]);
            store.Append([Row("c2", "a") with { IsGone = true }, Row("c3", "c")]);
            store.Sync();
        }

        Assert.Equal([Row("c1", "b"), Row("c3", "c")], Read());
    }

    [Fact]
    public void Rows_of_one_command_may_be_many()
    {
        AgentContainerRow[] rows =
            [.. Enumerable.Range(0, 40).Select(i => Row($"c{i}", new string('r', 1 << 20)))];
        using (AgentStore store = AgentStore.Open(_directory.Path, _schema, []))
        {
            store.Append(rows);
            store.Append([Row("c0", "a")]);
            store.Sync();
        }

        Assert.Equal([.. rows[1..], Row("c0", "a")], Read());
    }

    [Fact]
    public void A_log_of_which_most_counts_no_more_becomes_short_and_says_the_same()
    {
        string role = new('r', 1_000);
        using (AgentStore store = AgentStore.Open(_directory.Path, _schema, []))
        {
            store.Append([Row("c0", "kept")]);
            for (int i = 0; i < 3_000; i++)
            {
                store.Append([Row("c1", $"{role}{i}")]);
                store.Sync();
                Assert.InRange(store.Length, 0, (1 << 20) + 2_000);
            }
        }

        Assert.Equal([Row("c0", "kept"), Row("c1", $"{role}2999")], Read());
    }

    [Theory]
    [InlineData("{}", "expected {\"format\"")]
    [InlineData("{\"format\":\"offers-agent-rows\",\"version\":1}\n{\"kept\":\"x\"}", "row 2: ")]
    public void What_is_none_of_ours_is_refused_with_its_place(string record, string message)
    {
        using (AppendLog log = AppendLog.Open(_directory.At("rows.log"), static _ => { }))
        {
            log.Append(Encoding.UTF8.GetBytes(record));
        }

        InvalidDataException bad = Assert.Throws<InvalidDataException>(() => Read());
        Assert.StartsWith(_directory.At("rows.log"), bad.Message, StringComparison.Ordinal);
        Assert.Contains(message, bad.Message, StringComparison.Ordinal);
    }

    private static AgentContainerRow Row(string name, string role) => new(name, "f", role);

    private List<AgentRow> Read()
    {
        List<AgentRow> rows = [];
        using AgentStore store = AgentStore.Open(_directory.Path, _schema, rows);
        return rows;
    }
}
