using System;

namespace Offers;

/// <summary>
/// Estimates, from the text of a pattern alone, how many states an automaton for it has: one a
/// character or class, one more for each repetition and alternative, and counted repetitions as
/// often as they count, nested ones multiplied. It runs before the pattern is compiled, so that a
/// costly one is never built.
/// </summary>
/// <remarks>
/// Mesos bounds its engine's programs to 100 instructions; patterns that fit there fit here. What
/// is no valid pattern gets some number: the compiler then says what is wrong with it.
/// </remarks>
internal ref struct PatternCost
{
    /// <summary>The most characters of a pattern.</summary>
    internal const int MostCharacters = 1_000;

    /// <summary>The most states of a pattern that is not too complex.</summary>
    internal const long MostStates = 100;

    /// <summary>From here on a pattern is not merely too complex but too large.</summary>
    internal const long TooManyStates = 500;

    /// <summary>Deeper groups than this are refused: their cost is found by recursion.</summary>
    internal const int MostDepth = 50;

    /// <summary>Beginning and end of the whole text.</summary>
    private const long Anchors = 2;

    private const long Endless = 1L << 40;

    private readonly ReadOnlySpan<char> _pattern;
    private int _at;

    private PatternCost(ReadOnlySpan<char> pattern) => _pattern = pattern;

    /// <summary>Estimates the states of a pattern. O(length).</summary>
    internal static long StatesOf(ReadOnlySpan<char> pattern)
    {
        PatternCost cost = new(pattern);
        long states = Anchors;
        while (cost._at < pattern.Length)
        {
            states = Sum(states, cost.Alternatives(0));

            // A closing parenthesis too many: the compiler refuses it.
            cost._at++;
        }

        return states;
    }

    /// <summary>Says why a pattern is refused; null when it is not.</summary>
    internal static string? Refusal(string pattern)
    {
        if (pattern.Length > MostCharacters)
        {
            return $"too large: found {pattern.Length} characters, expected at most "
                + $"{MostCharacters}";
        }

        long states = StatesOf(pattern);
        if (states <= MostStates)
        {
            return null;
        }

        string what = states > TooManyStates ? "too large" : "too complex";
        return $"{what}: found about {states} states, expected at most {MostStates}";
    }

    private long Alternatives(int depth)
    {
        long states = 0;
        while (_at < _pattern.Length && _pattern[_at] != ')')
        {
            if (_pattern[_at] == '|')
            {
                _at++;
                states = Sum(states, 1);
            }
            else
            {
                states = Sum(states, Repeated(Atom(depth)));
            }
        }

        return states;
    }

    private long Atom(int depth)
    {
        char first = _pattern[_at++];
        switch (first)
        {
            case '\\':
                SkipEscape();
                return 1;
            case '[':
                SkipClass();
                return 1;
            case '(':
                return Group(depth + 1);
            default:
                return 1;
        }
    }

    private long Group(int depth)
    {
        if (depth > MostDepth)
        {
            _at = _pattern.Length;
            return Endless;
        }

        if (Next() == '?')
        {
            // (?:  (?<name>  (?i)  (?i:  and those that the compiler refuses.
            int end = _pattern[_at..].IndexOfAny(":>)");
            _at = end < 0 ? _pattern.Length : _at + end + (_pattern[_at + end] == ')' ? 0 : 1);
        }

        long states = Alternatives(depth);
        _at++;
        return states;
    }

    /// <summary>Applies all repetitions that follow what costs so many states.</summary>
    private long Repeated(long states)
    {
        while (true)
        {
            char next = Next();
            if (next is '*' or '+' or '?')
            {
                _at++;
                states = Sum(states, 1);
            }
            else if (next == '{' && TryReadCount(out long least, out long most))
            {
                // x{3,} is x three times and then as often as it likes.
                states = most < 0
                    ? Sum(Product(states, Math.Max(1, least)), 1)
                    : Product(states, Math.Max(1, most));
            }
            else
            {
                return states;
            }
        }
    }

    /// <summary>Reads {n}, {n,} or {n,m}; anything else in braces is plain text.</summary>
    private bool TryReadCount(out long least, out long most)
    {
        int start = _at++;
        bool isCount = TryReadNumber(out least);
        most = least;
        if (isCount && Next() == ',')
        {
            _at++;
            most = TryReadNumber(out long number) ? number : -1;
        }

        if (isCount && Next() == '}')
        {
            _at++;
            return true;
        }

        _at = start;
        return false;
    }

    private bool TryReadNumber(out long number)
    {
        int start = _at;
        number = 0;
        while (char.IsAsciiDigit(Next()))
        {
            number = Math.Min((number * 10) + (_pattern[_at++] - '0'), Endless);
        }

        return _at > start;
    }

    private void SkipEscape()
    {
        char escaped = Next();
        _at++;
        if (escaped is 'p' or 'P' or 'k' && Next() is '{' or '<')
        {
            int end = _pattern[_at..].IndexOfAny('}', '>');
            _at = end < 0 ? _pattern.Length : _at + end + 1;
        }

        int digits = escaped switch { 'x' => 2, 'u' => 4, 'c' => 1, _ => 0 };
        _at = Math.Min(_at + digits, _pattern.Length);
    }

    /// <summary>Skips a class; a bracket that comes first in it is a member of it.</summary>
    private void SkipClass()
    {
        int depth = 1;
        _at += Next() == '^' ? 1 : 0;
        _at += Next() == ']' ? 1 : 0;
        while (depth > 0 && _at < _pattern.Length)
        {
            char c = _pattern[_at++];
            if (c == '\\')
            {
                _at++;
            }
            else if (c == '[' && _at >= 2 && _pattern[_at - 2] == '-')
            {
                // Subtraction: [a-z-[aeiou]].
                depth++;
            }
            else if (c == ']')
            {
                depth--;
            }
        }

        _at = Math.Min(_at, _pattern.Length);
    }

    private readonly char Next() => _at < _pattern.Length ? _pattern[_at] : '\0';

    private static long Sum(long left, long right) => Math.Min(left + right, Endless);

    private static long Product(long left, long right) =>
        (long)Int128.Min((Int128)left * right, Endless);
}
