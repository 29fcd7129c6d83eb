using FsCheck;
using FsCheck.Fluent;
using Offers.Agents.Sandboxes;

namespace Offers.Agents.Tests.Sandboxes;

public sealed class SafeNameTests
{
    private static readonly string[] Nasty =
    [
        "", ".", "..", "/", "//", "../..", "a/../b", "\0", "a\0b", "%", "%%", "%2E", "%2e", "%~",
        "latest", "Latest", "%6Catest", ".hidden", "a.b", "a", "a.ended", "a%2Eended", ".ended",
        "a.ended.ended", "ä", "\uD800", "\uDC00\uD800", "𝔘",
        " ", "\n", "~", "-rf", "con", new string('a', 200), new string('a', 201),
        new string('a', 100_000),
        new string('.', 300), new string('/', 5000), new string('ä', 300),
        new string('a', 150) + "%~" + new string('0', 64),
    ];

    [Theory]
    [InlineData("", "%")]
    [InlineData("..", "%2E.")]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("web-1.2_x", "web-1.2_x")]
    [InlineData("latest", "%6Catest")]
    [InlineData("ä€", "%E4%u20AC")]
    [InlineData("c.ended", "c%2Eended")]
    [InlineData("c.ended.", "c.ended.")]
    [InlineData("c.ended.ended", "c.ended%2Eended")]
    public void Names_are_written_so(string name, string fileName)
    {
        Assert.Equal(fileName, SafeName.Encode(name));
        Assert.Equal(name, SafeName.Decode(fileName));
    }

    [Fact]
    public void Distinct_names_have_distinct_paths_below_the_root()
    {
        Gen<string> unit = Gen.Elements(
            "a", "A", ".", "..", "/", "\0", "%", "%2", "u", "\uD800", "ä", "latest", "\\", "~",
            ".ended", "ended");
        Gen<string> name = Gen.OneOf(
            unit.ListOf().Select(string.Concat),
            Gen.Elements(Nasty),
            Gen.Choose(0, char.MaxValue).Select(c => (char)c).ListOf()
                .Select(units => new string([.. units])));
        var layout = new SandboxLayout("/work");
        Prop.ForAll(
            name.Two().ToArbitrary(),
            pair =>
            {
                (string first, string second) = pair;
                string one = PathOf(layout, first);
                string two = PathOf(layout, second);
                const string Runs = "/work/frameworks/x/executors/y/runs/";
                return one.StartsWith(Runs, StringComparison.Ordinal)
                    && Path.GetFullPath(one) == one
                    && one.Split('/').Length == 8
                    && SafeName.Encode(first).Length <= SafeName.Bound
                    && SafeName.Encode(first) != SafeName.Reserved
                    && SandboxLayout.MarkOf(one) != two
                    && (first == second) == (one == two)
                    && SafeName.Decode(SafeName.Encode(first)) is var back
                    && (back == first || (back is null && first.Length > SafeName.Bound / 6));
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Nasty_names_are_all_distinct()
    {
        string[] names = [.. Nasty.Select(SafeName.Encode)];
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.All(names, name => Assert.DoesNotContain('/', name));
    }

    [Theory]
    [InlineData("a%")]
    [InlineData("%2")]
    [InlineData("%61")]
    [InlineData("%2e")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("%u0041")]
    [InlineData("c.ended")]
    public void What_no_name_gives_is_no_name(string fileName)
    {
        Assert.Null(SafeName.Decode(fileName));
    }

    private static string PathOf(SandboxLayout layout, string container)
    {
        return layout.PathOf(new SandboxKey("x", "y", container));
    }
}
