using FsCheck;
using FsCheck.Fluent;

namespace Offers.Core.Tests;

/// <summary>Random histories and their shrinking.</summary>
internal static class Histories
{
    /// <summary>How often each command comes; runs and answers to offers dominate.</summary>
    private static readonly (int Weight, CommandKind Kind)[] Everything =
    [
        (6, CommandKind.AddAgent),
        (2, CommandKind.RemoveAgent),
        (4, CommandKind.UpdateAgent),
        (1, CommandKind.DeactivateAgent),
        (2, CommandKind.ActivateAgent),
        (1, CommandKind.NameRole),
        (2, CommandKind.SetWeight),
        (4, CommandKind.AddFramework),
        (1, CommandKind.RemoveFramework),
        (1, CommandKind.DeactivateFramework),
        (2, CommandKind.ActivateFramework),
        (2, CommandKind.Suppress),
        (4, CommandKind.Revive),
        (16, CommandKind.Accept),
        (16, CommandKind.Decline),
        (3, CommandKind.Rescind),
        (12, CommandKind.Recover),
        (3, CommandKind.ExpireOffers),
        (14, CommandKind.RunPending),
        (20, CommandKind.RunBatch),
        (5, CommandKind.SkipBatches),
        (18, CommandKind.Advance),
        (1, CommandKind.GrowSchema),
        (8, CommandKind.Audit),
    ];

    /// <summary>Commands whose outcome in numbers does not hang on who got which offer.</summary>
    private static readonly (int Weight, CommandKind Kind)[] Anonymous =
    [
        (8, CommandKind.AddAgent),
        (2, CommandKind.RemoveAgent),
        (2, CommandKind.DeactivateAgent),
        (3, CommandKind.ActivateAgent),
        (4, CommandKind.AddFramework),
        (2, CommandKind.SetWeight),
        (2, CommandKind.Suppress),
        (2, CommandKind.Revive),
        (4, CommandKind.Advance),
        (4, CommandKind.RunPending),
        (6, CommandKind.RunBatch),
        (2, CommandKind.GrowSchema),
    ];

    /// <summary>Offers, refusals and time; what a filter table lives through.</summary>
    private static readonly (int Weight, CommandKind Kind)[] Refusals =
    [
        (2, CommandKind.UpdateAgent),
        (1, CommandKind.RemoveAgent),
        (2, CommandKind.AddAgent),
        (1, CommandKind.DeactivateFramework),
        (1, CommandKind.ActivateFramework),
        (2, CommandKind.Revive),
        (6, CommandKind.Accept),
        (24, CommandKind.Decline),
        (6, CommandKind.Recover),
        (4, CommandKind.RunPending),
        (24, CommandKind.RunBatch),
        (3, CommandKind.SkipBatches),
        (16, CommandKind.Advance),
    ];

    /// <summary>
    /// Rounds in which all offers are declined for a year and one framework is revived, so that
    /// thousands of dead filters pile up and are swept; now and then a year goes by.
    /// </summary>
    public static Arbitrary<History> OfClearings => Arb.From(
        from setup in Setups
        from rounds in Gen.Choose(0, 199).ArrayOf(350)
        select new History(setup, [.. NineAgentsAndThreeFrameworks, .. rounds.SelectMany(Round)]),
        Shrink);

    public static Arbitrary<History> OfRefusals => From(Refusals);

    public static Arbitrary<History> OfEverything => From(Everything);

    public static Arbitrary<History> OfAnonymousCommands => From(Anonymous);

