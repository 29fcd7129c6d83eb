namespace Offers.Core.Tests;

/// <summary>
/// Cases S01, S04 and S05 of the behaviours page, through the allocator: each client is a role with one
/// framework, and gets what the case says out of offers of one agent that is the pool.
/// </summary>
public sealed class SorterTests
{
    private readonly Cell _cell = new(AllocatorOptions.Mesos with { MinimumOffers = [] });
    private readonly List<string> _clients = [];

    [Fact]
    public void S01_order_follows_the_dominant_share()
    {
        Pool("cpus:100;mem:100");
        Give("a", "cpus:5;mem:5");
        Give("b", "cpus:6;mem:6");
        Order("a b");
        Give("c", "cpus:1;mem:1");
        Give("d", "cpus:3;mem:1");
        Order("c d a b");
        Remove("a");
        _cell.Recover("b", "b", "pool", "cpus:4;mem:4");
        Order("c b d");
        Give("e", "cpus:1;mem:5");
        Pool("cpus:50;mem:100");
        Order("c b e d");
        Pool("cpus:50;mem:200");
        Give("f", "cpus:5;mem:1");
        Give("c", "mem:15");
        Order("e b d c f");
        _cell.Deactivate("d");
        Order("e b c f");
        _cell.Activate("d");
        Order("e b d c f");
    }

    [Fact]
    public void S04_a_share_is_divided_by_the_weight()
    {
        Pool("cpus:100;mem:100");
        Give("a", "cpus:5;mem:5");
        _cell.SetWeight("b", 2);
        Give("b", "cpus:6;mem:6");
        Order("b a");
        Give("c", "cpus:4;mem:4");
        Order("b c a");
        _cell.SetWeight("d", 10);
        Give("d", "cpus:10;mem:20");
        Order("d b c a");
        Remove("b");
        Order("d c a");
        Give("d", "cpus:10;mem:25");
        Order("c d a");
        RoleId light = _cell.Role("e");
        _cell.Done(_cell.Allocator.SetWeight(light, Weight.One / 10, _cell.Now));
        Give("e", "cpus:1;mem:1");
        Order("c d a e");
        Remove("a");
        Order("c d e");
    }

    [Fact]
    public void S05_a_changed_weight_changes_the_order()
    {
        Pool("cpus:100;mem:100");
        Give("a", "cpus:5;mem:5");
        Give("b", "cpus:6;mem:6");
        Order("a b");
        _cell.SetWeight("b", 2);
        Order("b a");
        Assert.Equal(0.03, _cell.ShareOf("b"));
    }

    private void Pool(string total)
    {
        if (_cell.Allocator.AgentCount == 0)
        {
            _cell.AddAgent("pool", total);
        }
        else
        {
            _cell.UpdateAgent("pool", total);
        }
    }

    /// <summary>Everybody but one is suppressed; that one accepts the amount out of a batch.</summary>
    private void Give(string client, string amount)
    {
        if (!_clients.Contains(client))
        {
            _clients.Add(client);
            _cell.AddFramework(client, client).ReturnAll();
        }

        _clients.ForEach(other => _cell.Suppress(other));
        _cell.Revive(client).Accept(client, "pool", amount);
        _clients.ForEach(other => _cell.Revive(other).ReturnAll());
    }

    private void Remove(string client)
    {
        _clients.Remove(client);
        _cell.RemoveFramework(client);
    }

    /// <summary>Asks who is offered the pool, and who when that one declines, and so on.</summary>
    private void Order(string expected)
    {
        List<string> order = [];
        _cell.ReturnAll().TakeOffers();
        while (_cell.Tick().TakeOffers() is [var offer])
        {
            order.Add(offer[..1]);
            _cell.Decline(offer[..1], "pool", 1000);
        }

        _clients.ForEach(client => _cell.Revive(client).ReturnAll());
        Assert.Equal(expected, string.Join(' ', order));
    }
}
