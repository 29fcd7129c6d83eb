using Offers.Core.Tests.Conventions;

namespace Offers.Core.Tests.Masters;

/// <summary>
/// Every event in every state: the tables under Transitions say what comes of it, and were read
/// against the semantics line by line. OFFERS_REWRITE=1 writes them anew; commit a change only if
/// you understand what caused it.
/// </summary>
public sealed class TransitionTableTests
{
    public static TheoryData<string> Subjects => [.. TransitionTable.Subjects];

    [Theory]
    [MemberData(nameof(Subjects))]
    public void Every_event_in_every_state_has_the_outcome_that_the_table_says(string subject)
    {
        string file = Path.Combine(Repository.Root, "tests", "Offers.Core.Tests", "Masters",
            "Transitions", subject + ".txt");
        string table = TransitionTable.Of(subject);
        if (Environment.GetEnvironmentVariable("OFFERS_REWRITE") is "1")
        {
            File.WriteAllText(file, table);
        }

        Assert.DoesNotContain("BROKEN", table, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), table);
    }

    [Fact]
    public void Every_command_is_an_event_of_the_tables()
    {
        IEnumerable<string> commands = typeof(ClusterCommand).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(ClusterCommand)) && !type.IsAbstract)
            .Select(type => type.Name);
        IEnumerable<string> events = TransitionEvents.All
            .Select(row => row.Make(new TransitionScene()).GetType().Name).Distinct();
        Assert.Equal(commands.Order(StringComparer.Ordinal), events.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_state_of_a_task_is_a_column()
    {
        string[] columns = [.. TransitionStates.Of("Tasks").Select(column => column.Name)];
        foreach (TaskState state in Enum.GetValues<TaskState>())
        {
            // UNKNOWN is an answer, not a state: what nobody knows is the column "unknown".
            Assert.Contains(columns, name =>
                name.Contains(state.ToString(), StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void Every_state_of_a_lost_agent_is_a_column()
    {
        string[] columns = [.. TransitionStates.Of("Agents").Select(column => column.Name)];
        foreach (LostAgentState state in Enum.GetValues<LostAgentState>())
        {
            Assert.Contains(columns, name =>
                string.Equals(name, state.ToString(), StringComparison.OrdinalIgnoreCase));
        }
    }
}
