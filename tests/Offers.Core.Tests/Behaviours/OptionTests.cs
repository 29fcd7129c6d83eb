namespace Offers.Core.Tests.Behaviours;

/// <summary>
/// Each option against the complaint that it answers (semantics, section 6): the complaint shows
/// without the option, and not with it.
/// </summary>
public sealed class OptionTests
{
    /// <summary>
    /// MESOS-3202, MESOS-1086: those with the least share are offered first, decline, and are
    /// offered again when their filters end; once there are more of them than their filters cover,
    /// nobody above them sees an offer.
    /// </summary>
    [Theory]
    [InlineData(null, null)]
    [InlineData(8, 8)]
    [InlineData(20, 20)]
    public void StarvationGuard(int? guard, int? firstOffer)
    {
        TimeSpan? seconds = guard is { } length ? TimeSpan.FromSeconds(length) : null;
        Scene scene = new(Scene.InNameOrder with { StarvationGuard = seconds })
        {
            AutoSettle = false,
        };
        scene.Agent("busy", "cpus:8", "waits", "w", "cpus:8").Framework("waits", "w");
        for (int i = 0; i < 6; i++)
        {
            scene.Framework($"picky{i}", $"p{i}");
        }

        scene.Agent("s", "cpus:1");
        int? found = null;
        for (int second = 1; second <= 60; second++)
        {
            string whose = Assert.Single(scene.Tick().TakeOffers()).Split(' ')[0];
            found ??= whose == "waits" ? second : null;
            scene.Decline(whose, "s", 5);
        }

        Assert.Equal(firstOffer, found);
    }

