using System.Diagnostics;
using System.Formats.Tar;
using System.Text.Json;
using System.Text.Json.Nodes;
using Offers.Agents.Containers;
using Offers.Agents.Hosting;
using Offers.Agents.Images;
using Offers.Agents.Sandboxes;
using Offers.Agents.Tests.Sandboxes;

namespace Offers.Agents.Tests.Hosting;

/// <summary>Tasks in images, through runc.</summary>
[Collection(Alone.Name)]
public sealed partial class ImageTests : IDisposable
{
    private readonly TemporaryDirectory _images = new();

    public void Dispose() => _images.Dispose();

    [SkippableFact]
    public async Task A_task_runs_in_a_root_file_system_as_another_user_within_its_limits()
    {
        RequireRunc();
        string root = Busybox(_images.At("root"));
        await using HostFixture fixture = await StartAsync();
        await fixture.Master.LaunchAsync(TaskOf(
            fixture, "t1", root,
            "id -u; pwd; ls /; echo $OFFERS_TASK $HOME; touch /x || touch y; exit 5"));
        ReportUpdate end = await fixture.Master.EndAsync("t1");
        Assert.Equal((TaskState.Failed, "the command exited with status 5"),
            (end.State, end.Message));
        string text = await File.ReadAllTextAsync(fixture.Sandbox("t1", "stdout"));
        Assert.StartsWith("65534\n/sandbox\nbin\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\nt1 /sandbox\n", text, StringComparison.Ordinal);
        Assert.True(File.Exists(fixture.Sandbox("t1", "y")));
        await NothingIsLeftAsync(fixture);
    }

    [SkippableFact]
    public async Task A_task_in_an_image_opens_its_outputs_by_name_and_reads_them()
    {
        RequireRunc();
        string root = Busybox(_images.At("root"));
        await using HostFixture fixture = await StartAsync();
        await fixture.Master.LaunchAsync(TaskOf(
            fixture, "t1", root,
            // The runtime copies what comes through its pipes a moment later.
            "echo out; until [ -s stdout ]; do sleep 0.01; done; "
            + "echo hi > /dev/stderr && cat stdout >> /dev/stderr"));
        ReportUpdate end = await fixture.Master.EndAsync("t1");
        string errors = await File.ReadAllTextAsync(fixture.Sandbox("t1", "stderr"));
        Assert.True(end.State == TaskState.Finished, end.Message + errors);
        Assert.Equal("hi\nout\n", errors);
        await NothingIsLeftAsync(fixture);
    }

    [SkippableFact]
    public async Task A_kill_reaches_what_runs_in_an_image_and_a_hog_in_one_is_reported()
    {
        RequireRunc();
        string root = Busybox(_images.At("root"));
        await using HostFixture fixture = await StartAsync();
        await fixture.Master.LaunchAsync(TaskOf(fixture, "deaf", root, "sleep 100"));
        await fixture.Master.StateAsync("deaf", TaskState.Running);
        await fixture.Master.SendAsync(new KillReceived("f1", "deaf", TimeSpan.FromSeconds(0.3)));
        Assert.Equal(TaskState.Killed, (await fixture.Master.EndAsync("deaf")).State);
        await fixture.Master.LaunchAsync(
            TaskOf(fixture, "hog", root, "exec tail /dev/zero", "cpus:0.5;mem:64"));
        ReportUpdate end = await fixture.Master.EndAsync("hog");
        Assert.Equal(TaskReason.ContainerLimitationMemory, end.Reason);
        await NothingIsLeftAsync(fixture);
    }

