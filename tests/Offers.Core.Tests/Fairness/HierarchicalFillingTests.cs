using FsCheck;
using FsCheck.Fluent;

namespace Offers.Core.Tests.Fairness;

/// <summary>Reference: H-DRF (SoCC 2013), the two trees of its sections 3 and 4.</summary>
public sealed class HierarchicalFillingTests
{
    private static readonly ResourceSchema Schema = ResourceSchema.CreateStandard();
    private static readonly ResourceVector Cell = Of("cpus:600;gpus:600");
    private static readonly ResourceVector Cpu = Of("cpus:1");
    private static readonly ResourceVector Gpu = Of("gpus:1");

    /// <summary>Leaves in order: n1 (GPU), n2,1 (CPU), n2,2 (GPU).</summary>
    private static readonly HierarchyNode Starving = Group(
        "n",
        Leaf("n1", Gpu),
        Group("n2", Leaf("n2,1", Cpu), Leaf("n2,2", Gpu)));

    /// <summary>Leaves in order: n1, n2, n3,1 (CPU each), n3,2, n4 (GPU each).</summary>
    private static readonly HierarchyNode Blocking = Group(
        "n",
        Leaf("n1", Cpu),
        Leaf("n2", Cpu),
        Group("n3", Leaf("n3,1", Cpu), Leaf("n3,2", Gpu)),
        Leaf("n4", Gpu));

    [Fact]
    public void The_plain_hierarchy_starves_a_member_once_tasks_turn_over()
    {
        IReadOnlyList<long> once = Fill(Starving, HierarchyRule.Sum);
        Assert.InRange(once[0], 300, 306);
        Assert.Equal([600, 600], [once[0] + once[2], once[1]]);
        Assert.Equal([600, 600, 0], Churned(Starving, HierarchyRule.Sum, 400));
    }

    [Theory]
    [InlineData(HierarchyRule.LeastMember)]
    [InlineData(HierarchyRule.LeastUnblockedMember)]
    public void Rescaling_to_the_least_member_holds_the_parent_at_half(HierarchyRule rule)
    {
        Assert.Equal([300, 600, 300], Fill(Starving, rule));
        Assert.Equal([300, 600, 300], Churned(Starving, rule, 400));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(60)]
    [InlineData(600)]
    public void A_blocked_member_that_counts_draws_two_thirds_to_its_sibling(int size)
    {
        // All stand at one third when the CPUs are used up, and the tie gives one task to n4.
        long third = size / 3;
        Assert.Equal(
            [third, third, third, (2 * third) - 1, third + 1],
            HierarchicalFilling.Fill(
                Of($"cpus:{size};gpus:{size}"), Blocking, HierarchyRule.LeastMember).Tasks);
        Assert.Equal(
            [200, 200, 200, 399, 201], Churned(Blocking, HierarchyRule.LeastMember, 400));
    }

    [Fact]
    public void A_blocked_member_that_does_not_count_leaves_equal_parts()
    {
        Assert.Equal(
            [200, 200, 200, 300, 300], Fill(Blocking, HierarchyRule.LeastUnblockedMember));
        Assert.Equal(
            [200, 200, 200, 300, 300], Churned(Blocking, HierarchyRule.LeastUnblockedMember, 400));
    }

    [Fact]
    public void The_plain_hierarchy_gives_equal_parts_too_but_starves_the_blocked_member_later()
    {
        Assert.Equal([200, 200, 200, 300, 300], Fill(Blocking, HierarchyRule.Sum));
        Assert.Equal([300, 300, 0, 300, 300], Churned(Blocking, HierarchyRule.Sum, 400));
    }

    [Fact]
    public void Weights_hold_at_every_level()
    {
        HierarchyNode tree = Group(
            "n",
            HierarchyNode.Group("a", 2 * Weight.One, Leaf("x", Cpu), Leaf("y", Cpu, 3)),
            Leaf("b", Cpu));
        foreach (HierarchyRule rule in Enum.GetValues<HierarchyRule>())
        {
            Assert.Equal([100, 300, 200], Fill(tree, rule));
        }
    }

    [Fact]
    public void What_a_group_cannot_use_goes_to_its_siblings()
    {
        HierarchyNode tree = Group(
            "n",
            Group("a", HierarchyNode.Leaf(new Claim("x", Cpu, MostTasks: 50)), Leaf("y", Cpu)),
            Group("b", HierarchyNode.Leaf(new Claim("z", Cpu, MostTasks: 10))));
        Assert.Equal([50, 540, 10], Fill(tree, HierarchyRule.LeastUnblockedMember));
    }