    /// <summary>
    /// MESOS-8935: each kind is cut to the limit for itself, and cpus come without the mem that it
    /// takes to use them. The shape keeps three of four cpus with the 30 MB that are left, and the
    /// rest stays whole for others.
    /// </summary>
    [Theory]
    [InlineData("", "mem:130", "f r s2 cpus:4;mem:30", "g n s2 mem:70")]
    [InlineData("cpus:1;mem:10", "mem:130", "f r s2 cpus:3;mem:30", "g n s2 cpus:1;mem:70")]
    [InlineData("", "mem:100", "f r s2 cpus:4", "g n s2 mem:100")]
    [InlineData("cpus:1;mem:10", "mem:100", "g n s2 cpus:4;mem:100", null)]
    public void MinimumShape(string shape, string limit, string first, string? second)
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        ResourceVector? least = shape.Length == 0 ? null : ResourceText.Parse(shape, schema);
        Scene scene = new(Scene.InNameOrder with { MinimumShape = least }, schema);
        scene.Quota("r", "", limit).Framework("f", "r").Agent("s1", "cpus:4;mem:100");
        scene.Offers("f r s1 cpus:4;mem:100").AutoSettle = false;
        scene.Agent("rest", "cpus:9;mem:200", "g", "n", "cpus:9;mem:200").Framework("g", "n");
        scene.Agent("s2", "cpus:4;mem:100").Settle();
        scene.Offers(second is null ? [first] : [first, second]);
    }

    /// <summary>
    /// Fragmentation: a small task lands on the one agent that has room for a large one.
    /// </summary>
    [Theory]
    [InlineData(PlacementOrder.Seed, "small a large cpus:8")]
    [InlineData(PlacementOrder.BestFit, "big b large cpus:8", "small a tiny cpus:2")]
    public void PlacementOrder_best_fit(PlacementOrder order, params string[] offers)
    {
        Scene scene = new(Scene.InNameOrder with { PlacementOrder = order }) { AutoSettle = false };
        scene.Framework("small", "a").Framework("big", "b", "cpus:8");
        scene.Do(new AddAgent("large", scene.Set("cpus:8")));
        scene.Do(new AddAgent("tiny", scene.Set("cpus:2"))).Settle();
        string[] first = order == PlacementOrder.Seed ? [.. offers, "small a tiny cpus:2"] : offers;
        scene.Offers(first);
    }

    /// <summary>
    /// Piling up: who is first gets the corner of a busy agent while others stand empty.
    /// </summary>
    [Theory]
    [InlineData(PlacementOrder.Seed, "busy cpus:1")]
    [InlineData(PlacementOrder.BestFit, "busy cpus:1")]
    [InlineData(PlacementOrder.Spread, "idle cpus:8")]
    public void PlacementOrder_spread(PlacementOrder order, string first)
    {
        Scene scene = new(Scene.InNameOrder with { PlacementOrder = order }) { AutoSettle = false };
        scene.Agent("busy", "cpus:8", "g", "z", "cpus:7").Agent("idle", "cpus:8");
        scene.Framework("first", "a").Framework("second", "b").Settle();
        Assert.Contains($"first a {first}", scene.TakeOffers());
    }

    /// <summary>Which agents are full changes from run to run.</summary>
    [Fact]
    public void PlacementOrder_is_of_the_moment()
    {
        Scene scene = new(Scene.InNameOrder with { PlacementOrder = PlacementOrder.BestFit })
        {
            AutoSettle = false,
        };
        scene.Agent("s1", "cpus:4", "g", "z", "cpus:3").Agent("s2", "cpus:4", "g", "z", "cpus:2");
        scene.Framework("g", "z").Suppress("g").Framework("a", "a").Framework("b", "b").Settle();
        scene.Offers("a a s1 cpus:1", "b b s2 cpus:2").Return("a", "s1").Return("b", "s2");
        scene.End("g", "s1", "cpus:3").Tick().Offers("a a s2 cpus:2", "b b s1 cpus:4");
    }

    /// <summary>Hoarding: who sits on offers locks the whole cell.</summary>
    [Theory]
    [InlineData(null, "", 4)]
    [InlineData(500, "g n s3 cpus:4|g n s4 cpus:4", 2)]
    [InlineData(1, "g n s2 cpus:4", 1)]
    public void HoardLimit(int? limit, string others, int hoarded)
    {
        Scene scene = new(Scene.InNameOrder with { HoardLimit = limit }) { AutoSettle = false };
        scene.Framework("hoarder", "h");
        for (int i = 1; i <= 4; i++)
        {
            scene.Agent($"s{i}", "cpus:4");
        }

        Assert.Equal(hoarded, scene.Settle().TakeOffers().Length);
        scene.Framework("g", "n").Settle();
        scene.Offers(others.Split('|', StringSplitOptions.RemoveEmptyEntries));

        // One offer it gets in any case, however low the limit.
        scene.Tick().OffersNothing();
    }

    /// <summary>MESOS-3078: what was returned waits for the next batch.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AllocateOnReturn(bool isOn)
    {
        Scene scene = new(Scene.InNameOrder with { AllocateOnReturn = isOn });
        scene.Agent("s", "cpus:4", "f", "r", "cpus:4").Framework("f", "r").Framework("g", "n");
        AssertAtOnceOrLater(scene.End("f", "s", "cpus:4"), "g n s cpus:4");
        AssertAtOnceOrLater(scene.Accept("g", "s", "cpus:1"), "f r s cpus:3");
        AssertAtOnceOrLater(scene.Do(new RemoveFramework("f")), "g n s cpus:3");

        void AssertAtOnceOrLater(Scene changed, string offer)
        {
            changed.Offers(isOn ? [offer] : []);
            changed.Tick().Offers(isOn ? [] : [offer]);
        }
    }

    /// <summary>The same for quota: a raised limit waits for the batch.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AllocateOnReturn_and_quota(bool isOn)
    {
        Scene scene = new(Scene.InNameOrder with { AllocateOnReturn = isOn });
        scene.Quota("r", "", "cpus:1").Framework("f", "r").Agent("s", "cpus:4");
        scene.Offers("f r s cpus:1").Quota("r", "", "cpus:3").Offers(isOn ? ["f r s cpus:2"] : []);
        scene.Tick().Offers(isOn ? [] : ["f r s cpus:2"]);
    }

    /// <summary>Hoarding, again: without a time-out an offer may stay open for ever.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(30)]
    public void OfferTimeout(int? seconds)
    {
        Scene scene = new(Scene.InNameOrder with
        {
            OfferTimeout = seconds is { } length ? TimeSpan.FromSeconds(length) : null,
        });
        scene.Framework("sits", "a").Agent("s", "cpus:4").Offers("sits a s cpus:4");
        scene.Framework("waits", "b").Advance(29.999).ExpireOffers().Rescinds();
        scene.Batch().OffersNothing().Advance(0.001).ExpireOffers();
        scene.Rescinds(seconds is null ? [] : ["sits a s cpus:4 TimedOut"]);
        scene.Suppress("sits").Advance(86_400).Batch();
        scene.Offers(seconds is null ? [] : ["waits b s cpus:4"]);
    }
}
