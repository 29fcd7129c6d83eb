namespace Offers.Core.Tests.Preemption;

/// <summary>Small random cells and claims, the same for the same seed.</summary>
internal static class RandomCells
{
    private static readonly string[] Paths = ["a", "a/x", "a/y", "b", "c"];

    internal static (PreemptionCell Cell, PreemptionClaim Claim) Make(Random random, int most)
    {
        PreemptionCell cell = new("cpus:24;mem:24");
        foreach (string path in Paths)
        {
            string guarantee = random.Next(3) == 0 ? Amounts(random, 6) : "";
            cell.Role(path, guarantee, random.Next(1, 4) * 500, random.Next(12) == 0);
        }

        int agents = random.Next(1, 4);
        int[] cpus = [.. Enumerable.Repeat(8, agents)];
        int[] mem = [.. Enumerable.Repeat(8, agents)];
        for (int i = 0; i < agents; i++)
        {
            cell.Agent($"s{i}", "cpus:8;mem:8");
        }

        for (int i = random.Next(1, most + 1); i > 0; i--)
        {
            int agent = random.Next(agents);
            int c = Math.Min(cpus[agent], random.Next(1, 5));
            int m = Math.Min(mem[agent], random.Next(0, 5));
            if (c > 0)
            {
                (cpus[agent], mem[agent]) = (cpus[agent] - c, mem[agent] - m);
                RunOne(cell, random, $"f{random.Next(4)}.{i}", $"s{agent}", $"cpus:{c};mem:{m}");
            }
        }

        // What no task that can be taken uses is little, so that claims need victims.
        for (int i = 0; i < agents; i++)
        {
            cell.Machines[i] = new PreemptionAgent($"s{i}", PreemptionCell.Of(
                $"cpus:{8 - cpus[i] + random.Next(2)};mem:{8 - mem[i] + random.Next(3)}"));
        }

        return (cell, ClaimOn(random));
    }

    private static void RunOne(
        PreemptionCell cell, Random random, string name, string agent, string resources) =>
        cell.Run(
            name, Paths[random.Next(Paths.Length)], agent, resources, random.Next(3),
            random.Next(4) == 0, random.Next(4), random.Next(9) == 0);

    private static PreemptionClaim ClaimOn(Random random) => PreemptionCell.Claim(
        Paths[random.Next(Paths.Length)],
        (PreemptionCause)random.Next(3),
        Amounts(random, 3),
        random.Next(1, 4),
        random.Next(4),
        $"f{random.Next(5)}") with
    {
        IsRevocable = random.Next(6) == 0,
        Promised = random.Next(5) == 0 ? 1 : 0,
        Agents = random.Next(5) == 0 ? ["s0", "s2"] : null,
    };

    private static string Amounts(Random random, int most) =>
        random.Next(3) == 0
            ? $"cpus:{random.Next(1, most + 1)}"
            : $"cpus:{random.Next(1, most + 1)};mem:{random.Next(1, most + 1)}";
}
