using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Offers.Core.Tests.Fairness;

/// <summary>Reference: Dominant Resource Fairness (NSDI 2011), sections 3, 5 and 6 and table 2.</summary>
public sealed class DrfPropertiesTests
{
    private static readonly ResourceSchema Schema = ResourceSchema.CreateStandard();
    private static readonly ResourceVector Cell = Of("cpus:9;mem:18");
    private static readonly Claim A = new("a", Of("cpus:1;mem:4"));
    private static readonly Claim B = new("b", Of("cpus:3;mem:1"));
    private static readonly Fraction Rounding = new(1, 1_000_000);

    // Reference: table 2, the column of DRF.
    [Fact]
    public void Dominant_resource_fairness_has_all_properties() =>
        PropertyRunner.ForAll(Problems(isBounded: true).ToArbitrary(), 200, 6, problem =>
        {
            IReadOnlyList<Fraction> tasks = ProgressiveFilling.Divisible(
                problem.Capacity, problem.Claims);
            AssertNone(DrfProperties.Check(problem.Capacity, problem.Claims, tasks));
            AssertNone(DrfProperties.StrategyProofness(
                problem.Capacity, problem.Claims, problem.Lies, Drf));
        });

    // Reference: section 5.1 and table 2, the column of asset fairness.
    [Fact]
    public void Asset_fairness_lacks_the_sharing_incentive_alone()
    {
        ResourceVector cell = Of("cpus:30;mem:30");
        Claim[] claims = [new("1", Of("cpus:1;mem:3")), new("2", Of("cpus:1;mem:1"))];
        IReadOnlyList<Fraction> tasks = Assets(cell, claims);
        Assert.Equal([Whole(6), Whole(12)], tasks);
        Assert.Equal(
            new FairnessFinding(FairnessProperty.SharingIncentive, 1, 1, Whole(12), Whole(15),
                default),
            DrfProperties.Check(cell, claims, tasks));
        Assert.Null(DrfProperties.EnvyFreeness(claims, tasks));
        Assert.Null(DrfProperties.ParetoEfficiency(cell, claims, tasks));
    }

    [Fact]
    public void Asset_fairness_has_the_other_properties()
    {
        int wronged = 0;
        PropertyRunner.ForAll(Problems(isBounded: false).ToArbitrary(), 200, 6, problem =>
        {
            (ResourceVector cell, Claim[] claims, ResourceVector[] lies) = problem;
            IReadOnlyList<Fraction> tasks = Assets(cell, claims);
            wronged += DrfProperties.SharingIncentive(cell, claims, tasks) is null ? 0 : 1;
            AssertNone(DrfProperties.Feasibility(cell, claims, tasks));
            AssertNone(DrfProperties.EnvyFreeness(claims, tasks));
            AssertNone(DrfProperties.ParetoEfficiency(cell, claims, tasks));
            AssertNone(DrfProperties.StrategyProofness(cell, claims, lies, Assets));
        });
        Assert.NotEqual(0, wronged);
    }

    // Reference: section 6.1, the example of a lie under equal incomes.
    [Fact]
    public void Equal_incomes_lack_strategy_proofness_alone()
    {
        ResourceVector cell = Of("cpus:100;mem:100");
        Claim[] claims = [new("1", Of("cpus:16;mem:1")), new("2", Of("cpus:1;mem:2"))];
        IReadOnlyList<Fraction> tasks = EqualIncomes(cell, claims);
        AssertClose(100 / 31.0, tasks[0]);
        AssertClose(1_500 / 31.0, tasks[1]);
        AssertNone(DrfProperties.Check(cell, claims, tasks, Rounding));
        ResourceVector lie = Of("cpus:16;mem:8");
        FairnessFinding? found = DrfProperties.StrategyProofness(
            cell, claims, [Of("cpus:1;mem:1"), lie], EqualIncomes, Rounding);
        Assert.NotNull(found);
        Assert.Equal((0, lie), (found.Claim, found.Lie));
        AssertClose(100 / 31.0, found.Has);
        AssertClose(25 / 6.0, found.Could);
        Assert.Null(DrfProperties.StrategyProofness(cell, claims, [lie], Drf));
        Assert.Null(DrfProperties.StrategyProofness(cell, claims, [lie], Assets));
    }

    [Fact]
    public void The_running_example_is_fair_in_all_three_ways()
    {
        Claim[] claims = [A, B];
        Assert.Null(DrfProperties.Check(Cell, claims, Drf(Cell, claims)));
        AssertNone(DrfProperties.Check(Cell, claims, EqualIncomes(Cell, claims), Rounding));
        Assert.Null(DrfProperties.Check(Cell, claims, Assets(Cell, claims)));
    }

    [Fact]
    public void More_than_there_is_is_found()
    {
        FairnessFinding? found = DrfProperties.Check(Cell, [A, B], [Whole(3), Whole(3)]);
        Assert.Equal(
            new FairnessFinding(FairnessProperty.Feasibility, 0, 0, Whole(3), Whole(0), default),
            found);
        Assert.Equal("Feasibility: claim 0 has 3 tasks and could have 0", found!.ToString());
        found = DrfProperties.Feasibility(Cell, [A with { MostTasks = 2 }, B], [Whole(3), Whole(2)]);
        Assert.Equal((0, Whole(2)), (found!.Claim, found.Could));
        Assert.NotNull(DrfProperties.Feasibility(Cell, [A, B], [Whole(-1), Whole(2)]));
    }