    [SkippableFact]
    public async Task A_task_in_an_image_outlives_the_agent()
    {
        RequireRunc();
        string root = Busybox(_images.At("root"));
        await using HostFixture fixture = await StartAsync();
        await fixture.Master.LaunchAsync(TaskOf(
            fixture, "t1", root, "while [ ! -e go ]; do sleep 0.05; done; exit 7"));
        await fixture.Master.StateAsync("t1", TaskState.Running);
        await fixture.StopAsync();
        await File.WriteAllTextAsync(fixture.Sandbox("t1", "go"), "");
        fixture.Begin();
        ReportUpdate end = await fixture.Master.EndAsync("t1");
        Assert.Equal("the command exited with status 7", end.Message);
        await NothingIsLeftAsync(fixture);
    }

    [SkippableFact]
    public async Task A_layout_is_unpacked_layer_upon_layer_and_its_own_command_runs()
    {
        RequireRunc();
        string layout = Layout(_images.At("layout"), "1");
        await using HostFixture fixture = await StartAsync();
        await fixture.Master.LaunchAsync(TaskOf(fixture, "t1", $"{layout}:1", ""));
        ReportUpdate end = await fixture.Master.EndAsync("t1");
        Assert.True(end.State == TaskState.Finished, end.Message + File.ReadAllText(fixture.Sandbox("t1", "stderr")));
        Assert.Equal("upper kept\nvalue\n",
            await File.ReadAllTextAsync(fixture.Sandbox("t1", "stdout")));
        await fixture.Master.LaunchAsync(TaskOf(fixture, "t2", $"{layout}:2", ""));
        end = await fixture.Master.EndAsync("t2");
        Assert.Contains("tags: 1", end.Message, StringComparison.Ordinal);
        Assert.Equal(TaskReason.ContainerLaunchFailed, end.Reason);
    }

    [SkippableFact]
    public async Task An_unpacked_image_stays_as_long_as_it_is_used_and_goes_then()
    {
        RequireRunc();
        string layout = Layout(_images.At("layout"), "1");
        await using HostFixture fixture = await HostFixture.StartAsync(
            ContainmentKind.Cgroups, settings => settings with
            {
                ImageRoots = [_images.Path],
                ImageDelay = TimeSpan.Zero,
                SandboxInterval = TimeSpan.FromMilliseconds(20),
            });
        string unpacked = Path.Combine(fixture.Settings.WorkDirectory, "images");
        await fixture.Master.LaunchAsync(TaskOf(
            fixture, "t1", layout, "until read x < go; do :; done 2> /dev/null; cat /etc/f"));
        await fixture.Master.StateAsync("t1", TaskState.Running);
        string left = Path.Combine(unpacked, "left.new");
        Directory.CreateDirectory(Path.Combine(left, "a"));
        await Within.Until(() => !Directory.Exists(left), "what a crash left is gone");

        // Used by a container of a former life, too.
        await fixture.RestartAsync();
        Directory.CreateDirectory(Path.Combine(left, "a"));
        await Within.Until(() => !Directory.Exists(left), "another look was taken");
        await File.WriteAllTextAsync(fixture.Sandbox("t1", "go"), "x\n");
        Assert.Equal(TaskState.Finished, (await fixture.Master.EndAsync("t1")).State);
        Assert.Equal("upper", await File.ReadAllTextAsync(fixture.Sandbox("t1", "stdout")));
        await Within.Until(
            () => Directory.GetFileSystemEntries(unpacked).Length == 0, "the image is gone");
        await fixture.Master.LaunchAsync(TaskOf(fixture, "t2", layout, ""));
        Assert.Equal(TaskState.Finished, (await fixture.Master.EndAsync("t2")).State);
    }

