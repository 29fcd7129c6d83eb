namespace Offers.Core.Tests;

/// <summary>Every state of an offer against every command on it, and what becomes of ids.</summary>
public sealed class OfferLifeTests
{
    private static readonly Dictionary<string, Action<Cell>> Ends = new(StringComparer.Ordinal)
    {
        ["open"] = _ => { },
        ["accepted whole"] = cell => cell.Accept("f", "s", "cpus:4"),
        ["accepted in part"] = cell => cell.Accept("f", "s", "cpus:1"),
        ["declined"] = cell => cell.Decline("f", "s", 5),
        ["rescinded"] = cell => cell.Done(
            cell.Allocator.Rescind(cell.OfferOf("f", "s"), cell.Now)),
        ["timed out"] = cell => cell.Advance(60).ExpireOffers(),
        ["agent removed"] = cell => cell.RemoveAgent("s"),
        ["framework removed"] = cell => cell.RemoveFramework("f"),
        ["agent deactivated"] = cell => cell.DeactivateAgent("s"),
        ["framework deactivated"] = cell => cell.Deactivate("f"),
        ["framework suppressed"] = cell => cell.Suppress("f"),
    };

    public static TheoryData<string, bool> States => new()
    {
        { "open", true },
        { "accepted whole", false },
        { "accepted in part", false },
        { "declined", false },
        { "rescinded", false },
        { "timed out", false },
        { "agent removed", false },
        { "framework removed", false },
        { "agent deactivated", true },
        { "framework deactivated", true },
        { "framework suppressed", true },
    };

    [Theory]
    [MemberData(nameof(States))]
    public void Every_command_on_an_offer_succeeds_exactly_while_it_is_open(string end, bool open)
    {
        AllocatorStatus expected = open ? AllocatorStatus.Ok : AllocatorStatus.OfferClosed;
        Assert.Equal(expected, After(end, (cell, offer) =>
            cell.Allocator.Accept(offer, cell.Amount("cpus:1"), TimeSpan.Zero, cell.Now)));
        Assert.Equal(expected, After(end, (cell, offer) =>
            cell.Allocator.Decline(offer, TimeSpan.Zero, cell.Now)));
        Assert.Equal(expected, After(end, (cell, offer) =>
            cell.Allocator.Rescind(offer, cell.Now)));
        Assert.Equal(open, Holds(end));
    }

    [Theory]
    [MemberData(nameof(States))]
    public void A_stale_id_is_refused_when_its_row_is_used_again(string end, bool open)
    {
        Cell cell = OneOffer(out OfferId stale);
        Ends[end](cell);
        cell.AddFramework("g", "role").AddAgent("t", "cpus:9").Tick();
        bool same = cell.Allocator.TryGetOffer(stale, out ResourceVector found);
        Assert.Equal(open, same);
        Assert.Equal(open ? cell.Amount("cpus:4") : ResourceVector.Zero, found);
        AllocatorStatus status = cell.Allocator.Decline(stale, TimeSpan.Zero, cell.Now);
        Assert.Equal(open ? AllocatorStatus.Ok : AllocatorStatus.OfferClosed, status);
    }

    [Fact]
    public void The_default_id_is_no_offer()
    {
        Cell cell = OneOffer(out _);
        Assert.Equal(AllocatorStatus.OfferClosed, cell.Allocator.Rescind(default, cell.Now));
        Assert.False(cell.Allocator.TryGetOffer(default, out _));
    }

    [Fact]
    public void Accepting_more_than_offered_leaves_the_offer_open()
    {
        Cell cell = OneOffer(out OfferId offer);
        Assert.Equal(
            AllocatorStatus.ExceedsOffer,
            cell.Allocator.Accept(offer, cell.Amount("cpus:4;mem:1"), TimeSpan.Zero, cell.Now));
        Assert.True(cell.Allocator.TryGetOffer(offer, out _));
        Assert.Equal(1, cell.Allocator.OpenOfferCount);
        cell.Accept("f", "s", "cpus:4");
    }

    [Fact]
    public void What_is_accepted_twice_from_two_offers_of_an_agent_adds_up()
    {
        Cell cell = OneOffer(out _);
        cell.Accept("f", "s", "cpus:1").Tick().Accept("f", "s", "cpus:2");
        Assert.Equal(
            cell.Amount("cpus:3"),
            cell.Allocator.AllocatedTo(cell.Framework("f"), cell.Role("role"), cell.Agent("s")));
        Assert.Equal(0.75, cell.ShareOf("role"));
    }

    [Fact]
    public void Removing_an_agent_rescinds_its_offers_and_tells_why()
    {
        Cell cell = OneOffer(out _);
        cell.RemoveAgent("s").Rescinds("f role s cpus:4 AgentRemoved");
        Assert.True(cell.Allocator.CellTotal.IsZero);
    }

    [Fact]
    public void Offers_time_out_oldest_first_and_not_a_tick_before()
    {
        Cell cell = OneOffer(out _);
        cell.Advance(10).AddAgent("t", "cpus:1");
        Assert.Equal(60.0, cell.Allocator.NextOfferTimeout.Seconds);
        cell.Advance(49.9999).ExpireOffers().Rescinds();
        cell.Advance(0.0001).ExpireOffers().Rescinds("f role s cpus:4 TimedOut");
        Assert.Equal(70.0, cell.Allocator.NextOfferTimeout.Seconds);
        cell.Advance(10).ExpireOffers().Rescinds("f role t cpus:1 TimedOut");
        Assert.Equal(Timestamp.Never, cell.Allocator.NextOfferTimeout);
    }

    [Fact]
    public void A_timed_out_offer_leaves_no_filter()
    {
        Cell cell = OneOffer(out _);
        cell.Advance(60).ExpireOffers().TakeOffers();
        Assert.Equal(0, cell.Allocator.FilterCount);
        cell.Tick().Offers("f role s cpus:4");
    }

    [Fact]
    public void Removing_a_framework_frees_what_it_held_silently()
    {
        Cell cell = OneOffer(out _);
        cell.Accept("f", "s", "cpus:1", 1000).AddAgent("t", "cpus:2").RemoveFramework("f");
        cell.Rescinds();
        Assert.Equal((0, 0), (cell.Allocator.OpenOfferCount, cell.Allocator.FilterCount));
        Assert.Equal(cell.Amount("cpus:4"), cell.Allocator.FreeOn(cell.Agent("s")));
        Assert.Equal(0.0, cell.ShareOf("role"));
    }

    private static AllocatorStatus After(string end, Func<Cell, OfferId, AllocatorStatus> command)
    {
        Cell cell = OneOffer(out OfferId offer);
        Ends[end](cell);
        AllocatorStatus status = command(cell, offer);
        Assert.Empty(Invariants.Check(cell.Allocator));
        return status;
    }

    private static bool Holds(string end)
    {
        Cell cell = OneOffer(out OfferId offer);
        Ends[end](cell);
        return cell.Allocator.TryGetOffer(offer, out _);
    }

    private static Cell OneOffer(out OfferId offer)
    {
        Cell cell = new(AllocatorOptions.Mesos with { OfferTimeout = TimeSpan.FromSeconds(60) });
        cell.AddFramework("f", "role").AddAgent("s", "cpus:4").Offers("f role s cpus:4");
        offer = cell.OfferOf("f", "s");
        return cell;
    }
}