    [Theory]
    [InlineData(HierarchyRule.LeastMember)]
    [InlineData(HierarchyRule.LeastUnblockedMember)]
    public void A_member_that_never_has_a_task_is_no_measure(HierarchyRule rule)
    {
        HierarchyNode tree = Group(
            "n",
            Group("a", HierarchyNode.Leaf(new Claim("x", Cpu, MostTasks: 0)), Leaf("y", Cpu)),
            Leaf("b", Cpu));
        Assert.Equal([0, 300, 300], Fill(tree, rule));
    }

    [Fact]
    public void Without_a_hierarchy_it_is_progressive_filling() =>
        PropertyRunner.ForAll(Claims().ToArbitrary(), 100, 5, claims =>
        {
            ResourceVector cell = Of("cpus:17;mem:23;gpus:11");
            IndivisibleFilling flat = ProgressiveFilling.Indivisible(cell, claims);
            foreach (HierarchyRule rule in Enum.GetValues<HierarchyRule>())
            {
                IndivisibleFilling found = HierarchicalFilling.Fill(
                    cell, Group("n", [.. claims.Select(c => HierarchyNode.Leaf(c))]), rule);
                Assert.Equal(flat.Tasks, found.Tasks);
                Assert.Equal(flat.Order, found.Order);
                Assert.Equal(flat.Used, found.Used);
            }
        });

    [Fact]
    public void Filling_leaves_no_room_for_any_task() =>
        PropertyRunner.ForAll(Claims().Two().ToArbitrary(), 100, 5, pair =>
        {
            (Claim[] left, Claim[] right) = (pair.Item1, pair.Item2);
            ResourceVector cell = Of("cpus:17;mem:23;gpus:11");
            HierarchyNode tree = Group(
                "n",
                Group("a", [.. left.Select(c => HierarchyNode.Leaf(c))]),
                Group("b", [.. right.Select(c => HierarchyNode.Leaf(c))]));
            Claim[] all = [.. left, .. right];
            IndivisibleFilling found = HierarchicalFilling.Fill(cell, tree);
            Assert.True(found.Used.Fits(cell));
            Assert.All(all, claim => Assert.False((found.Used + claim.Demand).Fits(cell)));
            Assert.Equal(found.Tasks.Sum(), found.Order.Count);
        });

    [Fact]
    public void Tasks_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Refill([1]));
        Assert.Throws<ArgumentException>(() => Refill([1, -1, 1]));
        Assert.Throws<ArgumentException>(() => Refill([601, 0, 0]));
        Assert.Throws<ArgumentException>(() => HierarchyNode.Group("g", Weight.One));
        Assert.Throws<ArgumentException>(() => HierarchyNode.Leaf(new Claim("x", default)));

        static void Refill(long[] tasks) => HierarchicalFilling.Fill(Cell, Starving, tasks: tasks);
    }

    /// <summary>Again and again one task of each leaf ends and the cell is filled.</summary>
    private static IReadOnlyList<long> Churned(HierarchyNode tree, HierarchyRule rule, int rounds)
    {
        IReadOnlyList<long> tasks = Fill(tree, rule);
        for (int round = 0; round < rounds; round++)
        {
            long[] left = [.. tasks.Select(count => Math.Max(0, count - 1))];
            tasks = HierarchicalFilling.Fill(Cell, tree, rule, left).Tasks;
        }

        return tasks;
    }

    private static IReadOnlyList<long> Fill(HierarchyNode tree, HierarchyRule rule) =>
        HierarchicalFilling.Fill(Cell, tree, rule).Tasks;

    private static Gen<Claim[]> Claims()
    {
        Gen<Claim> one =
            from cpus in Gen.Choose(0, 4)
            from mem in Gen.Choose(0, 4)
            from gpus in Gen.Choose(0, 4)
            from weight in Gen.Choose(1, 3)
            where cpus + mem + gpus > 0
            select new Claim(
                "", Of($"cpus:{cpus};mem:{mem};gpus:{gpus}"), weight * Weight.One);
        return one.NonEmptyListOf().Select(list =>
            list.Take(5).Select((claim, i) => claim with { Name = $"c{i}" }).ToArray());
    }

    private static HierarchyNode Group(string name, params HierarchyNode[] members) =>
        HierarchyNode.Group(name, Weight.One, members);

    private static HierarchyNode Leaf(string name, ResourceVector demand, long weight = 1) =>
        HierarchyNode.Leaf(new Claim(name, demand, weight * Weight.One));

    private static ResourceVector Of(string text) => ResourceText.Parse(text, Schema);
}
