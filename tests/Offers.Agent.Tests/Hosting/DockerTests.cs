using System.Diagnostics;
using Offers.Agents.Containers;
using Offers.Agents.Hosting;
using Offers.Agents.Tests.Sandboxes;

namespace Offers.Agents.Tests.Hosting;

/// <summary>Tasks in images of a Docker engine that the test starts for itself.</summary>
[Collection(Alone.Name)]
public sealed class DockerTests : IAsyncLifetime, IDisposable
{
    private const string Dockerd = "/usr/sbin/dockerd";
    private readonly TemporaryDirectory _directory = new();
    private Process? _engine;

    private string Socket => _directory.At("d.sock");

    public async Task InitializeAsync()
    {
        if (!File.Exists(Dockerd) || Environment.UserName != "root")
        {
            return;
        }

        _engine = Process.Start(new ProcessStartInfo(Dockerd, [
            "--data-root", _directory.At("data"), "--exec-root", _directory.At("exec"),
            "-H", $"unix://{Socket}", "--pidfile", _directory.At("pid"), "--bridge=none",
            "--iptables=false", "--storage-driver=vfs", "--exec-opt", "native.cgroupdriver=cgroupfs",
        ])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        _engine.ErrorDataReceived += static (_, _) => { };
        _engine.BeginErrorReadLine();
        await Within.Until(() => File.Exists(Socket), "the engine listens");
        await ImportAsync();
    }

    public async Task DisposeAsync()
    {
        if (_engine is not null)
        {
            using Process term = Process.Start("kill", $"{_engine.Id}");
            await Within.Time(_engine.WaitForExitAsync());
            _engine.Dispose();
        }

        if (Directory.Exists(_directory.At("exec", "netns")))
        {
            // The engine leaves its network mounted.
            using Process umount =
                Process.Start("umount", _directory.At("exec", "netns", "default"));
            await Within.Time(umount.WaitForExitAsync());
        }

    }

    public void Dispose() => _directory.Dispose();

    [SkippableFact]
    public async Task A_task_runs_in_an_image_of_the_engine_within_its_limits()
    {
        RequireDocker();
        await using HostFixture fixture = await StartAsync();
        IContainerGroups groups = ContainerGroups.Open(fixture.Settings.GroupRoot);
        await fixture.Master.LaunchAsync(TaskOf(
            fixture, "t1", "id -u; pwd; echo $OFFERS_TASK $HOME; echo bad >&2; touch y; exit 5"));
        ReportUpdate end = await fixture.Master.EndAsync("t1");
        Assert.Equal("the command exited with status 5", end.Message);
        Assert.Equal("65534\n/sandbox\nt1 /sandbox\n",
            await File.ReadAllTextAsync(fixture.Sandbox("t1", "stdout")));
        Assert.Equal("bad\n", await File.ReadAllTextAsync(fixture.Sandbox("t1", "stderr")));
        Assert.True(File.Exists(fixture.Sandbox("t1", "y")));
        await fixture.Master.LaunchAsync(TaskOf(fixture, "hog", "exec tail /dev/zero"));
        Assert.Equal(TaskReason.ContainerLimitationMemory,
            (await fixture.Master.EndAsync("hog")).Reason);
        await Within.Until(() => groups.List().Count == 0, "the container is gone");
        await Within.Until(
            () => !Directory.EnumerateDirectories("/sys/fs/cgroup").SelectMany(tree =>
                Directory.EnumerateDirectories(tree, fixture.Settings.GroupRoot)
                    .SelectMany(Directory.EnumerateDirectories)).Any(),
            "no group of the engine's is left in any tree");
    }

    [SkippableFact]
    public async Task It_outlives_the_agent_and_is_killed_in_its_image()
    {
        RequireDocker();
        await using HostFixture fixture = await StartAsync();
        await fixture.Master.LaunchAsync(
            TaskOf(fixture, "t1", "touch here; while :; do sleep 0.1; done"));
        await Within.Until(() => File.Exists(fixture.Sandbox("t1", "here")), "it runs");
        await fixture.StopAsync();
        fixture.Begin();
        await fixture.Master.HearAsync<ReregisterAgent>();
        await fixture.Master.SendAsync(new KillReceived("f1", "t1", TimeSpan.FromSeconds(0.3)));
        Assert.Equal(TaskState.Killed, (await fixture.Master.EndAsync("t1")).State);
    }

    [SkippableFact]
    public async Task An_image_that_is_nowhere_fails_with_the_engines_reason()
    {
        RequireDocker();
        await using HostFixture fixture = await StartAsync();
        await fixture.Master.LaunchAsync(TaskOf(fixture, "t1", "true") with
        {
            Image = "docker:localhost:1/nothing:1",
        });
        Assert.Equal("the command exited with status 125",
            (await fixture.Master.EndAsync("t1")).Message);
        Assert.Contains("docker-run: the engine answered 500",
            await File.ReadAllTextAsync(fixture.Sandbox("t1", "stderr")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_engine_a_task_of_it_fails_and_says_so()
    {
        await using HostFixture fixture = await HostFixture.StartAsync(
            change: settings => settings with { DockerSocket = "/no/such/socket" });
        await fixture.Master.LaunchAsync(TaskOf(fixture, "t1", "true"));
        Assert.Contains("no Docker engine listens at /no/such/socket",
            (await fixture.Master.EndAsync("t1")).Message, StringComparison.Ordinal);
    }

    private Task<HostFixture> StartAsync() => HostFixture.StartAsync(
        ContainmentKind.Cgroups, settings => settings with { DockerSocket = Socket });

    private static TaskDescription TaskOf(HostFixture fixture, string name, string command) =>
        fixture.Master.TaskOf(name, command, "cpus:0.5;mem:64") with { Image = "docker:busybox:1" };

    private static void RequireDocker()
    {
        Real.Require(File.Exists(Dockerd), "expected dockerd");
        Real.Require(File.Exists("/usr/bin/busybox"), "expected busybox");
        RealGroupTests.RequireGroups();
    }

    /// <summary>An image without a registry: the engine imports an archive.</summary>
    private async Task ImportAsync()
    {
        string root = ImageTests.Busybox(_directory.At("root"));
        using MemoryStream archive = new();
        await System.Formats.Tar.TarFile.CreateFromDirectoryAsync(root, archive, false);
        archive.Position = 0;
        using HttpClient http = new(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                System.Net.Sockets.Socket client = new(
                    System.Net.Sockets.AddressFamily.Unix,
                    System.Net.Sockets.SocketType.Stream,
                    System.Net.Sockets.ProtocolType.Unspecified);
                await client.ConnectAsync(
                    new System.Net.Sockets.UnixDomainSocketEndPoint(Socket), cancellation);
                return new System.Net.Sockets.NetworkStream(client, ownsSocket: true);
            },
        });
        using StreamContent content = new(archive);
        using HttpResponseMessage answer = await http.PostAsync(
            "http://d/images/create?fromSrc=-&repo=busybox&tag=1", content);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsStringAsync();
    }
}
