using System.Collections.Concurrent;
using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Offers.Agents.Sandboxes;
using Offers.Agents.Tests.Hosting;
using Offers.Agents.Tests.Processes;

namespace Offers.Agents.Tests.Sandboxes;

public sealed class FetcherTests : IDisposable
{
    private readonly TemporaryDirectory _source = new();
    private readonly TemporaryDirectory _sandbox = new();
    private readonly TemporaryDirectory _work = new();
    private readonly HttpClient _http = Offers.Agents.Sandboxes.Fetcher.NewClient();

    public void Dispose()
    {
        _source.Dispose();
        _sandbox.Dispose();
        _work.Dispose();
        _http.Dispose();
    }

    [Fact]
    public async Task A_local_file_is_fetched_only_from_an_allowed_directory()
    {
        File.WriteAllText(_source.At("tool"), "#!/bin/sh");
        var request = new FetchRequest(_source.At("tool")) { IsExecutable = true };
        string path = await Fetcher().FetchAsync(request, _sandbox.Path);
        Assert.Equal(_sandbox.At("tool"), path);
        Assert.True(File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherExecute));
        File.Delete(path);
        await FailsAsync(new FetchRequest("/etc/passwd"), "allows");
        await FailsAsync(new FetchRequest(_source.Path + "/../x"), "allows");
        await FailsAsync(new FetchRequest("relative"), "absolute");
        await FailsAsync(new FetchRequest("ftp://host/file"), "http");
    }

    [Fact]
    public async Task Nothing_in_an_allowed_directory_leads_out_of_it_or_holds_the_agent_up()
    {
        using TemporaryDirectory outside = new();
        File.WriteAllText(outside.At("hidden"), "x");
        File.CreateSymbolicLink(_source.At("link"), outside.At("hidden"));
        await FailsAsync(new FetchRequest(_source.At("link")), "leads out");
        File.CreateSymbolicLink(_source.At("directory"), outside.Path);
        await FailsAsync(new FetchRequest(_source.At("directory", "hidden")), "leads out");
        using (Process made = Process.Start("mkfifo", _source.At("pipe")))
        {
            await Within.Time(made.WaitForExitAsync());
        }

        await Within.Time(Task.Run(
            () => FailsAsync(new FetchRequest(_source.At("pipe")), "plain file")));
        Directory.CreateDirectory(_source.At("v1"));
        File.WriteAllText(_source.At("v1", "tool"), "x");
        File.CreateSymbolicLink(_source.At("latest"), "v1");
        await Fetcher().FetchAsync(
            new FetchRequest(_source.At("latest", "tool")), _sandbox.Path);
    }

    [Fact]
    public async Task A_cookie_of_one_fetch_is_not_shown_at_another()
    {
        using var server = new TinyHttpServer(_ => (200, []))
        {
            Headers = ["Set-Cookie: a=b; Path=/"],
        };
        var request = new FetchRequest($"http://127.0.0.1:{server.Port}/file");
        await Fetcher().FetchAsync(request, _sandbox.Path);
        await Fetcher().FetchAsync(request, _sandbox.Path);
        Assert.DoesNotContain(
            server.LastHeaders,
            header => header.StartsWith("Cookie:", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_checksum_that_differs_is_a_failure_that_leaves_nothing()
    {
        File.WriteAllText(_source.At("data"), "data");
        string right = Convert.ToHexString(SHA256.HashData("data"u8));
        var request = new FetchRequest(_source.At("data")) { Checksum = "sha256:" + right };
        await FailsAsync(request with { Checksum = "sha256:" + new string('0', 64) }, "expected");
        await FailsAsync(request with { Checksum = "md5:1" }, "sha256:");
        await Fetcher().FetchAsync(request, _sandbox.Path);
    }

    [Fact]
    public async Task A_file_comes_over_http_within_its_bounds()
    {
        using var server = new TinyHttpServer(
            path => path == "/a%20b" ? (200, new byte[100]) : (404, []));
        string host = $"http://127.0.0.1:{server.Port}";
        string path = await Fetcher().FetchAsync(new FetchRequest(host + "/a%20b"), _sandbox.Path);
        Assert.Equal(100, new FileInfo(path).Length);
        Assert.Equal("a b", Path.GetFileName(path));
        File.Delete(path);
        await FailsAsync(new FetchRequest(host + "/c?secret=1"), "404");
        await FailsAsync(
            new FetchRequest(host + "/a%20b"), "more than", new FetcherOptions { SizeBound = 99 });
        await FailsAsync(new FetchRequest(host + "/x%2F..%2F..%2Fetc"), "file name");
        await FailsAsync(new FetchRequest(host + "/"), "file name");
    }

    [Fact]
    public async Task A_connection_that_is_cut_or_hangs_leaves_nothing()
    {
        using var cut = new TinyHttpServer(_ => (200, new byte[10])) { MissingBytes = 1 };
        await FailsAsync(new FetchRequest($"http://127.0.0.1:{cut.Port}/f"), "/f: ");
        using var hang = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        hang.Start();
        await FailsAsync(
            new FetchRequest($"http://{hang.LocalEndpoint}/f"),
            "within",
            new FetcherOptions { Timeout = TimeSpan.FromMilliseconds(100) });
    }

    [Fact]
    public async Task Archives_are_extracted_with_their_executable_bits()
    {
        WriteTar(_source.At("a.tar.gz"), ("bin/run", TarEntryType.RegularFile, "one"));
        WriteZip(_source.At("b.zip"), ("doc/./read me", "two"));
        foreach (string name in (string[])["a.tar.gz", "b.zip"])
        {
            await Fetcher().FetchAsync(
                new FetchRequest(_source.At(name)) { Extracts = true }, _sandbox.Path);
        }

        Assert.Equal("one", File.ReadAllText(_sandbox.At("bin", "run")));
        UnixFileMode mode = File.GetUnixFileMode(_sandbox.At("bin", "run"));
        Assert.True(mode.HasFlag(UnixFileMode.UserExecute));
        Assert.Equal("two", File.ReadAllText(_sandbox.At("doc", "read me")));
        Assert.Equal(4, Directory.GetFileSystemEntries(_sandbox.Path).Length);
    }

    [Theory]
    [InlineData("../out", TarEntryType.RegularFile, "inside")]
    [InlineData("a/../../out", TarEntryType.RegularFile, "inside")]
    [InlineData("/tmp/out", TarEntryType.RegularFile, "inside")]
    [InlineData("link", TarEntryType.SymbolicLink, "link")]
    [InlineData("link", TarEntryType.HardLink, "link")]
    [InlineData("pipe", TarEntryType.Fifo, "pipe")]
    public async Task An_archive_that_would_reach_outside_is_refused(
        string entry, TarEntryType type, string reason)
    {
        WriteTar(
            _source.At("a.tgz"), ("good", TarEntryType.RegularFile, "x"), (entry, type, "/etc"));
        await FailsAsync(new FetchRequest(_source.At("a.tgz")) { Extracts = true }, reason);
        WriteZip(_source.At("a.zip"), ("good", "x"), ("../out", "x"));
        await FailsAsync(new FetchRequest(_source.At("a.zip")) { Extracts = true }, "inside");
    }

    [Fact]
    public async Task An_archive_that_is_a_bomb_spoilt_or_in_the_way_is_refused()
    {
        WriteZip(_source.At("a.zip"), ("zeros", new string('0', 1_000_000)));
        var request = new FetchRequest(_source.At("a.zip")) { Extracts = true };
        await FailsAsync(request, "more than", new FetcherOptions { SizeBound = 100_000 });
        WriteZip(_source.At("many.zip"), [.. Enumerable.Range(0, 20).Select(n => ($"f{n}", ""))]);
        await FailsAsync(
            request with { Address = _source.At("many.zip") },
            "entries",
            new FetcherOptions { EntryBound = 10 });
        File.WriteAllText(_source.At("spoilt.tgz"), "no archive");
        await FailsAsync(request with { Address = _source.At("spoilt.tgz") }, "spoilt.tgz");
        File.WriteAllText(_source.At("plain"), "text");
        await FailsAsync(request with { Address = _source.At("plain") }, ".zip");
        await Fetcher().FetchAsync(request, _sandbox.Path);
        await Assert.ThrowsAsync<FetchFailedException>(
            () => Fetcher().FetchAsync(request, _sandbox.Path));
    }

    [Fact]
    public async Task Only_what_is_whole_comes_to_where_others_can_write()
    {
        WriteTar(_source.At("a.tgz"), ("d/f", TarEntryType.RegularFile, "x"));
        ConcurrentQueue<string> seen = [];
        using FileSystemWatcher watcher = new(_sandbox.Path) { IncludeSubdirectories = true };
        watcher.Created += (_, e) => seen.Enqueue(e.Name!);
        watcher.Renamed += (_, e) => seen.Enqueue(e.OldName!);
        watcher.EnableRaisingEvents = true;
        await Fetcher().FetchAsync(
            new FetchRequest(_source.At("a.tgz")) { Extracts = true }, _sandbox.Path);
        await Within.Until(() => seen.Contains("a.tgz"), "the last of it was seen");
        Assert.Equal(["a.tgz", "d"], seen.Where(name => name != "d/f").Order());
        const UnixFileMode Own =
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.Equal(Own, File.GetUnixFileMode(_work.At("fetch")));
    }

    [Theory]
    [InlineData('x', false)]
    [InlineData('g', false)]
    [InlineData('L', false)]
    [InlineData('K', false)]
    [InlineData('x', true)]
    [InlineData('L', true)]
    public async Task What_extends_an_entry_of_an_archive_is_bounded(char kind, bool isBase256)
    {
        WriteRaw(TarText.Header("e", kind, TarText.ExtensionBound + 1, isBase256));
        await FailsAsync(new FetchRequest(_source.At("a.tar")) { Extracts = true }, "extend");

        // Behind a file, whose data the reader skips or the fetcher reads.
        WriteRaw(
            TarText.Header("f", '0', 513),
            new byte[1024],
            TarText.Header("e", kind, long.MaxValue >> 3, isBase256: true));
        await FailsAsync(new FetchRequest(_source.At("a.tar")) { Extracts = true }, "extend");
    }

    [Fact]
    public async Task Attributes_and_long_names_within_the_bounds_are_taken()
    {
        string name = string.Join('/', Enumerable.Repeat(new string('n', 200), 10));
        using (var tar = new TarWriter(File.Create(_source.At("a.tar"))))
        {
            foreach (int size in (int[])[0, 511, 512, 513])
            {
                tar.WriteEntry(new PaxTarEntry(
                    TarEntryType.RegularFile,
                    $"pax{size}",
                    [new("comment", new string('c', 60_000 + size))])
                {
                    DataStream = new MemoryStream(new byte[size]),
                });
            }

            tar.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, name)
            {
                DataStream = new MemoryStream("deep"u8.ToArray()),
            });
        }

        await Fetcher().FetchAsync(
            new FetchRequest(_source.At("a.tar")) { Extracts = true }, _sandbox.Path);
        Assert.Equal("deep", File.ReadAllText(_sandbox.At(name)));
        Assert.Equal(513, new FileInfo(_sandbox.At("pax513")).Length);
    }

    [Fact]
    public async Task What_extends_entries_counts_as_bytes_of_the_archive()
    {
        await using (GZipStream zip = new(File.Create(_source.At("a.tgz")), CompressionLevel.Fastest))
        {
            for (int part = 0; part < 2; part++)
            {
                zip.Write(TarText.Header("e", 'x', 60_000));
                zip.Write(TarText.Attributes(60_000));
                zip.Write(TarText.Header($"f{part}", '0', 0));
            }

            zip.Write(new byte[1024]);
        }

        FetchRequest request = new(_source.At("a.tgz")) { Extracts = true };
        await FailsAsync(
            request, "more than 100000 bytes", new FetcherOptions { SizeBound = 100_000 });
        await Fetcher(new FetcherOptions { SizeBound = 120_000 })
            .FetchAsync(request, _sandbox.Path);
    }

    [Fact]
    public async Task A_reason_does_not_grow_with_the_names_in_an_archive()
    {
        WriteRaw(
            TarText.Header("L", 'L', 60_000), TarText.Padded(new string('a', 60_000)),
            TarText.Header("f", '2', 0));
        string reason = await FailsAsync(
            new FetchRequest(_source.At("a.tar")) { Extracts = true }, "SymbolicLink");
        Assert.InRange(reason.Length, 100, 2000);
        WriteZip(_source.At("a.zip"), ("/" + new string('a', 60_000), ""));
        reason = await FailsAsync(
            new FetchRequest(_source.At("a.zip")) { Extracts = true }, "inside");
        Assert.InRange(reason.Length, 100, 2000);
    }

    [Fact]
    public async Task The_directory_of_a_zip_archive_is_bounded_before_it_is_read()
    {
        WriteZip(
            _source.At("a.zip"),
            [.. Enumerable.Range(0, 9).Select(n => (n + new string('a', 10_000), ""))]);
        FetchRequest request = new(_source.At("a.zip")) { Extracts = true };
        await FailsAsync(request, "directory", new FetcherOptions { EntryBound = 10 });

        // The long form: a record of 64-bit numbers, where it is, and the short one.
        using (BinaryWriter writer = new(File.Create(_source.At("a.zip"))))
        {
            writer.Write(0x06064B50);
            writer.Write(44L);
            writer.Write(new byte[12]);
            writer.Write(1L << 40);
            writer.Write(1L << 40);
            writer.Write(0L);
            writer.Write(0L);
            writer.Write(0x07064B50);
            writer.Write(new byte[12]);
            writer.Write(1);
            writer.Write(0x06054B50);
            writer.Write(new byte[4]);
            writer.Write(uint.MaxValue);
            writer.Write(new byte[4]);
            writer.Write(uint.MaxValue);
            writer.Write((ushort)0);
        }

        await FailsAsync(request, "entries");
    }

    private void WriteRaw(params byte[][] parts) => File.WriteAllBytes(
        _source.At("a.tar"), [.. parts.SelectMany(part => part), .. new byte[1024]]);

    private static void WriteTar(
        string path, params (string Name, TarEntryType Type, string Text)[] entries)
    {
        using var zip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        using var tar = new TarWriter(zip);
        foreach ((string name, TarEntryType type, string text) in entries)
        {
            var entry = new PaxTarEntry(type, name) { Mode = (UnixFileMode)0x1ED };
            if (type == TarEntryType.RegularFile)
            {
                entry.DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
            }
            else if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
            {
                entry.LinkName = text;
            }

            tar.WriteEntry(entry);
        }
    }

    private static void WriteZip(string path, params (string Name, string Text)[] entries)
    {
        using var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        foreach ((string name, string text) in entries)
        {
            using var writer = new StreamWriter(zip.CreateEntry(name).Open());
            writer.Write(text);
        }
    }

    private Fetcher Fetcher(FetcherOptions? options = null)
    {
        return new Fetcher(
            _http, _work.At("fetch"), (options ?? new FetcherOptions()) with { LocalRoots = [_source.Path] });
    }

    private async Task<string> FailsAsync(
        FetchRequest request, string reason, FetcherOptions? options = null)
    {
        FetchFailedException failure = await Assert.ThrowsAsync<FetchFailedException>(
            () => Fetcher(options).FetchAsync(request, _sandbox.Path));
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_sandbox.Path));
        Assert.Empty(Directory.GetFileSystemEntries(_work.At("fetch")));
        return failure.Message;
    }
}
