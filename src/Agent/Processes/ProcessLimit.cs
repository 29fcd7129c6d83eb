using System.Globalization;

namespace Offers.Agents.Processes;

/// <summary>One resource limit of a process (<c>setrlimit</c>).</summary>
/// <param name="Kind">What it bounds.</param>
/// <param name="Soft">The bound in force; <see cref="Unlimited"/> is none.</param>
/// <param name="Hard">How far the process itself may raise it; at least the soft one.</param>
internal readonly record struct ProcessLimit(ProcessLimitKind Kind, ulong Soft, ulong Hard)
{
    /// <summary>No bound.</summary>
    internal const ulong Unlimited = ulong.MaxValue;

    private const string UnlimitedWord = "unlimited";

    /// <summary>
    /// Reads <c>open-files=1024:4096;core=0</c>: kinds with a soft and a hard limit, or one for
    /// both; <c>unlimited</c> is none. Nothing reads as no limits.
    /// </summary>
    /// <exception cref="FormatException">The text is not of this form.</exception>
    internal static IReadOnlyList<ProcessLimit> Parse(string text)
    {
        List<ProcessLimit> limits = [];
        foreach (string part in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            ProcessLimit limit = One(part);
            if (limits.Exists(other => other.Kind == limit.Kind))
            {
                throw new FormatException($"found '{part}', expected each limit once");
            }

            limits.Add(limit);
        }

        return limits;
    }

    private static ProcessLimit One(string part)
    {
        string[] sides = part.Split('=');
        string[] bounds = sides is [_, { } right] ? right.Split(':') : [];
        ProcessLimitKind? kind = Array.Find(
            Enum.GetValues<ProcessLimitKind>().Cast<ProcessLimitKind?>().ToArray(),
            one => string.Equals(Word(one!.Value), sides[0], StringComparison.Ordinal));
        return kind is { } known && bounds.Length is 1 or 2
            && Bound(bounds[0]) is { } soft && Bound(bounds[^1]) is { } hard && soft <= hard
                ? new ProcessLimit(known, soft, hard)
                : throw new FormatException(
                    $"found '{part}', expected KIND=SOFT or KIND=SOFT:HARD, a kind being one of "
                    + string.Join(", ", Enum.GetValues<ProcessLimitKind>().Select(Word)));
    }

    /// <summary><c>OpenFiles</c> is called <c>open-files</c>.</summary>
    private static string Word(ProcessLimitKind kind) => string.Concat(kind.ToString().Select(
        (letter, i) => char.IsAsciiLetterUpper(letter)
            ? (i > 0 ? "-" : "") + char.ToLowerInvariant(letter)
            : letter.ToString()));

    private static ulong? Bound(string text) =>
        string.Equals(text, UnlimitedWord, StringComparison.Ordinal) ? Unlimited
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong bound)
            ? bound
            : null;
}
