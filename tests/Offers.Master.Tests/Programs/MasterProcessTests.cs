using System.Net.Sockets;
using Offers.Core.Tests.Journal;
using Offers.Masters.Store;
using Offers.Wire;

namespace Offers.Masters.Tests.Programs;

/// <summary>The program as people start it, and as machines kill it.</summary>
public sealed class MasterProcessTests : IDisposable
{
    private const string Jobs =
        """
        services:
          - { name: web, instances: 2, command: run forever, cpus: 0.5, mem: 32 }
        batch:
          - { name: crunch, tasks: 150, command: work, cpus: 1, mem: 32 }
        """;

    private readonly TemporaryDirectory _home = new();

    private string[] Arguments =>
        ["--data", _home["data"], "--run", _home["jobs.yaml"], "--time-scale", "0.02",
            "--journal-lines", "150"];

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Killed_at_any_moment_it_goes_on_and_nothing_acknowledged_is_lost()
    {
        int seed = RandomSeed.Next();
        Random random = new(seed);
        await File.WriteAllTextAsync(_home["jobs.yaml"], Jobs);
        WireEndpoint endpoint = WireEndpoint.Parse($"unix:{_home["data"]}/agents.sock");
        await using WireAgent first = new(
            new PlayedAgent("a1", "cpus:3;mem:512") { Rounds = 3 }, endpoint);
        await using WireAgent second = new(
            new PlayedAgent("a2", "cpus:3;mem:512") { Rounds = 2 }, endpoint);
        WireAgent[] agents = [first, second];
        for (int life = 0; life < 8; life++)
        {
            using MasterProcess master = MasterProcess.Start(Arguments);
            if (life % 2 == 0)
            {
                await Eventually.TrueAsync($"seed {seed}: an agent in life {life}", () =>
                    Array.Exists(agents, static one => one.Look(static a => a.IsAdmitted)));
            }

            await Task.Delay(random.Next(life % 2 == 0 ? 300 : 900));
            Assert.False(master.HasExited, $"seed {seed}: ended in life {life}");
            master.Kill();
            if (life == 3)
            {
                await ReplayAsync(seed);
            }
        }

        int before = agents.Sum(static one => one.Look(static a => a.Finished.Count));
        using MasterProcess last = MasterProcess.Start([.. Arguments, "--until-done"]);
        (int code, string output, string errors) = await last.EndAsync();
        Assert.True(code == 0, $"seed {seed}: ended with {code}\n{errors}");
        Assert.Contains("crunch\t150\t0\t", output, StringComparison.Ordinal);
        await Eventually.TrueAsync($"seed {seed}: the end of services", () =>
            agents.Sum(static one => one.Look(static a => a.LiveTasks)) == 0);
        Assert.All(agents, one => Assert.Empty(one.Look(static a => a.Errors)));
        int finished = agents.Sum(static one => one.Look(static a => a.Finished.Count));
        Assert.True(finished == 150, $"seed {seed}: {finished} finished, {before} before the end");
        Assert.Empty(Directory.GetFiles(_home["data"] + "/frameworks"));
    }

    [Fact]
    public async Task It_ends_cleanly_when_it_is_asked_to()
    {
        using MasterProcess master = MasterProcess.Start("--data", _home["data"]);
        await Eventually.TrueAsync("the socket", () => File.Exists(_home["data"] + "/operator.sock"));
        using (MasterProcess second = MasterProcess.Start("--data", _home["data"]))
        {
            (int refused, _, string why) = await second.EndAsync();
            Assert.Equal(1, refused);
            Assert.Contains("another master has this directory", why, StringComparison.Ordinal);
        }

        using (MasterProcess ask = MasterProcess.Start("ctl", "--data", _home["data"], "state"))
        {
            (int asked, string state, _) = await ask.EndAsync();
            Assert.Equal(0, asked);
            Assert.Contains("\"incarnation\": 1", state, StringComparison.Ordinal);
        }

        master.Terminate();
        (int code, _, string errors) = await master.EndAsync();
        Assert.True(code == 0, errors);
        Assert.False(File.Exists(_home["data"] + "/operator.sock"));
    }

    [Theory]
    [InlineData("--ping-interval", "0", "--ping-interval: ping_interval: found '0'")]
    [InlineData("--listen", "tcp:5050", "--listen: listen: found 'tcp:5050'")]
    [InlineData("--listen", "tls://127.0.0.1:1", "expected tls:// exactly with tls_certificate")]
    [InlineData("--run", "/nowhere/jobs.yaml", "/nowhere")]
    [InlineData("--time-scale", "-1", "a number from 0.0001 to 10000")]
    [InlineData("--nonsense", "1", "--nonsense")]
    public async Task Options_that_cannot_be_are_refused_in_one_line(
        string flag, string value, string expected)
    {
        using MasterProcess master = MasterProcess.Start("--data", _home["data"], flag, value);
        (int code, string output, string errors) = await master.EndAsync();
        Assert.Contains(expected, errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd('\n').Split('\n'));
        Assert.Equal(2, code);
        Assert.Equal("", output);
    }

