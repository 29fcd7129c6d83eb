using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Offers.Core.Tests.Scenarios;

namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>
/// Compares another runner of scenarios with the twin on random scenarios, line by line as JSON
/// values and without messages.
/// </summary>
internal static class ScenarioComparison
{
    /// <summary>
    /// Throws at the first scenario that they answer differently, or at which one fails: with the
    /// shortest scenario found, both outputs where they part, and the seed.
    /// </summary>
    /// <param name="product">Takes the lines of a scenario and gives those of its output.</param>
    /// <param name="cases">How many scenarios; the environment can multiply them.</param>
    /// <param name="longest">The most steps of one.</param>
    /// <returns>How many commands were compared.</returns>
    public static int Check(
        Func<IEnumerable<string>, IEnumerable<string>> product, int cases, int longest)
    {
        IReadOnlyList<string>? different = null;
        int commands = 0;
        try
        {
            Arbitrary<ScenarioPlan> plans = Arb.From(ScenarioGenerator.Plans.Generator);
            PropertyRunner.ForAll(plans, cases, longest, plan =>
            {
                commands += plan.Lines.Count;
                if (DifferenceOn(plan.Lines, product) is string difference)
                {
                    different = plan.Lines;
                    throw new InvalidOperationException(difference);
                }
            });
        }
        catch (Exception) when (different is not null)
        {
            List<string> lines = WithoutNeedlessLines(different, product);
            throw new ScenarioDifferenceException(lines, Report(lines, product));
        }

        return commands;
    }

    /// <summary>What tells the two apart on these lines; null if nothing does.</summary>
    public static string? DifferenceOn(
        IReadOnlyList<string> lines, Func<IEnumerable<string>, IEnumerable<string>> product)
    {
        List<string> expected = OutputOf(l => SlowScenario.Run(l), lines);
        List<string> actual = OutputOf(product, lines);
        return OutputLines.FirstDifference(expected, actual) is not int at
            ? null
            : $"output line {at + 1}\n"
                + $"  twin    {OutputLines.At(expected, at)}\n"
                + $"  product {OutputLines.At(actual, at)}";
    }

    /// <summary>A runner that throws has said so in its last line.</summary>
    private static List<string> OutputOf(
        Func<IEnumerable<string>, IEnumerable<string>> runner, IReadOnlyList<string> lines)
    {
        List<string> output = [];
        try
        {
            output.AddRange(runner(lines));
        }
#pragma warning disable CA1031 // Whatever a runner throws is a finding.
        catch (Exception e)
#pragma warning restore CA1031
        {
            output.Add(new System.Text.Json.Nodes.JsonObject
            {
                ["threw"] = e.ToString(),
            }.ToJsonString());
        }

        return output;
    }

    /// <summary>
    /// Lines go while there is a difference without them: many at a time first, then fewer, in the
    /// end one by one until none can go.
    /// </summary>
    private static List<string> WithoutNeedlessLines(
        IReadOnlyList<string> lines, Func<IEnumerable<string>, IEnumerable<string>> product)
    {
        List<string> needed = [.. lines];
        int count = needed.Count / 2;
        while (count > 0)
        {
            int before = needed.Count;
            for (int i = needed.Count - count; i > -count; i -= count)
            {
                int from = Math.Max(i, 0);
                List<string> fewer = [.. needed.Take(from), .. needed.Skip(i + count)];
                needed = DifferenceOn(fewer, product) is null ? needed : fewer;
            }

            count = count > 1 ? count / 2 : needed.Count < before ? 1 : 0;
        }

        return needed;
    }

    private static string Report(
        IReadOnlyList<string> lines, Func<IEnumerable<string>, IEnumerable<string>> product)
    {
        StringBuilder text = new();
        text.Append("a difference with OFFERS_PROPERTY_SEED=").Append(PropertyRunner.Seed)
            .Append(": ").Append(DifferenceOn(lines, product)).Append("\nthe scenario:\n\n");
        foreach (string line in lines)
        {
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }
}

/// <summary>Two runners answer a scenario differently.</summary>
internal sealed class ScenarioDifferenceException(IReadOnlyList<string> lines, string message)
    : Exception(message)
{
    /// <summary>The shortest scenario found.</summary>
    public IReadOnlyList<string> Lines { get; } = lines;
}
