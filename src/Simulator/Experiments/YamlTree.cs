using System.Globalization;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Offers.Simulation.Experiments;

/// <summary>
/// Reads one YAML document into a tree. Made from the events of the parser and not from its
/// document model, because that recurses as deep as the text says and shares what aliases name:
/// here depth, size and aliases are bounded before anything is built, and each item keeps its line.
/// </summary>
internal sealed class YamlTree
{
    /// <summary>Longest text, in bytes of UTF-8.</summary>
    internal const int MaxBytes = 1 << 20;

    /// <summary>Most items of a document, aliases written out.</summary>
    internal const int MaxItems = 100_000;

    /// <summary>Deepest nesting.</summary>
    internal const int MaxDepth = 32;

    /// <summary>The longest key that a message repeats.</summary>
    private const int LongestKey = 256;

    private const string Lost = " (is a bracket or a quote open?)";

    private readonly string _file;
    private readonly bool _hasLines;
    private readonly string _text;
    private readonly string _field;
    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly Dictionary<string, YamlItem?> _anchors = new(StringComparer.Ordinal);
    private int _items;

    private YamlTree(string file, string text, string field, bool hasLines)
    {
        _file = file;
        _text = text;
        _field = field;
        _hasLines = hasLines;
        _scanner = new Scanner(new StringReader(text), skipComments: true);
        _parser = new Parser(_scanner);
    }

    /// <summary>Reads the text, which must hold exactly one document.</summary>
    /// <param name="file">The file for messages.</param>
    /// <param name="text">The YAML.</param>
    /// <param name="field">What messages call the document.</param>
    /// <param name="hasLines">Whether lines mean anything to the reader of messages.</param>
    /// <exception cref="InputException">The text is not such YAML.</exception>
    internal static YamlItem Read(string file, string text, string field, bool hasLines = true)
    {
        RequirePlainText(file, text, hasLines);
        return new YamlTree(file, text, field, hasLines).ReadDocument();
    }

    private static void RequirePlainText(string file, string text, bool hasLines)
    {
        if (text.Length > MaxBytes || Encoding.UTF8.GetByteCount(text) > MaxBytes)
        {
            throw new InputException(file, 0, "file", "more", "at most 1 MiB of text");
        }

        int line = 1;
        bool isIndentation = true;
        foreach (char c in text)
        {
            if (c == '\t' && isIndentation)
            {
                throw new InputException(
                    file, hasLines ? line : 0, "indentation", "\t", "spaces, not tabs");
            }

            if (char.IsControl(c) && c is not ('\t' or '\n' or '\r'))
            {
                throw new InputException(
                    file, hasLines ? line : 0, "text", $"{c}", "no control characters");
            }

            line += c == '\n' ? 1 : 0;
            isIndentation = c is '\n' or '\r' || (isIndentation && c == ' ');
        }
    }

    private static string LineAt(string text, int line)
    {
        using StringReader lines = new(text);
        string? found = lines.ReadLine();
        for (int i = 1; i < line && found is not null; i++)
        {
            found = lines.ReadLine();
        }

        return string.IsNullOrWhiteSpace(found) ? "the end" : found.Trim();
    }

    private YamlItem ReadDocument()
    {
        Next();
        Next();
        if (_parser.Current is StreamEnd)
        {
            throw new InputException(_file, 0, _field, "nothing", "one YAML document");
        }

        Next();
        YamlItem root = Build("", 1);
        Next();
        Next();
        if (_parser.Current is not StreamEnd)
        {
            throw Bad(_field, "a second document", "one YAML document");
        }

        return root;
    }

