using FsCheck;
using FsCheck.Fluent;

namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>Random scenarios and their shrinking.</summary>
internal static class ScenarioGenerator
{
    private const int NumbersPerStep = 24;
    private const int LargestNumber = 63;

    /// <summary>How often each step comes; answers to offers and time dominate.</summary>
    private static readonly (int Weight, StepKind Kind)[] Kinds =
    [
        (12, StepKind.Settle),
        (14, StepKind.Dump),
        (24, StepKind.Advance),
        (10, StepKind.AddAgent),
        (5, StepKind.UpdateAgent),
        (2, StepKind.RemoveAgent),
        (2, StepKind.ActivateAgent),
        (1, StepKind.DeactivateAgent),
        (2, StepKind.AddProvider),
        (9, StepKind.AddFramework),
        (4, StepKind.UpdateFramework),
        (2, StepKind.RemoveFramework),
        (2, StepKind.ActivateFramework),
        (1, StepKind.DeactivateFramework),
        (3, StepKind.Suppress),
        (5, StepKind.Revive),
        (30, StepKind.Decline),
        (16, StepKind.Accept),
        (12, StepKind.Finish),
        (6, StepKind.Convert),
        (4, StepKind.ConvertFree),
        (3, StepKind.AddReservation),
        (2, StepKind.RemoveReservation),
        (7, StepKind.UpdateQuota),
        (4, StepKind.UpdateWeights),
        (1, StepKind.Whitelist),
        (3, StepKind.Maintenance),
        (3, StepKind.AnswerInverseOffer),
        (1, StepKind.Pause),
        (3, StepKind.Resume),
        (1, StepKind.RecoverCluster),
        (1, StepKind.Invariants),
        (5, StepKind.Nonsense),
    ];

    /// <summary>As many steps as the size says; some agents and frameworks come first.</summary>
    public static Arbitrary<ScenarioPlan> Plans => Arb.From(
        from setup in Numbers
        from agents in Beginning(StepKind.AddAgent)
        from frameworks in Beginning(StepKind.AddFramework)
        from steps in Gen.Sized(size =>
            from length in Gen.Choose(size / 2, size)
            from some in Step.ArrayOf(length)
            select some)
        select new ScenarioPlan(setup, [.. agents, .. frameworks, .. steps]),
        Shrink);

    private static Gen<int[]> Numbers => Gen.Choose(0, LargestNumber).ArrayOf(NumbersPerStep);

    private static Gen<ScenarioStep> Step =>
        from kind in Gen.Frequency(Kinds.Select(k => (k.Weight, Gen.Constant(k.Kind))))
        from numbers in Numbers
        select new ScenarioStep(kind, numbers);

    private static Gen<ScenarioStep[]> Beginning(StepKind kind) =>
        from count in Gen.Choose(1, 4)
        from numbers in Numbers.ArrayOf(count)
        select numbers.Select(n => new ScenarioStep(kind, n)).ToArray();

    private static IEnumerable<ScenarioPlan> Shrink(ScenarioPlan plan) =>
        WithoutSomeSteps(plan).Concat(WithSimplerSetup(plan)).Concat(WithSimplerSteps(plan));

    private static IEnumerable<ScenarioPlan> WithoutSomeSteps(ScenarioPlan plan)
    {
        int count = plan.Steps.Count;
        for (int length = Math.Max(1, count / 2); length >= 1 && count > 1; length /= 2)
        {
            for (int start = count - length; start >= 0; start -= length)
            {
                yield return plan with
                {
                    Steps = [.. plan.Steps.Take(start), .. plan.Steps.Skip(start + length)],
                };
            }
        }
    }

    private static IEnumerable<ScenarioPlan> WithSimplerSetup(ScenarioPlan plan) =>
        Simpler(plan.Setup).Select(setup => plan with { Setup = setup });

    private static IEnumerable<ScenarioPlan> WithSimplerSteps(ScenarioPlan plan)
    {
        for (int i = 0; i < plan.Steps.Count && plan.Steps.Count <= 40; i++)
        {
            foreach (IReadOnlyList<int> numbers in Simpler(plan.Steps[i].Numbers))
            {
                ScenarioStep[] steps = [.. plan.Steps];
                steps[i] = steps[i] with { Numbers = numbers };
                yield return plan with { Steps = steps };
            }
        }
    }

    /// <summary>Fewer numbers, or a zero in the place of one.</summary>
    private static IEnumerable<IReadOnlyList<int>> Simpler(IReadOnlyList<int> numbers)
    {
        for (int length = 0; length < numbers.Count; length = (length * 2) + 1)
        {
            yield return [.. numbers.Take(length)];
        }

        for (int i = 0; i < numbers.Count; i++)
        {
            if (numbers[i] != 0)
            {
                yield return [.. numbers.Select((n, at) => at == i ? 0 : n)];
            }
        }
    }
}
