using Offers.Core.Tests.Conventions;

namespace Offers.Core.Tests.Agents;

/// <summary>What agents keep, as lines of text.</summary>
public sealed class AgentRowTextTests
{
    private static readonly AgentRowWriter Writer = new(AgentScene.Schema);
    private static readonly AgentRowReader Reader = new(AgentScene.Schema);

    [Fact]
    public void Every_row_of_a_life_reads_back_to_the_same_value()
    {
        AgentScene scene = new AgentScene(FrameworkCapabilities.TaskKillingState).Register()
            .Run(AgentScene.Task("t") with { MaxCompletionTime = TimeSpan.FromSeconds(9) })
            .Hear(new KillReceived("f", "t", null) { Reason = TaskReason.AgentDraining });
        AgentTests.Group(scene, "g1", "g2");
        scene.Hear(new OperationReceived("f",
            new ReserveResources(AgentScene.Set("disk(r):5")) { Id = "o" }));
        scene.Hear(new DrainReceived(null)).AcknowledgeAll();
        scene.Do(new ProcessEnded("c1", "t", new ProcessEnd { Signal = 15 })).AcknowledgeAll();
        Assert.True(scene.Rows.Select(r => r.GetType()).Distinct().Count() == 6);
        Assert.All(scene.Rows, row => Assert.Equal(row, Reader.Read(Writer.Write(row))));
        Assert.Equal(
            [.. scene.Rows.Select(Writer.Write)],
            scene.Rows.Select(r => Writer.Write(Reader.Read(Writer.Write(r)))));
    }

    [Fact]
    public void The_lines_of_the_format_are_read_and_written_as_they_stand()
    {
        string[] lines = [.. File.ReadAllText(
            Path.Combine(Repository.Root, "docs", "cluster-format.md")).Split('\n')
            .Where(l => l.StartsWith("""{"kept":""", StringComparison.Ordinal))];
        Assert.Equal(7, lines.Length);
        Assert.All(lines, line => Assert.Equal(line, Writer.Write(Reader.Read(line))));
    }

    [Fact]
    public void A_container_of_which_nothing_more_was_written_goes_on()
    {
        AgentContainerRow row = Assert.IsType<AgentContainerRow>(
            Reader.Read("""{"kept":"container","name":"c1","framework":"f","role":"r"}"""));
        Assert.Equal(new AgentContainerRow("c1", "f", "r"), row);
        Assert.Equal((false, false, Timestamp.Never), (row.HadTask, row.IsEnding, row.DestroyAt));
    }

    [Theory]
    [InlineData("""{"kept":"tusk"}""", "kept: found 'tusk', expected self, framework")]
    [InlineData("""{"kept":"container","name":"c1"}""", "framework: found nothing")]
    [InlineData("""{"kept":"updates","framework":"f","task":"t","acknowledged":["x"]}""",
        "acknowledged[0]: found the text 'x', expected 32 hexadecimal digits")]
    [InlineData("""{"kept":"framework","id":"f","roles":["r"],"x":1}""", "x: found")]
    public void What_is_wrong_in_a_row_is_said(string line, string expected) =>
        Assert.StartsWith(expected,
            Assert.Throws<FormatException>(() => Reader.Read(line)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Whatever_is_damaged_in_a_row_it_reads_or_says_why()
    {
        AgentScene scene = new AgentScene().Register().Run(AgentScene.Task("t"));
        Random random = new(20261130);
        foreach (string line in scene.Rows.Select(Writer.Write))
        {
            for (int i = 0; i < 300; i++)
            {
                char[] damaged = line.ToCharArray();
                damaged[random.Next(damaged.Length)] = (char)random.Next(1, 0x100);
                try
                {
                    Assert.NotNull(Reader.Read(new string(damaged)));
                }
                catch (FormatException e)
                {
                    Assert.NotEmpty(e.Message);
                }
            }
        }
    }
}