    /// <summary>Builds the item that begins at the current event; ends on its last event.</summary>
    private YamlItem Build(string path, int depth)
    {
        if (depth > MaxDepth || ++_items > MaxItems)
        {
            throw TooMuch(path);
        }

        if (_parser.Current is AnchorAlias alias)
        {
            return Resolve(alias, path, depth);
        }

        if (_parser.Current is not NodeEvent start)
        {
            throw BadSyntax(_scanner.CurrentPosition, Lost);
        }

        if (!start.Tag.IsEmpty)
        {
            throw Bad(path, $"the tag {start.Tag}", "no tags");
        }

        string? anchor = start.Anchor.IsEmpty ? null : start.Anchor.Value;
        if (anchor is not null)
        {
            _anchors[anchor] = null;
        }

        YamlItem item = BuildPlain(start, path, depth);
        if (anchor is not null)
        {
            _anchors[anchor] = item;
        }

        return item;
    }

    private YamlItem BuildPlain(NodeEvent start, string path, int depth) => start switch
    {
        Scalar scalar => new YamlScalar(
            Here(), scalar.Value, scalar.Style == YamlDotNet.Core.ScalarStyle.Plain),
        SequenceStart => BuildList(path, depth),
        _ => BuildMapping(path, depth),
    };

    private YamlList BuildList(string path, int depth)
    {
        YamlList list = new(Here());
        for (Next(); _parser.Current is not SequenceEnd; Next())
        {
            list.Items.Add(Build(YamlValue.PathOf(path, list.Items.Count), depth + 1));
        }

        return list;
    }

    private YamlMapping BuildMapping(string path, int depth)
    {
        YamlMapping mapping = new(Here());
        for (Next(); _parser.Current is not MappingEnd; Next())
        {
            YamlMark mark = Here();
            string key = ReadKey(path);
            string below = YamlValue.PathOf(path, key);
            Next();
            if (!mapping.TryAdd(key, mark, Build(below, depth + 1)))
            {
                throw new InputException(
                    mark.File, mark.Line, below, $"{key} a second time", "each key once");
            }
        }

        return mapping;
    }

    private string ReadKey(string path)
    {
        _items++;
        if (_parser.Current is not Scalar { Tag.IsEmpty: true, Anchor.IsEmpty: true } key)
        {
            throw Bad(path, "a key that is not a word", "plain words as keys");
        }

        return key.Value.Length <= LongestKey ? key.Value : key.Value[..LongestKey];
    }

    private YamlItem Resolve(AnchorAlias alias, string path, int depth)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out YamlItem? item) || item is null)
        {
            throw Bad(path, $"*{alias.Value.Value}", "an alias of something complete above it");
        }

        _items += item.Size;
        if (_items > MaxItems || depth + item.Height - 1 > MaxDepth)
        {
            throw TooMuch(path);
        }

        return item.Copy();
    }

    /// <summary>
    /// Goes on to the next event. On some damaged texts the parser throws other exceptions than
    /// its own; they say nothing but that it is lost.
    /// </summary>
    private void Next()
    {
        try
        {
            _parser.MoveNext();
        }
        catch (YamlException e)
        {
            throw BadSyntax(e.Start, $" ({e.Message.Trim().TrimEnd('.')})");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException
            or FormatException or OverflowException or IndexOutOfRangeException)
        {
            throw BadSyntax(_scanner.CurrentPosition, Lost);
        }
    }

    private InputException BadSyntax(Mark mark, string reason)
    {
        int line = LineOf(mark);
        string found = LineAt(_text, Math.Max(1, line));
        return new InputException(_file, line, _field, found, $"YAML{reason}");
    }

    private YamlMark Here() => new(_file, LineOf(_parser.Current!.Start));

    private int LineOf(Mark mark) => _hasLines ? (int)Math.Max(1, mark.Line) : 0;

    private InputException TooMuch(string path)
    {
        string most = string.Create(
            CultureInfo.InvariantCulture, $"at most {MaxItems} items, {MaxDepth} deep");
        return Bad(path, "more", most);
    }

    private InputException Bad(string path, string found, string expected) =>
        new(_file, Here().Line, path.Length == 0 ? "file" : path, found, expected);
}
