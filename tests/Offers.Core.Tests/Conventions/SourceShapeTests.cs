using System.Text.RegularExpressions;

namespace Offers.Core.Tests.Conventions;

/// <summary>Sizes and names of the source files. Exceptions stand here, with a reason, or nowhere.</summary>
public sealed partial class SourceShapeTests
{
    private const int LongestLine = 100;
    private const int LongestMethod = 60;
    private const int LongestFile = 500;
    private const int UsualFile = 300;

    /// <summary>Files above the usual length, each with its reason.</summary>
    private static readonly Dictionary<string, string> LongFiles = new(StringComparer.Ordinal)
    {
        ["FilterTable.cs"] = "one table, its lists and its sweep share two invariants",
        ["Allocator.Frameworks.cs"] = "eight commands with their documentation",
        ["Allocator.Runs.cs"] = "one run from candidates to offers",
        ["Allocator.cs"] = "state, construction and what can be asked",
        ["ResourceVector.cs"] = "the nine operations",
        ["MessagePackCodec.cs"] = "the whole format behind one file (decision 0024)",
        ["QueueScheduler.cs"] = "one scheduler: queue, offers in hand, and the timer of gathering",
    };

    private static string[] Sources =>
        [.. Repository.Sources("src").Select(f => Path.GetRelativePath(Repository.Root, f))];

    [Fact]
    public void Lines_have_at_most_100_columns() =>
        Assert.All(Sources, LinesIn);

    private static void LinesIn(string file)
    {
        string[] lines = Lines(file);
        for (int i = 0; i < lines.Length; i++)
        {
            Assert.True(lines[i].Length <= LongestLine,
                $"{file}:{i + 1} has {lines[i].Length} columns, at most {LongestLine}: break it");
        }
    }

    [Fact]
    public void Files_have_usually_300_and_at_most_500_lines() =>
        Assert.All(Sources, FilesIn);

    private static void FilesIn(string file)
    {
        int count = Lines(file).Length;
        bool known = LongFiles.ContainsKey(Path.GetFileName(file));
        Assert.True(count <= (known ? LongestFile : UsualFile),
            $"{file} has {count} lines: split it by thought, or list it in SourceShapeTests with "
            + $"the reason (up to {LongestFile})");
    }

    [Fact]
    public void Methods_have_at_most_60_lines() =>
        Assert.All(Sources, MethodsIn);

    private static void MethodsIn(string file)
    {
        foreach ((string header, int line, int length) in Members(Code(file)))
        {
            Assert.True(length <= LongestMethod,
                $"{file}:{line}: '{header}' has {length} lines, at most {LongestMethod}: one "
                + "method decides, its helpers compute");
        }
    }

    [Fact]
    public void A_file_holds_one_public_type_and_is_named_after_it() =>
        Assert.All(Sources, OneTypeIn);

    private static void OneTypeIn(string file)
    {
        string[] types = [.. PublicType().Matches(Code(file)).Select(m => m.Groups["name"].Value)];
        Assert.True(types.Length <= 1, $"{file} holds {string.Join(", ", types)}: one file each");
        string name = Path.GetFileName(file).Split('.')[0];
        Assert.True(types.Length == 0 || types[0] == name,
            $"{file} holds {types.FirstOrDefault()}: name the file after it");
    }

    [Fact]
    public void The_reader_of_sources_is_not_fooled_by_texts_and_comments()
    {
        const string Source = """
            class A { string S => $"}{{{(x ? "}" : "{")}"; // }
                char C = '}'; char D = '\''; string V = @"\"; /* { */ string E = "\"}";
            }
            """;
        string code = SourceText.CodeOf(Source);
        Assert.Equal(2, Source.Count(c => c == '\n'));
        Assert.Equal(2, code.Count(c => c == '\n'));
        Assert.Equal((1, 1), (code.Count(c => c == '{'), code.Count(c => c == '}')));
    }

    [Fact]
    public void The_reader_of_sources_measures_members()
    {
        string body = string.Concat(Enumerable.Repeat("        x++;\n", 61));
        string code = $"class A\n{{\n    void Long()\n    {{\n{body}    }}\n}}\n";
        (string header, int line, int length) = Assert.Single(Members(SourceText.CodeOf(code)));
        Assert.Equal(("void Long()", 3, 64), (header, line, length));
    }

    /// <summary>Members with a body in braces: header, first line, number of lines.</summary>
    private static IEnumerable<(string Header, int Line, int Length)> Members(string code)
    {
        Stack<(bool IsType, string Header, int Line)> open = new();
        int line = 1;
        int from = 0;
        for (int i = 0; i < code.Length; i++)
        {
            line += code[i] == '\n' ? 1 : 0;
            if (code[i] == '{')
            {
                string header = code[from..i].Trim();
                bool isType = TypeHeader().IsMatch(header);
                int first = line - header.Count(c => c == '\n') - (BreaksBefore(code, i) ? 1 : 0);
                open.Push((isType, header, first));
            }
            else if (code[i] == '}' && open.TryPop(out (bool IsType, string Header, int Line) block)
                && !block.IsType && (open.Count == 0 || open.Peek().IsType))
            {
                yield return (block.Header, block.Line, line - block.Line + 1);
            }

            from = code[i] is '{' or '}' or ';' ? i + 1 : from;
        }
    }

    private static bool BreaksBefore(string code, int brace) =>
        code[..brace].TrimEnd(' ').EndsWith('\n');

    private static string[] Lines(string file) =>
        File.ReadAllText(Path.Combine(Repository.Root, file)).TrimEnd('\n').Split('\n');

    private static string Code(string file) =>
        SourceText.CodeOf(File.ReadAllText(Path.Combine(Repository.Root, file)));

    [GeneratedRegex(@"^public (?:\w+ )*?(?:class|struct|interface|enum|record(?: struct| class)?) (?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"\b(class|struct|interface|enum|record)\b[^=;]*$|^namespace\b", RegexOptions.ExplicitCapture)]
    private static partial Regex TypeHeader();
}
