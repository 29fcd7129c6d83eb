using System.CommandLine;
using System.Globalization;

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
            Description = "The journal, as --journal of offers scenario writes it; - reads the "
                + "standard input.",
        };
        Option<bool> effects = new("--effects")
        {
            Description = "Prints one line for every offer as well.",
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
            JournalReplay replay = start(
                parsed.GetValue(effects) ? line => output.Write(line + "\n") : null);
            return Run(parsed.GetValue(file)!, replay, expected, output);
        }));
        return command;
    }

    private static int Run(
        string file, JournalReplay replay, string? expected, TextWriter output)
    {
        using LineSource lines = LineSource.Open(file);
        try
        {
            replay.Run(lines.Lines());
        }
        catch (FormatException bad)
        {
            Console.Error.WriteLine($"offers: {file}: {bad.Message}");
            return Cli.BadInput;
        }

        if (replay.TornLine is int torn)
        {
            Console.Error.WriteLine(
                $"offers: {file}: line {torn} breaks off; what is before it was replayed");
        }

        output.Write(replay.Summary() + "\n");
        return replay.Refusal is null && Matches(replay, expected)
            ? Cli.Done
            : Fail(file, replay, expected);
    }

    private static int Fail(string file, JournalReplay replay, string? expected)
    {
        Console.Error.WriteLine(replay.Refusal is string refusal
            ? $"offers: {file}: {refusal}"
            : $"offers: {file}: found digest {DigestOf(replay, expected!)}, expected {expected}");
        return Cli.CheckFailed;
    }

    private static bool Matches(JournalReplay replay, string? expected) =>
        expected is null || string.Equals(
            DigestOf(replay, expected), expected, StringComparison.OrdinalIgnoreCase);

    /// <summary>The digests in the form of the expected one: with the state's or without.</summary>
    private static string DigestOf(JournalReplay replay, string expected) =>
        expected.Contains(':', StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture,
                $"{replay.DecisionDigest:x16}:{replay.StateDigest:x16}")
            : string.Create(CultureInfo.InvariantCulture, $"{replay.DecisionDigest:x16}");

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
