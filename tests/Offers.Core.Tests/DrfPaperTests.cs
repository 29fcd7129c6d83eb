namespace Offers.Core.Tests;

/// <summary>
/// Sentences of Ghodsi et al., Dominant Resource Fairness, NSDI 2011, each as a test of the allocator.
/// </summary>
public sealed class DrfPaperTests
{
    // The first tie is settled by name, so that the user that the paper's table begins with comes first.
    private const string B = "cpu-heavy B";
    private const string A = "memory-heavy A";

    // Reference: section 4.1, Table 1: "<9 CPU, 18 GB>", tasks <1 CPU, 4 GB> of A and <3 CPUs, 1 GB> of
    // B: B A A B A, and both end at a dominant share of 2/3.
    [Fact]
    public void Users_A_and_B_end_with_three_and_two_tasks_at_two_thirds_each()
    {
        Cell cell = PaperCell();
        List<string> order = [];
        while (LaunchNext(cell) is { } user)
        {
            order.Add(user);
        }

        Assert.Equal([B, A, A, B, A], order);
        DominantShare a = cell.Allocator.ShareOf(cell.Framework(A), cell.Role("users"));
        DominantShare b = cell.Allocator.ShareOf(cell.Framework(B), cell.Role("users"));
        Assert.Equal((12_000L, 18_000L), (a.Amount, a.Total));
        Assert.Equal((6_000L, 9_000L), (b.Amount, b.Total));
        Assert.Equal(0, a.CompareTo(b));
    }

    // Reference: section 4.1: "user A runs tasks with demand vector <1 CPU, 4 GB> ... the dominant
    // resource of user A is memory", of B CPU.
    [Fact]
    public void The_dominant_resource_is_the_one_with_the_largest_share()
    {
        Cell cell = PaperCell();
        cell.Allocator.Schema.TryFind("cpus", out ResourceKind cpus);
        cell.Allocator.Schema.TryFind("mem", out ResourceKind mem);
        ResourceVector total = cell.Amount("cpus:9;mem:18");
        Assert.Equal(mem, cell.Amount("cpus:1;mem:4").DominantShare(total).Kind);
        Assert.Equal(cpus, cell.Amount("cpus:3;mem:1").DominantShare(total).Kind);
    }

    // Reference: section 4.3, weighted DRF: the share of a user is divided by its weight.
    [Fact]
    public void With_twice_the_weight_a_role_holds_twice_the_share()
    {
        Cell cell = new();
        cell.SetWeight("heavy", 2);
        cell.AddFramework("one", "light").AddFramework("two", "heavy");
        for (int i = 0; i < 9; i++)
        {
            cell.AddAgent($"s{i}", "cpus:1;mem:100");
        }

        cell.ReturnAll().TakeOffers();
        string[] offers = cell.Tick().TakeOffers();
        Assert.Equal(9, offers.Length);
        Assert.Equal(6, offers.Count(o => o.StartsWith("two", StringComparison.Ordinal)));
    }

    private static Cell PaperCell()
    {
        Cell cell = new();
        cell.AddFramework(A, "users").AddFramework(B, "users");
        return cell.AddAgent("cell", "cpus:9;mem:18");
    }

    /// <summary>One batch; who is offered runs one task and gives the rest back.</summary>
    private static string? LaunchNext(Cell cell)
    {
        string[] offers = cell.TakeOffers();
        if (offers.Length == 0)
        {
            return null;
        }

        string user = offers[0].StartsWith(A, StringComparison.Ordinal) ? A : B;
        string task = user == A ? "cpus:1;mem:4" : "cpus:3;mem:1";
        cell.Accept(user, "cell", task).Tick();
        return user;
    }
}
