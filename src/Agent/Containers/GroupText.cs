using System.Globalization;

namespace Offers.Agents.Containers;

/// <summary>Reading of the small texts that the kernel shows.</summary>
internal static class GroupText
{
    /// <summary>More than any machine has: how version 1 shows that there is no limit.</summary>
    private const long Huge = 1L << 60;

    internal static string[] Words(string text) =>
        text.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries);

    internal static string[] Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    internal static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// A number; null for <c>max</c>, for -1 and for what is more than any machine has.
    /// </summary>
    /// <exception cref="FormatException">It is neither.</exception>
    internal static long? Limit(string text)
    {
        string trimmed = text.Trim();
        if (trimmed is "max")
        {
            return null;
        }

        long value = Number(trimmed);
        return value is < 0 or >= Huge ? null : value;
    }

    /// <summary>A number; what is too large becomes the largest.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    internal static long Number(string text) =>
        long.TryParse(text.Trim(), NumberStyles.Integer, CultureInfo.InvariantCulture, out long n)
            ? n
            : ulong.TryParse(
                text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out ulong _)
                ? long.MaxValue
                : throw new FormatException($"found '{text.Trim()}', expected a number");

    /// <summary>The value after a key at the begin of a line; 0 when it is not there.</summary>
    internal static long Value(string text, string key)
    {
        foreach (string line in Lines(text))
        {
            if (line.Length > key.Length && line[key.Length] == ' '
                && line.StartsWith(key, StringComparison.Ordinal))
            {
                return Number(line[(key.Length + 1)..]);
            }
        }

        return 0;
    }

    /// <summary>
    /// The sum of the values that stand after <c>key=</c> in any line, as in <c>io.stat</c>.
    /// </summary>
    internal static long SumOfPairs(string text, string key)
    {
        long sum = 0;
        foreach (string word in Words(text))
        {
            if (word.Length > key.Length && word[key.Length] == '='
                && word.StartsWith(key, StringComparison.Ordinal))
            {
                sum += Number(word[(key.Length + 1)..]);
            }
        }

        return sum;
    }

    /// <summary>
    /// The sum of the values of an operation over devices: lines <c>8:0 Read 4096</c>.
    /// </summary>
    internal static long SumOfOperation(string text, string operation)
    {
        long sum = 0;
        foreach (string line in Lines(text))
        {
            if (Words(line) is [_, var name, var value]
                && string.Equals(name, operation, StringComparison.Ordinal))
            {
                sum += Number(value);
            }
        }

        return sum;
    }

    internal static IReadOnlyList<int> Processes(string text)
    {
        List<int> processes = [];
        foreach (string word in Words(text))
        {
            processes.Add((int)Number(word));
        }

        return processes;
    }
}
