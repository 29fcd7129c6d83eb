using System.Diagnostics;
using Offers.Agents.Sandboxes;
using Offers.Agents.Tests.Hosting;

namespace Offers.Agents.Tests.Sandboxes;

/// <summary>Directories go while others write in them.</summary>
public sealed class TreeDeletionTests : IDisposable
{
    private readonly TemporaryDirectory _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void Nothing_is_left_of_it_and_all_of_what_its_links_lead_to()
    {
        Directory.CreateDirectory(_work.At("kept", "d"));
        File.WriteAllText(_work.At("kept", "f"), "kept");
        string tree = _work.At("tree");
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                Directory.CreateDirectory(Path.Combine(tree, $"a{i}", $"b{j}", "c"));
                File.WriteAllText(Path.Combine(tree, $"a{i}", $"b{j}", "c", "f"), "x");
            }
        }

        for (int i = 0; i < 2_000; i++)
        {
            File.WriteAllText(Path.Combine(tree, $"f{i}"), "");
        }

        Directory.CreateDirectory(Path.Combine(tree, ".deleted-1", "x", "y"));
        File.WriteAllText(Path.Combine(tree, ".deleted-2"), "");
        File.CreateSymbolicLink(Path.Combine(tree, "a1", "link"), _work.At("kept"));
        File.CreateSymbolicLink(Path.Combine(tree, "link"), _work.At("kept", "d"));
        TreeDeletion.Delete(tree);
        Assert.Equal([_work.At("kept")], Directory.GetFileSystemEntries(_work.Path));
        Assert.Equal(2, Directory.GetFileSystemEntries(_work.At("kept")).Length);
        TreeDeletion.Delete(tree);
    }

    [Fact]
    public void What_was_ended_half_way_can_be_gone_on_with()
    {
        string tree = _work.At("tree");
        Directory.CreateDirectory(Path.Combine(tree, "d"));
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => TreeDeletion.Delete(tree, stop.Token));
        Assert.True(Directory.Exists(tree));
        TreeDeletion.Delete(tree);
        Assert.False(Directory.Exists(tree));
    }

    [Fact]
    public void A_link_in_its_place_is_refused()
    {
        Directory.CreateDirectory(_work.At("kept", "d"));
        File.CreateSymbolicLink(_work.At("link"), _work.At("kept"));
        Assert.Throws<IOException>(() => TreeDeletion.Delete(_work.At("link")));
        Assert.True(Directory.Exists(_work.At("kept", "d")));
    }

    [Fact]
    public async Task Depth_and_names_that_are_no_text_are_no_hindrance()
    {
        string tree = _work.At("tree");
        Directory.CreateDirectory(tree);
        for (int depth = 0; depth < 5_000; depth++)
        {
            // No path is as long as this becomes deep.
            string above = _work.At("above");
            Directory.CreateDirectory(above);
            DurableFile.Rename(tree, Path.Combine(above, "d"));
            DurableFile.Rename(above, tree);
        }

        await RunAsync("mkdir \"$(printf 'a\\377')\"; touch \"$(printf 'a\\377/\\200')\"", tree);
        TreeDeletion.Delete(tree);
        Assert.False(Directory.Exists(tree));
    }

    [Fact]
    public async Task Whoever_exchanges_directories_for_links_all_the_while_leads_nowhere()
    {
        string kept = _work.At("kept");
        Directory.CreateDirectory(kept);
        string[] precious = [.. Enumerable.Range(0, 50).Select(i => Path.Combine(kept, $"f{i}"))];
        Array.ForEach(precious, path => File.WriteAllText(path, "kept"));
        for (int round = 0; round < 50; round++)
        {
            string tree = _work.At($"tree{round}");
            Directory.CreateDirectory(tree);
            File.CreateSymbolicLink(Path.Combine(tree, "link"), kept);
            Directory.CreateDirectory(Path.Combine(tree, "d"));
            for (int i = 0; i < 20; i++)
            {
                File.WriteAllText(Path.Combine(tree, "d", $"f{i}"), "");
            }

            using CancellationTokenSource stop = new();
            Task exchanging = Task.Run(() => Exchange(tree, stop.Token));
            await Task.Delay(round % 5);
            Attempt(tree);
            await stop.CancelAsync();
            await exchanging;
            Attempt(tree);
            Assert.False(Directory.Exists(tree));
        }

        Assert.All(precious, path => Assert.Equal("kept", File.ReadAllText(path)));
    }

    private static void Attempt(string tree)
    {
        try
        {
            TreeDeletion.Delete(tree);
        }
        catch (IOException)
        {
            // Somebody was in the way, and it can be tried again.
        }
    }

    /// <summary>Lets the link and the directory trade names, as fast as it goes.</summary>
    private static void Exchange(string tree, CancellationToken stop)
    {
        (string link, string directory) = (Path.Combine(tree, "link"), Path.Combine(tree, "d"));
        string other = Path.Combine(tree, "other");
        while (!stop.IsCancellationRequested)
        {
            if (DurableRename(directory, other) && DurableRename(link, directory))
            {
                DurableRename(other, link);
            }

            (link, directory) = (directory, link);
        }
    }

    private static bool DurableRename(string from, string to)
    {
        try
        {
            DurableFile.Rename(from, to);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task RunAsync(string script, string directory)
    {
        using Process shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-ec", script])
        {
            WorkingDirectory = directory,
        })!;
        await Within.Time(shell.WaitForExitAsync());
        Assert.Equal(0, shell.ExitCode);
    }
}
