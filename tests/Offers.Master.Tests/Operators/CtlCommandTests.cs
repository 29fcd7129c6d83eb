using Offers.Masters.Operators;
using Offers.Simulation;

namespace Offers.Masters.Tests.Operators;

public sealed class CtlCommandTests
{
    [Theory]
    [InlineData("drain a\"1", "{\"op\":\"drain_agent\",\"agent\":\"a\\u00221\"}")]
    [InlineData("deactivate a1",
        "{\"op\":\"set_agent_offering\",\"agent\":\"a1\",\"offered\":false}")]
    [InlineData("reactivate a1",
        "{\"op\":\"set_agent_offering\",\"agent\":\"a1\",\"offered\":true}")]
    [InlineData("gone a1", "{\"op\":\"mark_agent_gone\",\"agent\":\"a1\"}")]
    [InlineData("teardown f1", "{\"op\":\"tear_down\",\"framework\":\"f1\"}")]
    public void Verbs_are_commands_that_the_master_takes(string words, string body)
    {
        (HttpMethod method, string path, string? sent) = CtlCommand.RequestOf(words.Split(' '));
        Assert.Equal((HttpMethod.Post, "/command", body), (method, path, sent));
        ClusterCommand read = OperatorCommands.Read(sent!, ResourceSchema.CreateStandard());
        Assert.True(read is not TearDown end || end.IsByOperator);
    }

    [Theory]
    [InlineData("state", "/state")]
    [InlineData("metrics", "/metrics")]
    [InlineData("explain a&b", "/explain?framework=a%26b")]
    public void Questions_are_addresses(string words, string expected)
    {
        (HttpMethod method, string path, string? body) = CtlCommand.RequestOf(words.Split(' '));
        Assert.Equal((HttpMethod.Get, expected, null), (method, path, body));
    }

    [Theory]
    [InlineData("")]
    [InlineData("drain")]
    [InlineData("state now")]
    [InlineData("restart")]
    public void Others_are_refused_with_those_that_are_known(string words)
    {
        InputException bad = Assert.Throws<InputException>(
            () => CtlCommand.RequestOf(words.Split(' ')));
        Assert.Contains("drain AGENT", bad.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_command_that_is_named_can_be_read()
    {
        string page = RepositoryFile.Read("docs", "cluster-format.md");
        ResourceSchema schema = ResourceSchema.CreateStandard();
        foreach (string name in OperatorCommands.Known)
        {
            string example = page.Split('\n').First(line => line.StartsWith(
                $$"""{"op":"{{name}}",""", StringComparison.Ordinal));
            Assert.NotNull(OperatorCommands.Read(example, schema));
        }
    }
}
