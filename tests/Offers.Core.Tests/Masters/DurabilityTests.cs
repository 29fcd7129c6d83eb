using System.Globalization;
using System.Text;
using Offers.Core.Tests.Conventions;

namespace Offers.Core.Tests.Masters;

/// <summary>
/// How durable each command has to be before its messages are sent, read off the transition
/// tables: one line for each event. OFFERS_REWRITE=1 writes it anew.
/// </summary>
public sealed class DurabilityTests
{
    private static readonly string Folder = Path.Combine(
        Repository.Root, "tests", "Offers.Core.Tests", "Masters", "Transitions");

    [Fact]
    public void Each_event_is_as_durable_as_the_table_says()
    {
        StringBuilder text = new("Durability\n==========\n\n");
        Dictionary<string, SortedSet<Durability>> found = Read();
        foreach ((string name, _) in TransitionEvents.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {string.Join(", ", found[name])}\n");
        }

        string file = Path.Combine(Folder, "Durability.txt");
        if (Environment.GetEnvironmentVariable("OFFERS_REWRITE") is "1")
        {
            File.WriteAllText(file, text.ToString());
        }

        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), text.ToString());
    }

    private static Dictionary<string, SortedSet<Durability>> Read()
    {
        Dictionary<string, SortedSet<Durability>> found = new(StringComparer.Ordinal);
        foreach (string subject in TransitionTable.Subjects)
        {
            string name = "";
            foreach (string line in File.ReadLines(Path.Combine(Folder, subject + ".txt")))
            {
                if (!line.StartsWith(' '))
                {
                    name = line;
                }
                else if (!line.StartsWith("   ", StringComparison.Ordinal))
                {
                    string last = line[(line.LastIndexOf(' ') + 1)..];
                    found.TryAdd(name, []);
                    found[name].Add(Enum.TryParse(last, out Durability durability)
                        ? durability
                        : Durability.None);
                }
            }
        }

        return found;
    }

    [Fact]
    public void What_can_be_said_again_need_not_be_synced_and_the_rest_must()
    {
        Dictionary<string, SortedSet<Durability>> found = Read();
        string[] synced =
        [
            "SUBSCRIBE on another connection, by force", "TEARDOWN", "ACCEPT with LAUNCH of t9",
            "KILL t1 on a1", "a1 registers", "a1 is back with nothing", "a1 unregisters",
            "UPDATE_QUOTA of another role", "weights change", "DRAIN_AGENT", "MARK_AGENT_GONE",
            "the master restarts", "a1 is expected", "maintenance of a1 starts",
        ];
        Assert.All(synced, name => Assert.Contains(Durability.Synced, found[name]));
        string[] lazy =
        [
            "DECLINE", "SUPPRESS", "REVIVE", "t1 is RUNNING", "t1 is KILLED", "a1 answers a ping",
            "e1 exits", "a1 has revocable resources", "the offer is rescinded",
        ];
        Assert.All(lazy, name => Assert.Equal(Durability.Lazy, found[name].Max));
        string[] nothing =
        [
            "RECONCILE t1 on a1", "RECONCILE all", "RECONCILE_OPERATIONS o1", "REQUEST",
            "the master restarts with its old number",
        ];
        Assert.All(nothing, name => Assert.Equal([Durability.None], found[name]));
    }
}
