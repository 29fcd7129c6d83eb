using System.Numerics;

namespace Offers.Core.Tests.Fairness;

/// <summary>Reference: Dominant Resource Fairness (NSDI 2011), the running example of its sections 4 and 5.</summary>
public class ProgressiveFillingTests
{
    private static readonly ResourceSchema Schema = ResourceSchema.CreateStandard();
    private static readonly ResourceVector Cell = Of("cpus:9;mem:18");

    // Named so that the claim of <3 cpus, 1 GB> comes first in the tie at zero.
    private static readonly Claim A = new("user-2", Of("cpus:1;mem:4"));
    private static readonly Claim B = new("user-1", Of("cpus:3;mem:1"));

    // Reference: section 4.1, table 1.
    [Fact]
    public void The_example_fills_in_the_order_B_A_A_B_A()
    {
        IndivisibleFilling filling = ProgressiveFilling.Indivisible(Cell, [A, B]);
        Assert.Equal([1, 0, 0, 1, 0], filling.Order);
        Assert.Equal([3, 2], filling.Tasks);
        Assert.Equal(Of("cpus:9;mem:14"), filling.Used);
        Assert.Equal(2 / 3.0, A.Demand.Scale(3).DominantShare(Cell).Value, 12);
        Assert.Equal(0, A.Demand.Scale(3).DominantShare(Cell).CompareTo(
            B.Demand.Scale(2).DominantShare(Cell)));
    }

    // Reference: section 4, the linear program.
    [Fact]
    public void Divisible_filling_gives_three_and_two()
    {
        IReadOnlyList<Fraction> tasks = ProgressiveFilling.Divisible(Cell, [A, B]);
        Assert.Equal([new Fraction(3, 1), new Fraction(2, 1)], tasks);
    }

    // Reference: section 5.1.
    [Fact]
    public void Asset_fairness_gives_2_52_and_2_16()
    {
        IReadOnlyList<Fraction> tasks = ProgressiveFilling.Divisible(
            Cell, [A, B], FillingMeasure.AssetShare);
        Assert.Equal([new Fraction(63, 25), new Fraction(54, 25)], tasks);
    }

    // Reference: section 5.2.
    [Fact]
    public void Equal_incomes_give_45_and_18_elevenths()
    {
        IReadOnlyList<double> tasks = NashBargaining.Divisible(Cell, [A, B]);
        Assert.Equal(45 / 11.0, tasks[0], 9);
        Assert.Equal(18 / 11.0, tasks[1], 9);
    }

    [Fact]
    public void A_weight_of_two_is_worth_twice_the_share()
    {
        ResourceVector cpus = Of("cpus:9");
        Claim one = new("one", Of("cpus:1"));
        Claim two = new("two", Of("cpus:1"), 2 * Weight.One);
        Assert.Equal([3, 6], ProgressiveFilling.Indivisible(cpus, [one, two]).Tasks);
        Assert.Equal(
            [new Fraction(3, 1), new Fraction(6, 1)], ProgressiveFilling.Divisible(cpus, [one, two]));
    }

    [Fact]
    public void What_a_small_claim_leaves_goes_to_the_others()
    {
        ResourceVector cpus = Of("cpus:9");
        Claim little = new("little", Of("cpus:1"), MostTasks: 1);
        Claim much = new("much", Of("cpus:1"));
        Assert.Equal([1, 8], ProgressiveFilling.Indivisible(cpus, [little, much]).Tasks);
        Assert.Equal(
            [new Fraction(1, 1), new Fraction(8, 1)],
            ProgressiveFilling.Divisible(cpus, [little, much]));
    }

    [Fact]
    public void A_claim_that_needs_what_does_not_exist_gets_nothing()
    {
        Claim gpu = new("gpu", Of("cpus:1;gpus:1"));
        Claim cpu = new("cpu", Of("cpus:1"));
        ResourceVector cell = Of("cpus:4");
        Assert.Equal([0, 4], ProgressiveFilling.Indivisible(cell, [gpu, cpu]).Tasks);
        Assert.Equal(
            [default, new Fraction(4, 1)], ProgressiveFilling.Divisible(cell, [gpu, cpu]));
        Assert.Equal([0.0, 4.0], NashBargaining.Divisible(cell, [gpu, cpu]).Select(x => Math.Round(x, 9)));
    }

    [Fact]
    public void Claims_that_make_no_sense_are_refused_by_name()
    {
        Claim nothing = new("nothing", ResourceVector.Zero);
        ArgumentException refused = Assert.Throws<ArgumentException>(
            () => ProgressiveFilling.Indivisible(Cell, [A, nothing]));
        Assert.Contains("'nothing'", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => ProgressiveFilling.Divisible(Cell, [A with { Weight = 0 }]));
        Assert.Throws<ArgumentException>(
            () => NashBargaining.Divisible(Cell, [A with { MostTasks = 3 }]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Divisible_filling_wastes_nothing_and_envies_nobody(int seed)
    {
        Random random = new(seed);
        for (int round = 0; round < 200; round++)
        {
            Claim[] claims = [.. Enumerable.Range(0, random.Next(1, 6)).Select(i => new Claim(
                $"c{i}", Of($"cpus:{random.Next(1, 9)};mem:{random.Next(1, 9)}")))];
            IReadOnlyList<Fraction> tasks = ProgressiveFilling.Divisible(Cell, claims);
            AssertPareto(claims, tasks);
            AssertEnvyFree(claims, tasks);
            AssertSharingIncentive(claims, tasks);
        }
    }

    // Reference: section 3, properties 1, 3 and 4.
    private static void AssertPareto(Claim[] claims, IReadOnlyList<Fraction> tasks)
    {
        // Both kinds are needed by all, so that one used-up kind means that nobody can have more.
        Assert.Contains(Kinds(), kind => Load(claims, tasks, kind) == Whole(Cell[kind]));
        Assert.All(Kinds(), kind => Assert.True(Load(claims, tasks, kind) <= Whole(Cell[kind])));
    }

    private static void AssertEnvyFree(Claim[] claims, IReadOnlyList<Fraction> tasks)
    {
        for (int i = 0; i < claims.Length; i++)
        {
            for (int j = 0; j < claims.Length; j++)
            {
                Fraction withTheirs = Kinds().Min(kind =>
                    tasks[j] * new Fraction(claims[j].Demand[kind], claims[i].Demand[kind]));
                Assert.True(withTheirs <= tasks[i], $"{i} envies {j}");
            }
        }
    }

    private static void AssertSharingIncentive(Claim[] claims, IReadOnlyList<Fraction> tasks)
    {
        for (int i = 0; i < claims.Length; i++)
        {
            Fraction alone = Kinds().Min(kind =>
                new Fraction(Cell[kind], (BigInteger)claims[i].Demand[kind] * claims.Length));
            Assert.True(alone <= tasks[i], $"{i} would rather have its own part");
        }
    }

    private static ResourceKind[] Kinds() => [new(0), new(1)];

    private static Fraction Load(Claim[] claims, IReadOnlyList<Fraction> tasks, ResourceKind kind)
    {
        Fraction sum = default;
        for (int i = 0; i < claims.Length; i++)
        {
            sum += tasks[i] * Whole(claims[i].Demand[kind]);
        }

        return sum;
    }

    private static Fraction Whole(long amount) => new(amount, BigInteger.One);

    private static ResourceVector Of(string text) => ResourceText.Parse(text, Schema);
}
