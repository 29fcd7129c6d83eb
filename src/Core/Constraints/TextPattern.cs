using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Offers;

/// <summary>
/// A pattern that a whole text matches or not, in time linear in the text. Remembers what it said
/// of the last values, of which a cell has few.
/// </summary>
internal sealed class TextPattern
{
    /// <summary>
    /// Values remembered; when there are more, all are forgotten. Memory only: the answers are the
    /// same.
    /// </summary>
    internal const int MostRemembered = 4_096;

    private const RegexOptions Options =
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private readonly Dictionary<string, bool> _remembered = new(StringComparer.Ordinal);
    private readonly Regex _whole;

    private TextPattern(Regex whole) => _whole = whole;

    internal int Remembered => _remembered.Count;

    internal static bool TryCompile(
        string pattern, [NotNullWhen(true)] out TextPattern? compiled, out string error)
    {
        compiled = null;
        string? refusal = PatternCost.Refusal(pattern);
        if (refusal is not null)
        {
            error = refusal;
            return false;
        }

        try
        {
            // By itself first: "a)|(b" is no pattern, but would be one inside parentheses.
            _ = new Regex(pattern, Options);
            compiled = new TextPattern(new Regex($@"\A(?:{pattern})\z", Options));
            error = "";
            return true;
        }
        catch (ArgumentException broken)
        {
            error = $"broken: {broken.Message}";
        }
        catch (NotSupportedException costly)
        {
            error = $"one that needs backtracking: {costly.Message}";
        }

        return false;
    }

    /// <summary>
    /// True when the whole text matches. Allocates only for values that it does not remember.
    /// </summary>
    internal bool Matches(string text)
    {
        if (_remembered.TryGetValue(text, out bool matches))
        {
            return matches;
        }

        if (_remembered.Count == MostRemembered)
        {
            _remembered.Clear();
        }

        matches = _whole.IsMatch(text);
        _remembered.Add(text, matches);
        return matches;
    }
}
