namespace Offers.Core.Tests.Behaviours;

/// <summary>Section 19, item 6: when an inverse offer is repeated.</summary>
public sealed class InverseOfferTests
{
    [Fact]
    public void An_open_one_blocks_the_next()
    {
        Scene scene = Drained();
        for (int i = 0; i < 10; i++)
        {
            scene.Tick().InverseOffers();
        }

        Answer(scene, InverseOfferAnswer.Accept, null).Tick().InverseOffers("f s");
    }

    [Theory]
    [InlineData(InverseOfferAnswer.Accept)]
    [InlineData(InverseOfferAnswer.Decline)]
    public void A_refuse_filter_holds_for_its_time(InverseOfferAnswer answer)
    {
        Scene scene = Answer(Drained(), answer, 3);
        scene.Tick().InverseOffers().Tick().InverseOffers();
        scene.Tick().InverseOffers("f s").Tick().InverseOffers();
    }

    [Fact]
    public void A_change_of_the_window_clears_the_filter()
    {
        Scene scene = Answer(Drained(), InverseOfferAnswer.Decline, 1_000);
        scene.Tick().InverseOffers();
        scene.Do(new SetMaintenance("s", TimeSpan.FromSeconds(70))).InverseOffers("f s");
    }

    [Fact]
    public void A_change_of_the_window_asks_anew_even_who_has_not_answered()
    {
        Drained().Do(new SetMaintenance("s", TimeSpan.FromSeconds(70))).InverseOffers("f s");
    }

    [Fact]
    public void Revive_clears_all_of_them()
    {
        Scene scene = Drained().Agent("t", "cpus:4", "f", "r", "cpus:4");
        scene.Do(new SetMaintenance("t", TimeSpan.Zero)).InverseOffers("f t");
        Answer(scene, InverseOfferAnswer.Decline, 1_000);
        scene.Do(new AnswerInverseOffer("f", "t") { Refusal = TimeSpan.FromSeconds(1_000) });
        scene.Tick().InverseOffers().Revive("f").InverseOffers("f s", "f t");
    }

    [Fact]
    public void Who_holds_nothing_there_is_not_asked()
    {
        Scene scene = Answer(Drained(), InverseOfferAnswer.Accept, null);
        scene.Suppress("f").End("f", "s", "cpus:4").Tick().InverseOffers();
    }

    [Fact]
    public void Without_a_window_nobody_is_asked()
    {
        Scene scene = Answer(Drained(), InverseOfferAnswer.Accept, null);
        scene.Do(new SetMaintenance("s", null)).InverseOffers().Tick().InverseOffers();
    }

    /// <summary>f holds all of s, which is to be maintained, and has been asked.</summary>
    private static Scene Drained() => new Scene().Framework("f", "r")
        .Agent("s", "cpus:4", "f", "r", "cpus:4")
        .Do(new SetMaintenance("s", TimeSpan.FromSeconds(60))).InverseOffers("f s");

    private static Scene Answer(Scene scene, InverseOfferAnswer answer, int? seconds) =>
        scene.Do(new AnswerInverseOffer("f", "s")
        {
            Answer = answer,
            Refusal = seconds is { } length ? TimeSpan.FromSeconds(length) : null,
        });
}
