using System.Globalization;
using System.Text.Json;

namespace Offers.Faults;

/// <summary>What is to be tried.</summary>
internal sealed record FaultOptions
{
    /// <summary>Faults of each kind.</summary>
    internal int Rounds { get; init; } = 100;

    /// <summary>Where chance comes from.</summary>
    internal int Seed { get; init; } = 1;

    /// <summary>Agents.</summary>
    internal int Agents { get; init; } = 2;

    /// <summary>Tasks that each group of faults has to get through, a third of them shared.
    /// </summary>
    internal int Tasks { get; init; } = 90;

    /// <summary>Whether each fault is told as it happens.</summary>
    internal bool IsVerbose { get; init; }

    /// <summary>Kinds, in order.</summary>
    internal IReadOnlyList<FaultKind> Kinds { get; init; } = Enum.GetValues<FaultKind>();

    /// <summary>A kind as people write it: <c>agent-kill</c>.</summary>
    internal static string NameOf(FaultKind kind) =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    internal static FaultOptions Read(string[] arguments)
    {
        FaultOptions options = new();
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] is "--verbose")
            {
                options = options with { IsVerbose = true };
                continue;
            }

            string value = i + 1 < arguments.Length
                ? arguments[i + 1]
                : throw new FormatException($"{arguments[i]}: expected a value, found nothing");
            options = arguments[i++] switch
            {
                "--fault" => options with { Kinds = KindsOf(value) },
                "--rounds" => options with { Rounds = Number(value) },
                "--seed" => options with { Seed = Number(value) },
                "--agents" => options with { Agents = Number(value) },
                "--tasks" => options with { Tasks = Number(value) },
                string other => throw new FormatException(
                    $"found {other}, expected --fault, --rounds, --seed, --agents, --tasks or "
                    + "--verbose"),
            };
        }

        return options;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static FaultKind[] KindsOf(string text)
    {
        FaultKind[] all = Enum.GetValues<FaultKind>();
        return text is "all" ? all : [.. text.Split(',').Select(KindOf)];

        FaultKind KindOf(string name)
        {
            int found = Array.FindIndex(
                all, kind => string.Equals(NameOf(kind), name, StringComparison.Ordinal));
            return found >= 0 ? all[found] : throw new FormatException(
                $"--fault: found {name}, expected all or some of "
                + string.Join(',', all.Select(NameOf)));
        }
    }
}