    [Fact]
    public void Less_than_the_own_part_is_found()
    {
        FairnessFinding? found = DrfProperties.SharingIncentive(Cell, [A, B], [Whole(2), Whole(2)]);
        Assert.Equal((0, Whole(2), new Fraction(9, 4)), (found!.Claim, found.Has, found.Could));
        Claim heavy = B with { Weight = 3 * Weight.One };
        found = DrfProperties.SharingIncentive(Cell, [A, heavy], [Whole(2), Whole(2)]);
        Assert.Equal((1, new Fraction(9, 4)), (found!.Claim, found.Could));
        Claim modest = A with { MostTasks = 2 };
        Assert.Null(DrfProperties.SharingIncentive(Cell, [modest, B], [Whole(2), Whole(2)]));
    }

    [Fact]
    public void Envy_is_found_with_whom_and_how_much()
    {
        Claim twin = A with { Name = "twin" };
        FairnessFinding? found = DrfProperties.EnvyFreeness([A, twin], [Whole(1), Whole(3)]);
        Assert.Equal(
            new FairnessFinding(FairnessProperty.EnvyFreeness, 0, 1, Whole(1), Whole(3), default),
            found);
        Assert.Equal(
            "EnvyFreeness: claim 0 has 1 tasks and could have 3 with what claim 1 has",
            found!.ToString());
        Claim heavy = twin with { Weight = 3 * Weight.One };
        Assert.Null(DrfProperties.EnvyFreeness([A, heavy], [Whole(1), Whole(3)]));
        found = DrfProperties.EnvyFreeness([A, heavy], [Whole(1), Whole(2)]);
        Assert.Equal((1, 0, Whole(3)), (found!.Claim, found.Other, found.Could));
    }

    [Fact]
    public void What_nobody_has_is_found()
    {
        FairnessFinding? found = DrfProperties.ParetoEfficiency(
            Cell, [A, B], [Whole(2), Whole(2)]);
        Assert.Equal((0, Whole(2), Whole(3)), (found!.Claim, found.Has, found.Could));
        Claim modest = A with { MostTasks = 2 };
        found = DrfProperties.ParetoEfficiency(Cell, [modest, B], [Whole(2), Whole(2)]);
        Assert.Equal((1, new Fraction(7, 3)), (found!.Claim, found.Could));
    }

    [Fact]
    public void A_solver_that_believes_everybody_is_found()
    {
        // Shares in proportion to what is asked for: who asks for more gets more.
        static IReadOnlyList<Fraction> Credulous(ResourceVector cell, IReadOnlyList<Claim> claims)
        {
            BigInteger asked = claims.Aggregate(
                BigInteger.Zero, (sum, claim) => sum + claim.Demand[new ResourceKind(0)]);
            return [.. claims.Select(_ => new Fraction(cell[new ResourceKind(0)], asked))];
        }

        Claim[] claims = [new("1", Of("cpus:1")), new("2", Of("cpus:1"))];
        FairnessFinding? found = DrfProperties.StrategyProofness(
            Of("cpus:12"), claims, [Of("cpus:1"), Of("cpus:3")], Credulous);
        Assert.Equal(
            new FairnessFinding(
                FairnessProperty.StrategyProofness, 0, 0, Whole(6), Whole(9), Of("cpus:3")),
            found);
    }

    [Fact]
    public void Lists_of_different_lengths_are_refused() =>
        Assert.Throws<ArgumentException>(
            () => DrfProperties.EnvyFreeness([A, B], [Whole(1)]));

    private static IReadOnlyList<Fraction> Drf(
        ResourceVector capacity, IReadOnlyList<Claim> claims) =>
        ProgressiveFilling.Divisible(capacity, claims);

    private static IReadOnlyList<Fraction> Assets(
        ResourceVector capacity, IReadOnlyList<Claim> claims) =>
        ProgressiveFilling.Divisible(capacity, claims, FillingMeasure.AssetShare);

    private static IReadOnlyList<Fraction> EqualIncomes(
        ResourceVector capacity, IReadOnlyList<Claim> claims) =>
        [.. NashBargaining.Divisible(capacity, claims).Select(tasks =>
            new Fraction(new BigInteger(Math.Round(tasks * 1e9)), 1_000_000_000))];

    private static Gen<Problem> Problems(bool isBounded)
    {
        Gen<ResourceVector> positive = Vectors(1);
        Gen<ResourceVector> demands = isBounded
            ? Vectors(0).Where(vector => !vector.IsZero)
            : positive;
        Gen<long?> bounds = isBounded
            ? Gen.Frequency((3, Gen.Constant<long?>(null)), (1, Gen.Choose(0, 6).Select(n => (long?)n)))
            : Gen.Constant<long?>(null);
        Gen<(ResourceVector, long, long?)> claim =
            from demand in demands
            from weight in isBounded ? Gen.Choose(1, 4) : Gen.Constant(1)
            from most in bounds
            select (demand, weight * Weight.One, most);
        return
            from capacity in Vectors(20).Select(vector => vector + vector)
            from claims in claim.NonEmptyListOf()
            from lies in demands.ListOf(3)
            select new Problem(
                capacity,
                [.. claims.Take(5).Select((c, i) => new Claim($"c{i}", c.Item1, c.Item2, c.Item3))],
                [.. lies]);
    }

    private static Gen<ResourceVector> Vectors(int least) =>
        from cpus in Gen.Choose(least, least + 9)
        from mem in Gen.Choose(least, least + 9)
        from disk in Gen.Choose(least, least + 9)
        select Of($"cpus:{cpus};mem:{mem};disk:{disk}");

    private static void AssertNone(FairnessFinding? finding) =>
        Assert.True(finding is null, finding?.ToString());

    private static void AssertClose(double expected, Fraction found) =>
        Assert.Equal(expected, found.Value, 1e-6);

    private static Fraction Whole(long number) => new(number, BigInteger.One);

    private static ResourceVector Of(string text) => ResourceText.Parse(text, Schema);

    public sealed record Problem(ResourceVector Capacity, Claim[] Claims, ResourceVector[] Lies);
}
