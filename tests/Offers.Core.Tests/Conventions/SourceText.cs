using System.Text;

namespace Offers.Core.Tests.Conventions;

/// <summary>
/// C# source with comments, texts and characters blanked out and line breaks kept, so that braces and
/// words that remain are code. Knows verbatim, raw and interpolated texts.
/// </summary>
internal sealed class SourceText
{
    private readonly string _source;
    private readonly StringBuilder _code = new();
    private int _at;

    private SourceText(string source) => _source = source;

    internal static string CodeOf(string source)
    {
        SourceText text = new(source);
        text.Code(false);
        return text._code.ToString();
    }

    private bool Sees(string what) =>
        string.CompareOrdinal(_source, _at, what, 0, what.Length) == 0;

    private void Skip(int count)
    {
        for (int end = Math.Min(_at + count, _source.Length); _at < end; _at++)
        {
            _code.Append(_source[_at] == '\n' ? '\n' : ' ');
        }
    }

    /// <summary>Reads code; inside an interpolation hole until the brace that closes it.</summary>
    private void Code(bool inHole)
    {
        for (int depth = 0; _at < _source.Length;)
        {
            if (Sees("//"))
            {
                Skip(Math.Max(0, Until("\n")));
            }
            else if (Sees("/*"))
            {
                Skip(Until("*/") + 2);
            }
            else if (_source[_at] == '\'')
            {
                Skip(_source[_at + 1] == '\\' ? 3 : 1);
                Skip(Until("'") + 1);
            }
            else if (StartsText())
            {
                Text();
            }
            else
            {
                char c = _source[_at];
                depth += c == '{' ? 1 : c == '}' ? -1 : 0;
                if (inHole && depth < 0)
                {
                    return;
                }

                _code.Append(inHole && c is ('{' or '}') ? ' ' : c);
                _at++;
            }
        }
    }

    private int Until(string what)
    {
        int end = _source.IndexOf(what, _at, StringComparison.Ordinal);
        return (end < 0 ? _source.Length : end) - _at;
    }

    private bool StartsText()
    {
        int i = _at;
        while (i < _source.Length && _source[i] is '$' or '@')
        {
            i++;
        }

        return i < _source.Length && _source[i] == '"';
    }

    private void Text()
    {
        int start = _at;
        Skip(Until("\""));
        string prefix = _source[start.._at];
        int quotes = 0;
        while (_at < _source.Length && _source[_at] == '"')
        {
            quotes++;
            Skip(1);
        }

        bool isRaw = quotes >= 3;
        if (quotes == 2)
        {
            return;
        }

        string end = new('"', isRaw ? quotes : 1);
        while (_at < _source.Length && !Closes(prefix, isRaw, end))
        {
            bool escaped = !isRaw && !prefix.Contains('@') && _source[_at] == '\\';
            if (prefix.Contains('$') && _source[_at] == '{' && !Sees("{{"))
            {
                Skip(1);
                Code(true);
            }
            else
            {
                Skip(escaped || Sees("{{") || (prefix.Contains('@') && Sees("\"\"")) ? 2 : 1);
            }
        }

        Skip(end.Length);
    }

    private bool Closes(string prefix, bool isRaw, string end) =>
        Sees(end) && (isRaw || !prefix.Contains('@') || !Sees("\"\""));
}