    [SkippableFact]
    public async Task A_destruction_that_fails_at_first_is_tried_again()
    {
        RequireRunc();
        string root = Busybox(_images.At("root"));
        await using HostFixture fixture = await StartAsync();
        await fixture.Master.LaunchAsync(TaskOf(fixture, "t1", root, "sleep 100"));
        await fixture.Master.StateAsync("t1", TaskState.Running);

        // What cannot be deleted, whoever tries: a directory that something is mounted on.
        string stuck = Path.Combine(fixture.Settings.WorkDirectory, "oci/bundles/c1/stuck");
        Directory.CreateDirectory(stuck);
        using (SmallDisk.Mount(stuck))
        {
            await fixture.Master.SendAsync(
                new KillReceived("f1", "t1", TimeSpan.FromSeconds(0.1)));
            await Within.Until(
                () => fixture.Log.Lines.Any(l => l.Contains("stuck", StringComparison.Ordinal)),
                "it was told that something is in the way");
        }

        Assert.Equal(TaskState.Killed, (await fixture.Master.EndAsync("t1")).State);
        await NothingIsLeftAsync(fixture);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_an_image_of_several_platforms_this_machine_s_is_taken(bool hasOurs)
    {
        string layout = Layout(_images.At("layout"), "1");
        string index = Path.Combine(layout, "index.json");
        string manifest = (string)JsonNode.Parse(await File.ReadAllTextAsync(index))!
            ["manifests"]![0]!["digest"]!;
        string[] ours = ImageStore.ThisMachine.Split('/');
        string platforms = Blob(layout, JsonSerializer.SerializeToUtf8Bytes(new
        {
            manifests = new[]
            {
                new { digest = manifest[..^1] + "x", platform = new { os = "unknown", architecture = "unknown" } },
                new { digest = manifest, platform = new { os = ours[0], architecture = hasOurs ? ours[1] : "s390x" } },
            },
        }));
        await File.WriteAllBytesAsync(index, JsonSerializer.SerializeToUtf8Bytes(new
        {
            manifests = new[]
            {
                new { digest = platforms, mediaType = "application/vnd.oci.image.index.v1+json" },
            },
        }));
        using ImageStore store = new(_images.At("unpacked"), [_images.Path]);
        Task<ImageFiles> finding = store.FindAsync(layout, static _ => { }, CancellationToken.None);
        if (hasOurs)
        {
            string root = (await finding).Root;
            Assert.Equal("upper", await File.ReadAllTextAsync(Path.Combine(root, "etc/f")));
            return;
        }

        ImageException none = await Assert.ThrowsAsync<ImageException>(() => finding);
        Assert.EndsWith($"expected one for {ImageStore.ThisMachine}, found unknown/unknown, linux/s390x",
            none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_elsewhere_or_with_another_digest_is_refused()
    {
        string layout = Layout(_images.At("layout"), "1");
        ImageStore store = new(_images.At("unpacked"), [_images.Path]);
        ImageException elsewhere = await Assert.ThrowsAsync<ImageException>(
            () => store.FindAsync("/etc", static _ => { }, CancellationToken.None));
        Assert.Contains("a directory the agent allows", elsewhere.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ImageException>(
            () => store.FindAsync($"{_images.Path}/../etc", static _ => { }, CancellationToken.None));
        foreach (string blob in Directory.GetFiles(Path.Combine(layout, "blobs", "sha256")))
        {
            byte[] whole = await File.ReadAllBytesAsync(blob);
            await File.WriteAllBytesAsync(blob, [.. whole, 0]);
            ImageException spoilt = await Assert.ThrowsAsync<ImageException>(
                () => store.FindAsync(layout, static _ => { }, CancellationToken.None));
            Assert.Contains("expected its name", spoilt.Message, StringComparison.Ordinal);
            await File.WriteAllBytesAsync(blob, whole);
        }
    }

    [Fact]
    public void A_layer_reaches_nothing_outside_wherever_its_links_lead()
    {
        string outside = _images.At("outside");
        Directory.CreateDirectory(outside);
        string root = _images.At("confined");
        Directory.CreateDirectory(root);
        using MemoryStream layer = new();
        using (TarWriter writer = new(layer, TarEntryFormat.Pax, leaveOpen: true))
        {
            Link(writer, "escape", outside);
            Link(writer, "up", "../../../../..");
            Write(writer, "escape/f", "1");
            Write(writer, "up/tmp/g", "2");
            Write(writer, "../../h", "3");
            Write(writer, "/abs", "4");
        }

        Apply(layer, root);
        Assert.Empty(Directory.GetFileSystemEntries(outside));
        Assert.Equal("1", File.ReadAllText(Path.Combine(root, outside[1..], "f")));
        Assert.Equal("2", File.ReadAllText(Path.Combine(root, "tmp/g")));
        Assert.Equal("3", File.ReadAllText(Path.Combine(root, "h")));
        Assert.Equal("4", File.ReadAllText(Path.Combine(root, "abs")));
    }

    [SkippableTheory]
    [InlineData("null")]
    [InlineData("{\"manifests\":null}")]
    [InlineData("{\"manifests\":[null]}")]
    [InlineData("[]")]
    public async Task An_odd_image_fails_its_task_and_nothing_else(string index)
    {
        RequireRunc();
        string layout = Layout(_images.At("layout"), "1");
        await File.WriteAllTextAsync(Path.Combine(layout, "index.json"), index);
        await using HostFixture fixture = await StartAsync();
        await fixture.Master.LaunchAsync(TaskOf(fixture, "t1", layout, ""));
        Assert.Equal(TaskReason.ContainerLaunchFailed, (await fixture.Master.EndAsync("t1")).Reason);
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf("t2", "true"));
        Assert.Equal(TaskState.Finished, (await fixture.Master.EndAsync("t2")).State);

        // Programs of images that change their user are out of reach for everybody else.
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.Combine(fixture.Settings.WorkDirectory, "images")));
    }

    [Theory]
    [InlineData(".wh...")]
    [InlineData(".wh..")]
    [InlineData(".wh.")]
    [InlineData("a/.wh...")]
    public void A_whiteout_of_what_is_no_name_is_refused(string name)
    {
        string root = _images.At("kept", "root");
        Directory.CreateDirectory(root);
        using MemoryStream layer = new();
        using (TarWriter writer = new(layer, TarEntryFormat.Pax, leaveOpen: true))
        {
            Write(writer, "a/b", "1");
            Write(writer, name, "");
        }

        Assert.Throws<ImageException>(() => Apply(layer, root));
        Assert.True(File.Exists(Path.Combine(root, "a/b")));
    }

    [Fact]
    public async Task What_others_put_beside_images_leads_nowhere_and_holds_nobody_up()
    {
        using TemporaryDirectory outside = new();
        string layout = Layout(outside.At("layout"), "1");
        using ImageStore store = new(_images.At("unpacked"), [_images.Path]);
        File.CreateSymbolicLink(_images.At("link"), layout);
        File.CreateSymbolicLink(_images.At("root"), "/");
        await RefusedAsync("link", "leads out");
        await RefusedAsync("root", "leads out");

        string own = Layout(_images.At("own"), "1");
        string index = Path.Combine(own, "index.json");
        File.Move(index, _images.At("index"));
        using (Process made = Process.Start("mkfifo", index))
        {
            await Within.Time(made.WaitForExitAsync());
        }

        await RefusedAsync("own", "plain file");
        File.Delete(index);
        using (FileStream large = File.Create(index))
        {
            large.SetLength(1L << 40);
        }

        await RefusedAsync("own", "expected at most");
        File.Delete(index);
        File.CreateSymbolicLink(index, "../index");
        string blobs = Path.Combine(own, "blobs");
        Directory.Move(blobs, _images.At("shared"));
        File.CreateSymbolicLink(blobs, Path.Combine(layout, "blobs"));
        await RefusedAsync("own", "leads out");
        File.Delete(blobs);
        File.CreateSymbolicLink(blobs, "../shared");
        Assert.Equal("upper", await File.ReadAllTextAsync(
            Path.Combine((await FindAsync("own")).Root, "etc/f")));

        // What runs in an image gets a path that no link can change any more.
        File.CreateSymbolicLink(_images.At("latest"), "shared");
        Assert.Equal(_images.At("shared"), (await FindAsync("latest")).Root);

        Task<ImageFiles> FindAsync(string name) => Within.Time(Task.Run(
            () => store.FindAsync(_images.At(name), static _ => { }, CancellationToken.None)));

        async Task RefusedAsync(string name, string reason)
        {
            ImageException refused =
                await Assert.ThrowsAsync<ImageException>(() => FindAsync(name));
            Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_bounds_of_an_image_are_those_of_all_its_layers()
    {
        string layout = Layout(_images.At("layout"), "1");
        using ImageStore entries = new(_images.At("u1"), [_images.Path]) { EntryBound = 8 };
        await RefusedAsync(entries, "more than 8 entries");
        using ImageStore bytes = new(_images.At("u2"), [_images.Path]) { ByteBound = 100 };
        await RefusedAsync(bytes, "more than 100 bytes");
        using ImageStore layers = new(_images.At("u3"), [_images.Path]) { LayerBound = 1 };
        await RefusedAsync(layers, "2 layers");

        async Task RefusedAsync(ImageStore store, string reason)
        {
            ImageException refused = await Assert.ThrowsAsync<ImageException>(
                () => store.FindAsync(layout, static _ => { }, CancellationToken.None));
            Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_extends_an_entry_of_a_layer_is_bounded()
    {
        string root = _images.At("root");
        Directory.CreateDirectory(root);
        using MemoryStream layer = new();
        layer.Write(TarText.Header("x", 'x', 900_000));
        layer.Write(TarText.Attributes(900_000));
        layer.Write(TarText.Header("f", '0', 0));
        layer.Write(new byte[1024]);
        Apply(layer, root);
        Assert.True(File.Exists(Path.Combine(root, "f")));
        layer.SetLength(0);
        layer.Write(TarText.Header("x", 'x', (1 << 20) + 1));
        InvalidDataException refused =
            Assert.Throws<InvalidDataException>(() => Apply(layer, root));
        Assert.Contains("extend", refused.Message, StringComparison.Ordinal);
    }

    private static void Apply(MemoryStream layer, string root)
    {
        layer.Position = 0;
        new LayerExtraction(root, new ArchiveBudget(100, 1 << 24), CancellationToken.None)
            .Extract(layer, "application/vnd.oci.image.layer.v1.tar");
    }

    private Task<HostFixture> StartAsync() => HostFixture.StartAsync(
        ContainmentKind.Cgroups, settings => settings with { ImageRoots = [_images.Path] });

    private static TaskDescription TaskOf(
        HostFixture fixture, string name, string image, string command,
        string resources = "cpus:0.1;mem:64") =>
        fixture.Master.TaskOf(name, command, resources) with { Image = image };

    private static async Task NothingIsLeftAsync(HostFixture fixture)
    {
        IContainerGroups groups = ContainerGroups.Open(fixture.Settings.GroupRoot);
        await Within.Until(() => groups.List().Count == 0, "the container is gone");
        string oci = $"{fixture.Settings.WorkDirectory}/oci";
        await Within.Until(
            () => Directory.GetFileSystemEntries($"{oci}/state").Length == 0
                && Directory.GetFileSystemEntries($"{oci}/bundles").Length == 0,
            "the runtime keeps nothing of it");
        Assert.Empty(Directory.EnumerateDirectories("/sys/fs/cgroup", "*", SearchOption.TopDirectoryOnly)
            .SelectMany(c => Directory.EnumerateDirectories(c, $"offers-{fixture.Settings.Name}-*")));
    }

    internal static void RequireRunc()
    {
        Real.Require(File.Exists("/usr/sbin/runc") || File.Exists("/usr/bin/runc"),
            "expected runc");
        Real.Require(File.Exists("/usr/bin/busybox"), "expected busybox");
        RealGroupTests.RequireGroups();
    }
}
