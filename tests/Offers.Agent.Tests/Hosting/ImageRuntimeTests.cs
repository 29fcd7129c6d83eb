using System.Diagnostics;
using Offers.Agents.Images;
using Offers.Agents.Processes;
using Offers.Agents.Tests.Sandboxes;

namespace Offers.Agents.Tests.Hosting;

/// <summary>Runtimes of images that fail at what they are told.</summary>
public sealed class ImageRuntimeTests : IDisposable
{
    private static readonly CommandSpec Command = new("/bin/true", "/tmp");
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_removal_that_the_engine_refuses_is_asked_for_again()
    {
        bool isBusy = true;
        using ScriptedEngine engine = new(
            _directory.At("e.sock"), _ => (isBusy ? 500 : 204, isBusy ? "{}"u8.ToArray() : []));
        DockerRuntime runtime = await EngineOfOneAsync();
        ImageException refused = await Assert.ThrowsAsync<ImageException>(
            () => runtime.ForgetAsync("c1"));
        Assert.Contains("500", refused.Message, StringComparison.Ordinal);

        // However long: the engine is there, and has it.
        _time.Advance(10 * DockerRuntime.AwayBound);
        await Assert.ThrowsAsync<ImageException>(() => runtime.ForgetAsync("c1"));
        Assert.False(await runtime.KillAsync("c1"));
        isBusy = false;
        await runtime.ForgetAsync("c1");
        Assert.Empty(Directory.GetFiles(_directory.At("docker")));
        int asked = engine.Asked.Count;
        await runtime.ForgetAsync("c1");
        Assert.Equal(asked, engine.Asked.Count);
    }

    [Fact]
    public async Task An_engine_that_is_gone_is_waited_for_a_while_and_not_for_ever()
    {
        ScriptedEngine engine = new(_directory.At("e.sock"), _ => (204, []));
        DockerRuntime runtime = await EngineOfOneAsync();
        engine.Dispose();
        Assert.False(await runtime.KillAsync("c1"));
        await Assert.ThrowsAsync<HttpRequestException>(() => runtime.ForgetAsync("c1"));
        File.Delete(_directory.At("e.sock"));
        _time.Advance(DockerRuntime.AwayBound - TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<HttpRequestException>(() => runtime.ForgetAsync("c1"));
        _time.Advance(TimeSpan.FromSeconds(1));
        await runtime.ForgetAsync("c1");
        Assert.Empty(Directory.GetFiles(_directory.At("docker")));
    }

    [Fact]
    public async Task A_deletion_that_the_oci_runtime_refuses_is_asked_for_again_for_a_while()
    {
        string program = _directory.At("runtime");
        using ImageStore images = new(_directory.At("images"), [_directory.Path]);
        using OciRuntime runtime = new(_directory.At("oci"), program, "a", images, _time);
        Directory.CreateDirectory(_directory.At("root"));
        await MakeAsync("c1");
        await MakeAsync("c2");
        await MakeAsync("c3");

        // Where there is none nothing can be asked.
        await runtime.ForgetAsync("c3");
        Become("/bin/false");
        ImageException refused = await Assert.ThrowsAsync<ImageException>(
            () => runtime.ForgetAsync("c1"));
        Assert.Contains("status 1", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ImageException>(() => runtime.ForgetAsync("c2"));
        Become("/bin/true");
        await runtime.ForgetAsync("c1");
        Assert.False(Directory.Exists(_directory.At("oci", "bundles", "c1")));
        Become("/bin/false");
        _time.Advance(OciRuntime.DeleteBound);
        await runtime.ForgetAsync("c2");
        Assert.Empty(Directory.GetDirectories(_directory.At("oci", "bundles")));

        Task<CommandSpec> MakeAsync(string name) => runtime.WrapAsync(
            name, _directory.At("root"), Command, isAlone: false, null, CancellationToken.None);

        void Become(string target)
        {
            File.Delete(program);
            File.CreateSymbolicLink(program, target);
        }
    }

    [Fact]
    public async Task A_container_of_the_engine_goes_on_when_its_outputs_cannot_be_written()
    {
        byte[] output = [1, 0, 0, 0, 0, 0, 0, 2, .. "hi"u8, 2, 0, 0, 0, 0, 0, 0, 2, .. "no"u8];
        using ScriptedEngine engine = new(_directory.At("e.sock"), asked => asked switch
        {
            _ when asked.Contains("/attach", StringComparison.Ordinal) => (200, output),
            _ when asked.Contains("/wait", StringComparison.Ordinal) =>
                (200, "{\"StatusCode\":7}"u8.ToArray()),
            _ => (204, []),
        });
        await EngineOfOneAsync();
        string file = _directory.At("docker", "c1.json");
        IReadOnlyList<string> program = SupervisorLauncher.ThisProgram();
        using Process process = Process.Start("/bin/sh", [
            "-c", "exec \"$@\" > /dev/full 2> /dev/full", "sh",
            .. program, DockerRunner.Verb, file,
        ]);
        await Within.Time(process.WaitForExitAsync());
        Assert.Equal(7, process.ExitCode);
        Assert.StartsWith("DELETE", engine.Asked.Last(), StringComparison.Ordinal);
        Assert.Contains(engine.Asked, asked => asked.EndsWith("/wait", StringComparison.Ordinal));
    }

    private async Task<DockerRuntime> EngineOfOneAsync()
    {
        DockerRuntime runtime = new(
            _directory.At("docker"), _directory.At("e.sock"), "a", ["/bin/true"], _time);
        await runtime.WrapAsync(
            "c1", "docker:busybox", Command, isAlone: true, null, CancellationToken.None);
        return runtime;
    }

    private sealed class ManualTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        internal void Advance(TimeSpan time) => _now += time.Ticks;
    }
}