    [Fact]
    public async Task A_tcp_endpoint_for_everybody_is_refused_without_tls()
    {
        using MasterProcess master = MasterProcess.Start(
            "--data", _home["data"], "--listen", "tcp://0.0.0.0:0");
        (int code, _, string errors) = await master.EndAsync();
        Assert.Equal(2, code);
        Assert.Contains("or insecure_anywhere as well", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_that_cannot_be_listened_at_is_one_line()
    {
        using MasterProcess master = MasterProcess.Start(
            "--data", _home["data"], "--operator", "/nowhere/op.sock");
        (int code, _, string errors) = await master.EndAsync();
        Assert.Equal(1, code);
        string[] lines = errors.TrimEnd('\n').Split('\n');
        Assert.StartsWith(
            "offers-master: /nowhere/op.sock: ", lines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(lines, static line => line.StartsWith("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_socket_that_fails_is_no_stack_trace() =>
        Assert.Equal(MasterProgram.Failure, await MasterProgram.GuardAsync(
            static () => throw new SocketException((int)SocketError.AccessDenied)));

    [Fact]
    public async Task A_master_that_does_not_answer_is_one_line()
    {
        using Socket silent = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        silent.Bind(new UnixDomainSocketEndPoint(_home["operator.sock"]));
        silent.Listen();
        using MasterProcess ask = MasterProcess.Start(
            "ctl", "--data", _home.Path, "--timeout", "300ms", "state");
        (int code, _, string errors) = await ask.EndAsync();
        Assert.Equal(1, code);
        Assert.Equal(
            $"offers-master: the master at {_home["operator.sock"]} does not answer, "
                + "found nothing for 0.3 s\n", errors);
    }

    [Fact]
    public async Task The_address_of_http_is_told_and_the_file_of_it_is_gone_at_the_end()
    {
        using MasterProcess master = MasterProcess.Start("--data", _home["data"], "--http", "0");
        await Eventually.TrueAsync("the address", () => File.Exists(_home["data"] + "/http"));
        string address = (await File.ReadAllTextAsync(_home["data"] + "/http")).TrimEnd('\n');
        master.Terminate();
        (int code, _, string errors) = await master.EndAsync();
        Assert.True(code == 0, errors);
        Assert.Matches(@"\Ahttp://127\.0\.0\.1:[1-9][0-9]*\z", address);
        Assert.Contains($"over HTTP at {address}\n", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(_home["data"] + "/http"));
    }

    [Fact]
    public async Task The_address_that_a_killed_master_left_is_gone_without_http()
    {
        Directory.CreateDirectory(_home["data"]);
        await File.WriteAllTextAsync(_home["data"] + "/http", "http://127.0.0.1:1\n");
        using MasterProcess master = MasterProcess.Start("--data", _home["data"]);
        await Eventually.TrueAsync("the start", () => !File.Exists(_home["data"] + "/http"));
    }

    [Fact]
    public async Task Options_that_cannot_be_leave_no_directory_behind()
    {
        Directory.CreateDirectory(_home["tmp"]);
        using MasterProcess master = MasterProcess.Start(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["TMPDIR"] = _home["tmp"] },
            "--with-agent", "--ping-interval", "fast");
        (int code, _, string errors) = await master.EndAsync();
        Assert.True(code == 2, errors);
        Assert.Empty(Directory.GetDirectories(_home["tmp"]));
    }

    [Fact]
    public async Task A_spoilt_journal_is_refused_with_file_and_line()
    {
        Directory.CreateDirectory(_home["data"]);
        await File.WriteAllTextAsync(_home["data"] + "/journal-1", "{}\t00000000\n");
        using MasterProcess master = MasterProcess.Start("--data", _home["data"]);
        (int code, _, string errors) = await master.EndAsync();
        Assert.Equal(1, code);
        Assert.Contains("journal-1:1: ", errors, StringComparison.Ordinal);
    }

    /// <summary>
    /// What is on disk after a kill is replayed by the tool to the state that the next life has.
    /// </summary>
    private async Task ReplayAsync(int seed)
    {
        string copy = _home["copy"];
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.GetFiles(_home["data"], "*-*"))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        using MasterProcess tool = MasterProcess.StartOffers("replay", copy);
        (int code, string output, string errors) = await tool.EndAsync();
        Assert.True(code == 0, $"seed {seed}: {errors}");
        using MasterStore store = MasterStore.Open(copy, new StoreOptions(), StoreFiles.Disk);
        ulong digest = store.Recover(new ClusterOptions()).Cluster.ComputeDigest();
        Assert.Contains($"\"state\":\"{digest:x16}\"", output, StringComparison.Ordinal);
    }
}
