namespace Offers.Core.Tests.Fairness;

/// <summary>The list of roles that a stage of a run may still give something.</summary>
public sealed class RoleShortlistTests
{
    private const int Steps = 300;

    [Fact]
    public void The_listed_come_in_the_order_of_the_tree_whatever_is_given()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            Random random = new(seed);
            RoleTree tree = Tree(random, out List<int> roles);
            HashSet<int> listed = [.. roles.Where(_ => random.Next(4) > 0)];
            RoleShortlist list = new(tree);
            list.Begin();
            foreach (int role in InOrder(tree, listed))
            {
                list.Append(role);
            }

            for (int step = 0; step < Steps; step++)
            {
                Give(tree, list, roles[random.Next(roles.Count)], random);
                if (random.Next(8) == 0)
                {
                    DropOne(list, listed, random);
                }

                Assert.Equal(InOrder(tree, listed), Listed(list));
            }
        }
    }

    /// <summary>
    /// Upstream's benchmark of quota at a tenth: three quarters of the cell go out at once, the
    /// rest to nobody, and no run comes to a role once for each agent.
    /// </summary>
    [Fact]
    public void Who_may_have_nothing_more_is_passed_over_once()
    {
        const int Roles = 300;
        Cell cell = new() { AutoSettle = false };
        for (int i = 0; i < Roles; i++)
        {
            string owed = i % 6 == 0 ? "cpus:4;mem:4096" : "cpus:1;mem:1024";
            string role = $"r{i:D3}";
            ResourceVector guarantee = cell.Amount(owed);
            ResourceLimits limits = ResourceLimits.None;
            foreach (string kind in (string[])["cpus", "mem"])
            {
                ResourceKind limited = cell.Schema.Add(kind, "");
                limits = limits.With(limited, guarantee[limited]);
            }

            Assert.Equal(
                AllocatorStatus.Ok,
                cell.Allocator.SetQuota(cell.Role(role), guarantee, limits, cell.Now));
            cell.AddFramework($"f{i:D3}", role).AddAgent($"s{i:D3}", "cpus:2;mem:2048");
        }

        Allocator allocator = cell.Allocator;
        allocator.RunPending(cell.Now);
        long first = allocator.RolesLookedAt;
        double held = Enumerable.Range(0, Roles)
            .Sum(i => allocator.ShareOf(cell.Role($"r{i:D3}")).Value);
        Assert.Equal(0.75, held, 12);
        Assert.Equal(0, allocator.RunBatch(cell.Now));
        Assert.InRange(first, Roles, 8 * Roles);
        Assert.InRange(allocator.RolesLookedAt - first, Roles, 4 * Roles);
    }

    /// <summary>Roles three deep at most, each with a client that is active.</summary>
    private static RoleTree Tree(Random random, out List<int> roles)
    {
        ShareBook clients = new(1);
        RoleTree tree = new(1, clients);
        roles = [];
        for (int i = 0; i < 40; i++)
        {
            string name = $"a{random.Next(6)}";
            for (int depth = random.Next(3); depth > 0; depth--)
            {
                name += $"/b{random.Next(4)}";
            }

            int role = tree.Add(name);
            clients.Reset(i, Weight.One);
            tree.AddClient(role);
            tree[role].Clients.Insert(i);
            tree.Place(role);
            roles.Add(role);
        }

        roles = [.. roles.Distinct()];
        long[] total = [100_000, 400_000, 0, 0, 0, 0, 0, 0];
        tree.Book.SetTotal(total);
        clients.SetTotal(total);
        tree.RestoreRanks();
        tree.Rebuild();
        return tree;
    }

    private static void Give(RoleTree tree, RoleShortlist list, int role, Random random)
    {
        long[] amounts = [random.Next(3) * 1_000, random.Next(3) * 4_000, 0, 0, 0, 0, 0, 0];
        tree.Grant(role, amounts, 1);
        list.Moved(role);
    }

    private static void DropOne(RoleShortlist list, HashSet<int> listed, Random random)
    {
        int nth = listed.Count == 0 ? -1 : random.Next(listed.Count);
        list.Start();
        for (int role = list.Next(); role >= 0; role = list.Next(), nth--)
        {
            if (nth == 0)
            {
                list.Drop();
                listed.Remove(role);
            }
        }
    }

    private static List<int> InOrder(RoleTree tree, HashSet<int> listed)
    {
        RoleWalk walk = new(tree);
        walk.Start();
        List<int> roles = [];
        for (int role = walk.Next(); role >= 0; role = walk.Next())
        {
            if (listed.Contains(role))
            {
                roles.Add(role);
            }
        }

        return roles;
    }

    private static List<int> Listed(RoleShortlist list)
    {
        List<int> roles = [];
        list.Start();
        for (int role = list.Next(); role >= 0; role = list.Next())
        {
            roles.Add(role);
        }

        return roles;
    }
}
