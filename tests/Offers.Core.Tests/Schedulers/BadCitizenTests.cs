namespace Offers.Core.Tests.Schedulers;

public sealed class BadCitizenTests
{
    private static readonly SchedulerOptions Options = new() { Seed = 3 };

    [Fact]
    public void A_hoarder_keeps_every_offer_and_says_nothing()
    {
        HoardingScheduler hoarder = new(Talk.Profile(), Options);
        Talk talk = Talk.Subscribed(hoarder);
        talk.Only<ReviveOffers>();
        talk.Offer("a1");
        talk.Offer("a2");
        talk.Wait(500);
        Assert.Empty(talk.Calls);
        Assert.Equal(2, hoarder.OpenOffers);
    }

    [Fact]
    public void A_decliner_declines_at_once_with_its_filter()
    {
        DecliningScheduler decliner = new(Talk.Profile(), TimeSpan.FromSeconds(1), Options);
        Talk talk = Talk.Subscribed(decliner);
        talk.Offer("a1");
        Assert.Equal(1, talk.Only<DeclineOffers>().Refusal.TotalSeconds);
        talk.None<SuppressOffers>();
        Assert.Equal(1, decliner.Declined);
    }

    [Fact]
    public void A_picky_one_takes_only_large_offers_from_places_that_it_likes()
    {
        PickyScheduler picky = new(Talk.Profile("p"), Talk.Template(), 2, Options)
        {
            LeastOffer = Talk.Resources("cpus:4"),
            Places = [PlacementConstraint.Like("rack", "r1")],
        };
        Talk talk = Talk.Subscribed(picky);
        talk.Offer("a1", "cpus:2;mem:4096", "rack:r1");
        talk.Offer("a2", attributes: "rack:r2");
        Assert.Empty(talk.Launched);
        Assert.Equal(5, talk.Only<DeclineOffers>().Refusal.TotalSeconds);
        Assert.Equal(2, picky.Refused);
        talk.Offer("a3", attributes: "rack:r1");
        Assert.Equal((2, 2), (talk.Launched.Count, picky.Running));
        talk.Only<SuppressOffers>();
        talk.Update("p.1", TaskState.Finished, agent: "a3");
        talk.Only<ReviveOffers>();
    }

    [Fact]
    public void A_sleepy_one_answers_late_even_if_the_offer_is_gone()
    {
        SleepyScheduler sleepy = new(Talk.Profile("s"), Talk.Template(), 1, Options);
        Talk talk = Talk.Subscribed(sleepy);
        OfferKey offer = talk.Offer("a1");
        talk.Wait(4.9);
        Assert.Empty(talk.Launched);
        talk.Say(new OfferRescinded(offer, RescindReason.TimedOut));
        talk.Wait(56);
        Assert.Equal(offer, Assert.Single(talk.Only<AcceptOffers>().Offers));
        Assert.Equal(1, sleepy.Running);
        talk.Update("s.1", TaskState.Dropped);
        Assert.Equal(0, sleepy.Running);
    }
}
