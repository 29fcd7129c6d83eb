using System.Diagnostics;
using Offers.Agents.Sandboxes;

namespace Offers.Agents.Tests.Sandboxes;

public sealed class OpenBelowTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private string Root => _directory.At("root");

    public OpenBelowTests()
    {
        Directory.CreateDirectory(_directory.At("root", "sub", "deep"));
        File.WriteAllText(_directory.At("secret"), "secret");
        File.WriteAllText(_directory.At("root", "sub", "deep", "file"), "text");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_lies_below_is_opened_with_and_without_the_systems_help(bool knowsLinks)
    {
        Assert.Equal("text", Read("sub/deep/file", knowsLinks));
        Assert.Throws<FileNotFoundException>(() => Read("sub/none", knowsLinks));
        Assert.Throws<FileNotFoundException>(() => Read("sub/deep/file/x", knowsLinks));
        Assert.Equal(
            _directory.At("root", "sub"),
            OpenBelow.RealDirectory(Root, _directory.At("root", "sub"), knowsLinks));
        Assert.Equal(Root, OpenBelow.RealDirectory(Root, Root, knowsLinks));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_link_that_leads_out_opens_nothing(bool knowsLinks)
    {
        Link("absolute", _directory.At("secret"));
        Link("up", "../../secret");
        Link("directory", "../..");
        Link("through-proc", $"/proc/self/cwd");
        foreach (string path in (string[])["absolute", "up", "directory/secret", "through-proc/x"])
        {
            Assert.ThrowsAny<IOException>(() => Read($"sub/{path}", knowsLinks));
        }

        Assert.ThrowsAny<IOException>(() => OpenBelow.RealDirectory(
            Root, _directory.At("root", "sub", "directory"), knowsLinks));
    }

    [Fact]
    public void A_relative_link_that_stays_below_is_followed_where_the_system_can()
    {
        Link("latest", "deep/../../sub/deep");
        Link("name", "latest/file");
        Assert.Equal("text", Read("sub/name", knowsLinks: true));
        Assert.Equal(
            _directory.At("root", "sub", "deep"),
            OpenBelow.RealDirectory(Root, _directory.At("root", "sub", "latest")));
        Assert.ThrowsAny<IOException>(() => Read("sub/name", knowsLinks: false));
        Assert.ThrowsAny<IOException>(() => Read("sub/latest/file", knowsLinks: false));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_no_plain_file_is_refused_at_once(bool knowsLinks)
    {
        using (Process made = Process.Start("mkfifo", _directory.At("root", "pipe")))
        {
            made.WaitForExit();
        }

        Assert.Contains("plain file", Refused(Root, "pipe"), StringComparison.Ordinal);
        Assert.Contains("plain file", Refused(Root, "sub"), StringComparison.Ordinal);
        Assert.Contains("plain file", Refused("/dev", "null"), StringComparison.Ordinal);

        string Refused(string root, string name) => Assert.Throws<IOException>(
            () => OpenBelow.PlainFile(root, Path.Combine(root, name), knowsLinks)).Message;
    }

    [Fact]
    public void The_nearest_directory_above_counts()
    {
        string[] roots = ["/a", "/a/b/", "/c", "/"];
        Assert.Equal("/a/b", OpenBelow.RootOf(roots, "/a/b/x"));
        Assert.Equal("/a", OpenBelow.RootOf(roots, "/a/bx"));
        Assert.Equal("/", OpenBelow.RootOf(roots, "/d"));
        Assert.Null(OpenBelow.RootOf(["/a"], "/ab"));
    }

    private void Link(string name, string target) =>
        File.CreateSymbolicLink(_directory.At("root", "sub", name), target);

    private string Read(string path, bool knowsLinks)
    {
        using StreamReader reader =
            new(OpenBelow.PlainFile(Root, Path.Combine(Root, path), knowsLinks));
        return reader.ReadToEnd();
    }
}
