namespace Offers.Core.Tests.Behaviours;

/// <summary>
/// H-DRF (SoCC 2013) through the allocator: the two trees of its sections 3 and 4 with 60 agents of
/// a CPU and 60 of a GPU, of which every framework wants one kind only. Each offer is a task; later
/// one task at a time ends and its agent is offered again.
/// </summary>
public sealed class HierarchicalSorterTests
{
    private const int Each = 60;
    private const FrameworkCapabilities Gpus =
        FrameworkCapabilities.MultiRole | FrameworkCapabilities.GpuResources;

    private readonly List<(string Framework, string Agent, string Kind)> _tasks = [];

    /// <summary>n1 wants GPUs; of n2's children one CPUs and one GPUs.</summary>
    private static readonly (string, string)[] Starving =
        [("n1", "gpus"), ("n2/1", "cpus"), ("n2/2", "gpus")];

    /// <summary>Two that want CPUs, a group of both kinds, and one that wants GPUs.</summary>
    private static readonly (string, string)[] Blocking =
        [("n1", "cpus"), ("n2", "cpus"), ("n3/1", "cpus"), ("n3/2", "gpus"), ("n4", "gpus")];

    [Fact]
    public void The_plain_hierarchy_starves_a_member_once_tasks_turn_over()
    {
        Scene scene = Fill(SorterKind.Drf, Starving, "g");
        AssertTasks("n1:30 n2/1:60 n2/2:30");
        TurnOver(scene, 2_000);
        AssertTasks("n1:60 n2/1:60 n2/2:0");
    }

    [Theory]
    [InlineData("c g")]
    [InlineData("c c g g")]
    public void H_DRF_holds_the_parent_at_half(string pattern)
    {
        Scene scene = Fill(SorterKind.HierarchicalDrf, Starving, pattern);
        AssertTasks("n1:30 n2/1:60 n2/2:30");
        TurnOver(scene, 2_000);
        AssertTasks("n1:30 n2/1:60 n2/2:30");
    }

    /// <summary>
    /// With all GPUs before the first CPU one member of n2 has nothing until they are gone, and
    /// that is n2's measure: after a tie by name all go to n2. Later it comes back to half.
    /// </summary>
    [Fact]
    public void H_DRF_comes_back_to_half_from_anywhere()
    {
        Scene scene = Fill(SorterKind.HierarchicalDrf, Starving, "g");
        AssertTasks("n1:1 n2/1:60 n2/2:59");
        TurnOver(scene, 2_000);
        AssertTasks("n1:30 n2/1:60 n2/2:30");
    }

    /// <summary>
    /// While there are CPUs, three at a time for two GPUs, all five keep step; then CPUs are used
    /// up, do not count any more, and what GPUs are left is shared equally.
    /// </summary>
    [Fact]
    public void A_blocked_member_does_not_count()
    {
        Scene scene = Fill(SorterKind.HierarchicalDrf, Blocking, "c c c g g");
        AssertTasks("n1:20 n2:20 n3/1:20 n3/2:30 n4:30");
        TurnOver(scene, 2_000);
        AssertTasks("n1:20 n2:20 n3/1:20 n3/2:30 n4:30");
    }

    /// <summary>
    /// While CPUs are left the CPU member is not blocked, and a third of them is the measure of its
    /// group: the GPU member takes two thirds. What turns over later is shared equally.
    /// </summary>
    [Fact]
    public void A_member_that_is_not_blocked_counts()
    {
        Scene scene = Fill(SorterKind.HierarchicalDrf, Blocking, "g c");
        AssertTasks("n1:20 n2:20 n3/1:20 n3/2:40 n4:20");
        TurnOver(scene, 2_000);
        AssertTasks("n1:20 n2:20 n3/1:20 n3/2:30 n4:30");
    }

    /// <summary>
    /// The plain hierarchy gives equal parts of the GPUs too, but nothing of the CPUs to the group
    /// in the end: its GPUs count against it.
    /// </summary>
    [Fact]
    public void The_plain_hierarchy_starves_the_blocked_member()
    {
        Scene scene = Fill(SorterKind.Drf, Blocking, "c c c g g");
        TurnOver(scene, 2_000);
        AssertTasks("n1:30 n2:30 n3/1:0 n3/2:30 n4:30");
    }

    /// <summary>Adds agents in the order of the pattern until there are 60 of each kind.</summary>
    private Scene Fill(SorterKind kind, (string Role, string Wants)[] leaves, string pattern)
    {
        Scene scene = new(AllocatorOptions.Mesos with
        {
            MinimumOffers = [],
            RoleSorter = kind,
            FrameworkSorter = kind,
            VisitOrder = AgentVisitOrder.ByAddition,
        })
        {
            AutoSettle = false,
        };
        foreach ((string role, string wants) in leaves)
        {
            scene.Do(new AddFramework(role, Scene.Description(role, Gpus) with
            {
                Minimums = [new RoleMinimum(role, [scene.Amount($"{wants}:1")])],
            }));
        }

        List<string> kinds = [.. Enumerable.Repeat(pattern.Split(' '), Each).SelectMany(k => k)];
        string[] rest = [.. Enumerable.Repeat("c", Each), .. Enumerable.Repeat("g", Each)];
        Dictionary<string, int> added = new() { ["c"] = 0, ["g"] = 0 };
        foreach (string agent in kinds.Concat(rest))
        {
            if (added[agent] < Each)
            {
                string name = $"{agent}{added[agent]++}";
                scene.Agent(name, agent == "c" ? "cpus:1" : "gpus:1");
            }
        }

        AcceptAll(scene.Batch());
        Assert.Equal(2 * Each, _tasks.Count);
        return scene;
    }

    private void TurnOver(Scene scene, int times)
    {
        Random random = new(2_013);
        for (int i = 0; i < times; i++)
        {
            int ended = random.Next(_tasks.Count);
            (string framework, string agent, string kind) = _tasks[ended];
            _tasks.RemoveAt(ended);
            scene.End(framework, agent, $"{kind}:1");
            AcceptAll(scene.Tick());
        }
    }

    private void AcceptAll(Scene scene)
    {
        foreach (string offer in scene.TakeOffers())
        {
            string[] words = offer.Split(' ');
            scene.Accept(words[0], words[2], words[3]);
            _tasks.Add((words[0], words[2], words[3].Split(':')[0]));
        }
    }

    private void AssertTasks(string expected)
    {
        IEnumerable<string> found = expected.Split(' ').Select(part => part.Split(':')[0])
            .Select(name => $"{name}:{_tasks.Count(task => task.Framework == name)}");
        Assert.Equal(expected, string.Join(' ', found));
    }
}
