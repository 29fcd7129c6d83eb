namespace Offers.Simulation.Experiments;

/// <summary>Helps who mistyped a word.</summary>
internal static class Nearest
{
    private const int LongestWord = 64;

    /// <summary>
    /// " (did you mean 'x'?)" when a known word is near enough, otherwise " (one of x, y, z)". Near
    /// is about one edit in three letters at most; ties go to the first.
    /// </summary>
    internal static string Hint(string found, IReadOnlyList<string> known)
    {
        string best = "";
        int least = int.MaxValue;
        foreach (string word in found.Length > LongestWord ? [] : known)
        {
            int distance = Distance(found, word);
            if (distance < least && distance <= (Math.Max(word.Length, found.Length) + 1) / 3)
            {
                best = word;
                least = distance;
            }
        }

        return best.Length > 0
            ? $" (did you mean '{best}'?)"
            : $" (one of {string.Join(", ", known)})";
    }

    /// <summary>Letters inserted, removed or replaced (Levenshtein 1966). O(a b).</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[b.Length];
    }
}