    private static Arbitrary<History> From((int Weight, CommandKind Kind)[] kinds)
    {
        Gen<Command> command =
            from kind in Gen.Frequency(kinds.Select(k => (k.Weight, Gen.Constant(k.Kind))))
            from a in Gen.Choose(0, 31)
            from b in Gen.Choose(0, 31)
            from c in Gen.Choose(0, 31)
            select new Command(kind, a, b, c);
        Gen<History> history =
            from setup in Setups
            from agents in Beginning(CommandKind.AddAgent, most: 6)
            from frameworks in Beginning(CommandKind.AddFramework, most: 4)
            from commands in Gen.Sized(size =>
                from length in Gen.Choose(size / 2, size)
                from some in command.ArrayOf(length)
                select some)
            select new History(setup, [.. agents, .. frameworks, .. commands]);
        return Arb.From(history, Shrink);
    }

    private static Gen<Setup> Setups =>
        from n in Gen.Choose(0, 11).ArrayOf(9)
        select new Setup(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8]);

    /// <summary>So that most histories are about something from the start.</summary>
    private static Gen<Command[]> Beginning(CommandKind kind, int most) =>
        from count in Gen.Choose(0, most)
        from some in (
            from a in Gen.Choose(0, 28)
            from b in Gen.Choose(0, 27)
            from c in Gen.Choose(0, 31)
            select new Command(kind, a, b, c)).ArrayOf(count)
        select some;

    private static IEnumerable<Command> NineAgentsAndThreeFrameworks =>
    [
        .. Enumerable.Range(0, 9).Select(i => new Command(CommandKind.AddAgent, i, i % 3)),
        .. Enumerable.Range(0, 3).Select(i => new Command(CommandKind.AddFramework, i, i)),
    ];

    private static IEnumerable<Command> Round(int number)
    {
        yield return new Command(CommandKind.Revive, number % 29);
        yield return new Command(CommandKind.RunPending);
        for (int i = 0; i < 9; i++)
        {
            yield return new Command(CommandKind.Decline, (number + i) % 29, 0, 28);
        }

        if (number < 2)
        {
            yield return new Command(CommandKind.Advance, 10);
            yield return new Command(CommandKind.RunBatch);
        }
    }

    private static IEnumerable<History> Shrink(History history) =>
        WithoutSomeCommands(history)
            .Concat(WithSimplerSetup(history))
            .Concat(history.Commands.Count < 128 ? WithSimplerCommands(history) : []);

    private static IEnumerable<History> WithoutSomeCommands(History history)
    {
        int count = history.Commands.Count;
        int shortest = Math.Max(1, count / 64);
        for (int length = Math.Max(1, count / 2); length >= shortest && count > 1; length /= 2)
        {
            for (int start = count - length; start >= 0; start -= length)
            {
                yield return history with
                {
                    Commands =
                    [
                        .. history.Commands.Take(start),
                        .. history.Commands.Skip(start + length),
                    ],
                };
            }
        }
    }

    private static IEnumerable<History> WithSimplerSetup(History history)
    {
        Setup setup = history.Setup;
        Setup[] simpler =
        [
            setup with { Seed = 0 },
            setup with { Order = 1 },
            setup with { OnReturn = 0 },
            setup with { Timeout = 0 },
            setup with { Minimum = 0 },
            setup with { Excluded = 0 },
            setup with { Gpus = 0 },
            setup with { Interval = 0 },
            setup with { Audits = 0 },
        ];
        return simpler.Where(s => s != setup).Select(s => history with { Setup = s });
    }

    private static IEnumerable<History> WithSimplerCommands(History history)
    {
        for (int i = 0; i < history.Commands.Count; i++)
        {
            foreach (Command simpler in Simpler(history.Commands[i]))
            {
                Command[] commands = [.. history.Commands];
                commands[i] = simpler;
                yield return history with { Commands = commands };
            }
        }
    }

    private static IEnumerable<Command> Simpler(Command command)
    {
        for (int a = 0; a < command.A; a = (a * 2) + 1)
        {
            yield return command with { A = a };
        }

        for (int b = 0; b < command.B; b = (b * 2) + 1)
        {
            yield return command with { B = b };
        }

        for (int c = 0; c < command.C; c = (c * 2) + 1)
        {
            yield return command with { C = c };
        }
    }
}
