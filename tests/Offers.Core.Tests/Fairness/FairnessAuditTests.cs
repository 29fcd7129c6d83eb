using System.Numerics;

namespace Offers.Core.Tests.Fairness;

public sealed class FairnessAuditTests
{
    private static readonly ResourceSchema Schema = ResourceSchema.CreateStandard();
    private static readonly ResourceVector Cell = Of("cpus:10;mem:100");
    private static readonly ResourceVector Task = Of("cpus:1;mem:1");

    [Fact]
    public void Shares_and_entitlements_are_integrals_over_time()
    {
        FairnessAudit audit = new(Cell, At(0));
        int a = audit.Add("a", Weight.One, Task, At(0));
        int b = audit.Add("b", 3 * Weight.One, Task, At(0));
        audit.SetDemand(a, true, At(0));
        audit.SetHeld(a, Of("cpus:5;mem:10"), At(0));
        audit.SetHeld(b, Of("mem:40"), At(2));
        audit.SetHeld(a, Of("cpus:1"), At(4));
        audit.SetDemand(a, false, At(6));
        audit.SetDemand(b, true, At(6));
        IReadOnlyList<FairnessFigures> figures = audit.Figures(At(10));

        // a: 1/2 for 4 s, 1/10 for 6 s; entitled to 1/4 for 6 s; short by 0.15 for 2 s.
        AssertFigures(figures[a], "a", (26, 10), (3, 2), (3, 10));

        // b: 4/10 for 8 s; entitled to 3/4 for 4 s; short by 0.35 for 4 s.
        AssertFigures(figures[b], "b", (32, 10), (3, 1), (14, 10));
        Assert.Equal(new Fraction(11, 10), figures[a].Difference);
        Assert.Equal(figures, audit.Figures(At(10)));
    }

    [Fact]
    public void Thirds_and_sevenths_add_up_exactly()
    {
        FairnessAudit audit = new(Of("cpus:7"), At(0));
        int user = audit.Add("a", Weight.One, Task, At(0));
        audit.Add("b", Weight.One, Task, At(0));
        int last = audit.Add("c", Weight.One, Task, At(0));
        audit.SetDemand(user, true, At(0));
        for (int second = 0; second < 42; second++)
        {
            audit.SetHeld(user, Of(second % 2 == 0 ? "cpus:1" : "cpus:2"), At(second));
        }

        FairnessFigures figures = audit.Figures(At(42))[user];
        AssertFigures(figures, "a", (9, 1), (14, 1), (5, 1));
        audit.Remove(last, At(42));
        figures = audit.Figures(At(44))[user];
        AssertFigures(figures, "a", (9 * 7 + 4, 7), (15, 1), (5 * 7 + 3, 7));
    }

    [Fact]
    public void Totals_and_weights_change_what_a_holding_is_worth()
    {
        FairnessAudit audit = new(Cell, At(0));
        int a = audit.Add("a", Weight.One, Task, At(0));
        int b = audit.Add("b", Weight.One, Task, At(0));
        audit.SetDemand(a, true, At(0));
        audit.SetHeld(a, Of("cpus:5;mem:20"), At(0));
        audit.SetTotal(Of("cpus:20;mem:25"), At(1));
        audit.SetWeight(b, 4 * Weight.One, At(2));
        audit.Remove(b, At(3));
        AssertFigures(
            audit.Figures(At(4))[a], "a",
            (29, 10), // 1/2 + 3 * 4/5
            (22, 10), // 1/2 + 1/2 + 1/5 + 1
            (2, 10)); // 1 - 4/5
    }

    [Fact]
    public void Starving_ends_with_an_offer_a_holding_or_the_demand()
    {
        FairnessAudit audit = new(Cell, At(0));
        int user = audit.Add("a", Weight.One, Task, At(0));
        Assert.Equal(0, Longest(5));
        audit.SetDemand(user, true, At(5));
        audit.SetDemand(user, true, At(7));
        Assert.Equal(4, Longest(9));
        audit.Offered(user, At(10));
        Assert.Equal(5, Longest(10));
        Assert.Equal(5, Longest(15));
        Assert.Equal(6, Longest(16));
        audit.SetHeld(user, Of("cpus:1"), At(17));
        audit.Offered(user, At(30));
        Assert.Equal(7, Longest(40));
        audit.SetHeld(user, default, At(41));
        audit.SetDemand(user, false, At(49));
        Assert.Equal(8, Longest(100));
        audit.SetDemand(user, true, At(100));
        audit.Remove(user, At(109));
        Assert.Equal(9, Longest(1_000));

        double Longest(int second) =>
            audit.Figures(At(second))[user].LongestStarvation.TotalSeconds;
    }

    [Fact]
    public void Envy_is_what_another_has_that_would_be_of_use()
    {
        FairnessAudit audit = new(Cell, At(0));
        int a = audit.Add("a", Weight.One, Of("cpus:1;mem:1"), At(0));
        int b = audit.Add("b", 2 * Weight.One, Of("mem:10"), At(0));
        int c = audit.Add("c", Weight.One, default, At(0));
        audit.SetHeld(a, Of("cpus:1;mem:1"), At(0));
        audit.SetHeld(b, Of("cpus:6;mem:40"), At(0));
        audit.SetHeld(c, Of("mem:50"), At(0));
        Assert.Empty(audit.FindEnvy());
        audit.SetDemand(a, true, At(0));
        audit.SetDemand(b, true, At(0));
        audit.SetDemand(c, true, At(0));

        // c's holding is of no use to a (no CPU), but to b at twice its weight.
        Assert.Equal(
            [new Envy(a, b, Whole(1), Whole(3)), new Envy(b, c, Whole(4), Whole(10))],
            audit.FindEnvy());
        audit.Remove(c, At(1));
        Assert.Equal([new Envy(a, b, Whole(1), Whole(3))], audit.FindEnvy());
    }

