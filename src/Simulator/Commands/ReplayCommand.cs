using System.CommandLine;
using System.Globalization;
using Offers.Masters.Store;

namespace Offers.Simulation.Commands;

/// <summary><c>offers replay JOURNAL</c>: does again what a journal says.</summary>
internal static class ReplayCommand
{
    /// <summary>Makes a replay on a cell of its own that prints its effects, if asked to.</summary>
    internal delegate JournalReplay Start(Action<string>? effects);

    internal static System.CommandLine.Command Create(Start start)
    {
        Argument<string> file = new("JOURNAL")
        {
            Description = "The journal, as --journal of offers scenario writes it, or the "
                + "directory or a journal of offers-master; - reads the standard input.",
        };
        Option<bool> effects = new("--effects")
        {
            Description = "Prints one line for every offer as well; of a master's journal one for "
                + "every message.",
        };
        Option<string?> against = new("--against")
        {
            Description = "The digest of the decisions that is expected, 16 hexadecimal digits; "
                + "with a colon and 16 more, that of the state too. Another one ends with 1.",
            HelpName = "DIGEST",
        };
        System.CommandLine.Command command = new(
            "replay", "Replays a journal and prints the digests of decisions and state.")
        {
            file, effects, against,
        };
        command.SetAction(parsed => Cli.Guard(() =>
        {
            string? expected = parsed.GetValue(against);
            CheckDigest(expected);
            TextWriter output = parsed.InvocationConfiguration.Output;
            Action<string>? print =
                parsed.GetValue(effects) ? line => output.Write(line + "\n") : null;
            return Run(parsed.GetValue(file)!, start, print, expected, output);
        }));
        return command;
    }

    private static int Run(
        string file, Start start, Action<string>? effects, string? expected, TextWriter output)
    {
        Outcome outcome;
        try
        {
            outcome = Directory.Exists(file)
                ? OutcomeOf(ClusterReplay.OfDirectory(file, effects))
                : RunFile(file, start, effects);
        }
        catch (FormatException bad)
        {
            Console.Error.WriteLine($"offers: {file}: {bad.Message}");
            return Cli.BadInput;
        }

        if (outcome.TornLine is int torn)
        {
            Console.Error.WriteLine(
                $"offers: {file}: line {torn} breaks off; what is before it was replayed");
        }

        output.Write(outcome.Summary + "\n");
        if (outcome.Refusal is null && (expected is null || string.Equals(
            DigestOf(outcome, expected), expected, StringComparison.OrdinalIgnoreCase)))
        {
            return Cli.Done;
        }

        Console.Error.WriteLine(outcome.Refusal is string refusal
            ? $"offers: {file}: {refusal}"
            : $"offers: {file}: found digest {DigestOf(outcome, expected!)}, expected {expected}");
        return Cli.CheckFailed;
    }

    /// <summary>Looks at the first line to see what the journal is of.</summary>
    private static Outcome RunFile(string file, Start start, Action<string>? effects)
    {
        using LineSource source = LineSource.Open(file);
        using IEnumerator<string> lines = source.Lines().GetEnumerator();
        string? first = lines.MoveNext() ? lines.Current : null;
        if (first is not null && ClusterReplay.IsHeader(first))
        {
            return OutcomeOf(SummedLine.IsOne(first) && file is not "-"
                ? ClusterReplay.OfFile(file, effects)
                : ClusterReplay.OfLines(Again(first, lines), effects));
        }

        JournalReplay replay = start(effects);
        replay.Run(Again(first, lines));
        return new Outcome(
            replay.DecisionDigest, replay.StateDigest, replay.Summary(), replay.Refusal,
            replay.TornLine);
    }

    private static Outcome OutcomeOf(ClusterReplay replay) => new(
        replay.DecisionDigest, replay.StateDigest, replay.Summary(), null, replay.TornLine);

    private static IEnumerable<string> Again(string? first, IEnumerator<string> rest)
    {
        if (first is null)
        {
            yield break;
        }

        yield return first;
        while (rest.MoveNext())
        {
            yield return rest.Current;
        }
    }

    /// <summary>The digests in the form of the expected one: with the state's or without.</summary>
    private static string DigestOf(Outcome outcome, string expected) =>
        expected.Contains(':', StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture,
                $"{outcome.Decisions:x16}:{outcome.State:x16}")
            : string.Create(CultureInfo.InvariantCulture, $"{outcome.Decisions:x16}");

    private sealed record Outcome(
        ulong Decisions, ulong State, string Summary, string? Refusal, int? TornLine);

    private static void CheckDigest(string? text)
    {
        string[] parts = text?.Split(':') ?? [];
        if (parts.Length > 2
            || parts.Any(part => part.Length != 16 || !part.All(char.IsAsciiHexDigit)))
        {
            throw new InputException(
                "--against", 0, "digest", text!, "16 hexadecimal digits, or 16:16 of them");
        }
    }
}
