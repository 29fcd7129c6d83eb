using FsCheck;
using FsCheck.Fluent;

namespace Offers.Core.Tests.Behaviours;

/// <summary>
/// Section 19, item 8: sums that hold after every step of any history, added up here from what the
/// allocator says of single frameworks and agents. Its own numbered invariants are checked as well.
/// </summary>
public sealed class BooksAfterEveryStepTests
{
    private const int Agents = 5;

    private static readonly string[] Roles = ["a", "a/b", "a/b/c", "a/d", "e"];

    private static readonly string[] Totals =
        ["cpus:4;mem:64", "cpus:8;mem:512", "cpus:2;cpus(a/b):2;mem:128", "cpus(e):3;mem:256"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Books_add_up_after_every_step(bool isHierarchical) => PropertyRunner.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), 25, 100, seed =>
        {
            Random random = new(seed);
            Scene scene = new(
                isHierarchical ? AllocatorOptions.Default : AllocatorOptions.Mesos)
            {
                AutoSettle = false,
            };
            foreach (string role in Roles)
            {
                scene.Framework($"{role}-1", role).Framework($"{role}-2", role);
            }

            for (int step = 0; step < 40; step++)
            {
                ResourceVector[] before = [.. Roles.Select(r => Excess(scene, r))];
                bool isRun = Step(scene, random, isHierarchical);
                AssertAgents(scene);
                AssertRoles(scene);
                if (isRun && isHierarchical)
                {
                    Assert.Equal(before, Roles.Select(r => Excess(scene, r)));
                }
            }
        });

    /// <summary>One command, or a batch: then true.</summary>
    private static bool Step(Scene scene, Random random, bool isHierarchical)
    {
        string agent = $"s{random.Next(Agents)}";
        string framework = $"{Roles[random.Next(Roles.Length)]}-{random.Next(1, 3)}";
        ResourceSet total = scene.Set(Totals[random.Next(Totals.Length)]);
        bool isThere = scene.Allocator.TryFindAgent(agent, out _);
        switch (random.Next(9))
        {
            case 0 or 1 when !isThere:
                scene.Do(new AddAgent(agent, total));
                return false;
            case 1 when isThere:
                scene.Do(random.Next(3) == 0
                    ? new RemoveAgent(agent)
                    : new UpdateAgent(agent) { Resources = total });
                return false;
            case 2 when isThere:
                Answer(scene, framework, agent, random);
                return false;
            case 3 when isThere:
                scene.Try(new Recover(framework, agent) { IsAllocated = true });
                return false;
            case 4:
                SetQuota(scene, random, isHierarchical);
                return false;
            case 5:
                scene.SetWeight(Roles[random.Next(Roles.Length)], random.Next(1, 4));
                return false;
            case 6:
                scene.Do(random.Next(2) == 0
                    ? new Suppress(framework, [])
                    : new Revive(framework, []));
                return false;
            default:
                scene.Tick();
                return true;
        }
    }

    private static void Answer(Scene scene, string framework, string agent, Random random)
    {
        string role = framework[..^2];
        ResourceSet offered = scene.Allocator.OfferedTo(
            scene.FrameworkId(framework), scene.Allocator.Role(role), scene.AgentId(agent));
        if (!offered.IsEmpty && random.Next(2) == 0)
        {
            scene.Accept(framework, agent, offered.ToString().Split(';')[0]);
        }
        else if (!offered.IsEmpty)
        {
            scene.Decline(framework, agent, random.Next(5));
        }
    }

    private static void SetQuota(Scene scene, Random random, bool isHierarchical)
    {
        string[] roles = isHierarchical ? Roles : ["a", "e"];
        string role = roles[random.Next(roles.Length)];
        int limit = random.Next(1, 9);
        scene.Quota(role, $"cpus:{random.Next(limit)}", random.Next(3) == 0 ? "" : $"cpus:{limit}");
    }

    /// <summary>Offered, allocated and free make up the total, unless too much is out.</summary>
    private static void AssertAgents(Scene scene)
    {
        ResourceVector cell = default;
        for (int i = 0; i < Agents; i++)
        {
            if (!scene.Allocator.TryFindAgent($"s{i}", out AgentId agent))
            {
                continue;
            }

            ResourceSet total = scene.Allocator.TotalSetOf(agent);
            ResourceSet held = ResourceSet.Empty;
            foreach ((FrameworkId framework, RoleId role) in Clients(scene))
            {
                held += scene.Allocator.OfferedTo(framework, role, agent)
                    + scene.Allocator.AllocatedSetTo(framework, role, agent);
            }

            Assert.Equal(total - held, scene.Allocator.FreeSetOn(agent));
            cell += total.Quantities;
        }

        Assert.Equal(cell, scene.Allocator.CellTotal);
    }

    /// <summary>A role holds what its own frameworks hold, and what its sub-roles hold.</summary>
    private static void AssertRoles(Scene scene)
    {
        foreach (string name in Roles)
        {
            ResourceVector sum = default;
            foreach (string below in Roles.Where(r => RoleName.IsAncestorOrSelf(name, r)))
            {
                sum += HeldByFrameworks(scene, below);
            }

            Assert.Equal(sum, scene.Allocator.HeldBy(scene.Allocator.Role(name)));
        }
    }

    private static ResourceVector HeldByFrameworks(Scene scene, string role)
    {
        ResourceVector sum = default;
        for (int i = 0; i < Agents; i++)
        {
            if (scene.Allocator.TryFindAgent($"s{i}", out AgentId agent))
            {
                RoleId id = scene.Allocator.Role(role);
                foreach (FrameworkId framework in scene.Allocator.FrameworksIn(id))
                {
                    sum += scene.Allocator.OfferedTo(framework, id, agent).Quantities;
                    sum += scene.Allocator.AllocatedSetTo(framework, id, agent).Quantities;
                }
            }
        }

        return sum;
    }

    /// <summary>
    /// What a role consumes beyond its limit, because the limit came later or of reservations: no
    /// run may add to it.
    /// </summary>
    private static ResourceVector Excess(Scene scene, string role)
    {
        Allocator allocator = scene.Allocator;
        RoleId id = allocator.Role(role);
        ResourceKind cpus = scene.Kind("cpus");
        long limit = allocator.LimitsOf(id)[cpus] ?? ResourceVector.MaxAmount;
        long consumed = allocator.ConsumedBy(id)[cpus];
        return ResourceVector.Of(cpus, Math.Max(0, consumed - limit));
    }

    private static IEnumerable<(FrameworkId, RoleId)> Clients(Scene scene)
    {
        foreach (string role in Roles)
        {
            RoleId id = scene.Allocator.Role(role);
            foreach (FrameworkId framework in scene.Allocator.FrameworksIn(id))
            {
                yield return (framework, id);
            }
        }
    }
}