    [Fact]
    public void What_cannot_have_happened_is_refused()
    {
        FairnessAudit audit = new(Cell, At(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => audit.Add("a", 0, Task, At(5)));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => audit.Add("a", Weight.One, Task, At(4)));
        int user = audit.Add("a", Weight.One, Task, At(6));
        Assert.Throws<ArgumentOutOfRangeException>(() => audit.SetHeld(user, Task, At(5)));
        Assert.Throws<ArgumentOutOfRangeException>(() => audit.SetHeld(1, Task, At(6)));
        Assert.Throws<ArgumentOutOfRangeException>(() => audit.SetHeld(-1, Task, At(6)));
        audit.Remove(user, At(7));
        Assert.Throws<ArgumentOutOfRangeException>(() => audit.SetDemand(user, true, At(8)));
        Assert.Throws<ArgumentOutOfRangeException>(() => audit.Figures(At(6)));
        Assert.Equal(1, audit.Count);
    }

    [Fact]
    public void The_largest_amounts_over_centuries_stay_exact()
    {
        ResourceVector all = ResourceVector.Of(new ResourceKind(0), ResourceVector.MaxAmount);
        FairnessAudit audit = new(all, Timestamp.Zero);
        int user = audit.Add("a", Weight.Max, all, Timestamp.Zero);
        audit.SetDemand(user, true, Timestamp.Zero);
        audit.SetHeld(user, all, Timestamp.Zero);
        Timestamp end = Timestamp.FromSeconds(2.9e10);
        AssertFigures(audit.Figures(end)[user], "a", (29_000_000_000, 1), (29_000_000_000, 1), (0, 1));
    }

    /// <summary>Against a loop that looks at every second.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Integrals_are_sums_over_seconds(int seed)
    {
        Random random = new(seed);
        FairnessAudit audit = new(Cell, At(0));
        SlowUser[] users = [.. Enumerable.Range(0, 4).Select(i => new SlowUser(1 + i))];
        foreach (SlowUser user in users)
        {
            audit.Add("u", user.Weight * Weight.One, Task, At(0));
        }

        for (int second = 0; second < 300; second++)
        {
            int i = random.Next(users.Length);
            switch (random.Next(4))
            {
                case 0:
                    users[i].Cpus = random.Next(4);
                    audit.SetHeld(i, Of($"cpus:{users[i].Cpus}"), At(second));
                    break;
                case 1:
                    users[i].Demands = random.Next(2) == 0;
                    audit.SetDemand(i, users[i].Demands, At(second));
                    break;
                case 2:
                    users[i].Fed = second;
                    audit.Offered(i, At(second));
                    break;
                default:
                    users[i].Weight = random.Next(1, 5);
                    audit.SetWeight(i, users[i].Weight * Weight.One, At(second));
                    break;
            }

            int weights = users.Sum(user => user.Weight);
            Array.ForEach(users, user => user.Tick(second, weights));
        }

        IReadOnlyList<FairnessFigures> figures = audit.Figures(At(300));
        for (int i = 0; i < users.Length; i++)
        {
            Assert.Equal(users[i].Share, figures[i].Share);
            Assert.Equal(users[i].Entitlement, figures[i].Entitlement);
            Assert.Equal(users[i].Shortfall, figures[i].Shortfall);
            Assert.Equal(users[i].Longest, figures[i].LongestStarvation.TotalSeconds);
        }
    }

    private static void AssertFigures(
        FairnessFigures figures, string name, (long, long) share, (long, long) entitlement,
        (long, long) shortfall)
    {
        Assert.Equal(name, figures.Name);
        Assert.Equal(new Fraction(share.Item1, share.Item2), figures.Share);
        Assert.Equal(new Fraction(entitlement.Item1, entitlement.Item2), figures.Entitlement);
        Assert.Equal(new Fraction(shortfall.Item1, shortfall.Item2), figures.Shortfall);
    }

    private static Timestamp At(int second) => Timestamp.FromSeconds(second);

    private static Fraction Whole(long number) => new(number, BigInteger.One);

    private static ResourceVector Of(string text) => ResourceText.Parse(text, Schema);

    private sealed class SlowUser(int weight)
    {
        private int _hungry;

        public int Weight { get; set; } = weight;

        public int Cpus { get; set; }

        public bool Demands { get; set; }

        public int Fed { get; set; } = -1;

        public Fraction Share { get; private set; }

        public Fraction Entitlement { get; private set; }

        public Fraction Shortfall { get; private set; }

        public int Longest { get; private set; }

        public void Tick(int second, int weights)
        {
            Fraction share = new(Cpus, 10);
            Fraction part = new(Weight, weights);
            Share += share;
            Entitlement += Demands ? part : default;
            Shortfall += Demands && part > share ? part - share : default;
            _hungry = Fed == second ? 0 : _hungry;
            _hungry = Demands && Cpus == 0 ? _hungry + 1 : 0;
            Longest = Math.Max(Longest, _hungry);
        }
    }
}
