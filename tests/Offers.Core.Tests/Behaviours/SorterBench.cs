namespace Offers.Core.Tests.Behaviours;

/// <summary>
/// A sorter as the behaviours page speaks to it: clients with holdings, a pool, an order. The
/// clients are roles with one framework each or, in one role, frameworks; the pool is an agent.
/// What a client is given joins the pool as in use already, and the pool's total is set back: one grant,
/// no run. The order is asked of the books, and of a run in a second cell that is told the same:
/// who is offered the pool, who when that one is suppressed, and so on.
/// </summary>
internal sealed class SorterBench(bool inOneRole = false, SorterKind kind = SorterKind.Drf)
{
    private const string Pool = "pool";
    private const string OneRole = "all";

    private readonly List<Offers.Command> _commands = [];
    private readonly Scene _scene = NewScene(kind);
    private string _total = "";

    internal Scene Scene => _scene;

    internal SorterBench Total(string pool)
    {
        _total = pool;
        Offers.Command tell = _scene.Allocator.AgentCount == 0
            ? new AddAgent(Pool, _scene.Set(pool))
            : new UpdateAgent(Pool) { Resources = _scene.Set(pool) };
        return Tell(tell);
    }

    internal SorterBench Add(params string[] clients)
    {
        foreach (string client in clients)
        {
            Tell(new AddFramework(client, Scene.Description(
                RoleOf(client), FrameworkCapabilities.MultiRole
                    | FrameworkCapabilities.RevocableResources
                    | FrameworkCapabilities.SharedResources)));
        }

        return this;
    }

    /// <summary>Gives a client, who is added if need be, something of the pool.</summary>
    internal SorterBench Give(string client, string resources)
    {
        if (!_scene.Allocator.TryFindFramework(client, out _))
        {
            Add(client);
        }

        ResourceSet given = _scene.Set(resources);
        Tell(new AddProvider(Pool, given)
        {
            Used = [new UsedResources(client, RoleOf(client), given)],
        });
        return Total(_total);
    }

    internal SorterBench Take(string client, string resources) =>
        Tell(new Recover(client, Pool) { Resources = _scene.Set(resources), IsAllocated = true });

    internal SorterBench Remove(string client) => Tell(new RemoveFramework(client));

    internal SorterBench Deactivate(string client) => Tell(new DeactivateFramework(client));

    internal SorterBench Activate(string client) => Tell(new ActivateFramework(client));

    internal SorterBench SetWeight(string role, double weight) => Tell(new UpdateWeights(
        [new RoleWeight(role, (long)Math.Round(weight * Weight.One))]));

    internal SorterBench Tell(Offers.Command command)
    {
        _commands.Add(command);
        _scene.Do(command);
        return this;
    }

    /// <summary>The active clients stand in this order, separated by blanks.</summary>
    internal SorterBench Order(string expected)
    {
        Assert.Equal(expected, string.Join(' ', OrderInBooks()));
        Assert.Equal(expected, string.Join(' ', OrderInRuns()));
        return this;
    }

    /// <summary>These are the active clients, in whatever order.</summary>
    internal SorterBench SameMembers(params string[] expected)
    {
        Assert.Equal(expected, OrderInBooks().Order(StringComparer.Ordinal));
        Assert.Equal(expected, OrderInRuns().Order(StringComparer.Ordinal));
        return this;
    }

    /// <summary>The clients, active or not.</summary>
    internal SorterBench Contains(params string[] expected)
    {
        IEnumerable<string> found = inOneRole
            ? _commands.OfType<AddFramework>().Select(c => c.Id).Distinct()
                .Where(c => _scene.Allocator.TryFindFramework(c, out _))
            : _scene.Allocator.Dump(_scene.Now).Roles.Select(role => role.Role);
        Assert.Equal(
            expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        return this;
    }

    /// <summary>A client's own share, or that of an inner node with everything below it.</summary>
    internal SorterBench Share(string client, double expected)
    {
        Allocator allocator = _scene.Allocator;
        DominantShare share = inOneRole
            ? allocator.ShareOf(_scene.FrameworkId(client), allocator.Role(OneRole))
            : allocator.ShareOf(allocator.Role(client));
        Assert.Equal(expected, share.Value, 12);
        return this;
    }

    /// <summary>What a client has of the pool.</summary>
    internal SorterBench Holds(string client, string resources)
    {
        Allocator allocator = _scene.Allocator;
        ResourceSet held = allocator.AllocatedSetTo(
            _scene.FrameworkId(client), allocator.Role(RoleOf(client)), _scene.AgentId(Pool));
        Assert.Equal(_scene.Set(resources), held);
        return this;
    }

    private static Scene NewScene(SorterKind kind) => new(Scene.InNameOrder with
    {
        MinimumOffers = [],
        RoleSorter = kind,
        FrameworkSorter = kind,
    })
    {
        AutoSettle = false,
    };

    private string RoleOf(string client) => inOneRole ? OneRole : client;

    private IEnumerable<string> OrderInBooks() =>
        _scene.Allocator.Dump(_scene.Now).Roles.SelectMany(role => role.Frameworks);

    private List<string> OrderInRuns()
    {
        List<string> order = [];
        while (true)
        {
            Scene copy = new(_scene.Allocator.Options, _scene.Schema) { AutoSettle = false };
            _commands.ForEach(command => copy.Do(command));
            order.ForEach(client => copy.Suppress(client));
            if (copy.Batch().TakeOffers() is not [var offer, ..])
            {
                return order;
            }

            order.Add(offer[..offer.IndexOf(' ', StringComparison.Ordinal)]);
        }
    }
}
