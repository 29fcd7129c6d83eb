using System.Net.Sockets;
using System.Text;
using Offers.Agents.Processes;

namespace Offers.Agents.Tests.Processes;

/// <summary>Requests that one side cannot take: each fails alone.</summary>
public sealed class SupervisorRequestTests
{
    private const int LongWord = 100_000;

    [Fact]
    public async Task A_start_that_no_line_can_hold_fails_and_others_go_on()
    {
        await using var fixture = new SupervisorFixture();
        CommandSpec spec = fixture.Shell("exit 3") with
        {
            Arguments = [.. Enumerable.Repeat(new string('x', LongWord), 50)],
        };
        string reason = await ReasonOf(fixture, spec);
        Assert.Matches("^process bad: found a request of 50[0-9]{5} bytes, expected at most "
            + "4194304$", reason);
        Assert.Equal(3, (await fixture.RunAsync("good", fixture.Shell("exit 3"))).Code);
    }

    [Fact]
    public async Task Quotes_and_letters_beyond_ASCII_take_no_more_of_a_line_than_they_are_long()
    {
        await using var fixture = new SupervisorFixture();
        string word = string.Concat(Enumerable.Repeat("'<&+ü", LongWord / 6));
        CommandSpec spec = fixture.Shell("printf %s \"$@\" | wc -c");
        await fixture.RunAsync("quotes", spec with
        {
            Arguments = [.. spec.Arguments, "sh", .. Enumerable.Repeat(word, 12)],
        });
        Assert.Equal(
            12 * Encoding.UTF8.GetByteCount(word), int.Parse(fixture.Output().Trim()));
    }

    [Fact]
    public async Task A_word_above_the_kernels_bound_is_told_without_the_value_of_a_variable()
    {
        await using var fixture = new SupervisorFixture();
        int bound = (32 * Environment.SystemPageSize) - 1;
        CommandSpec spec = fixture.Shell("exit 3");
        string fits = new('x', bound);
        CommandSpec longest = spec with { Arguments = [.. spec.Arguments, fits] };
        Assert.Equal(3, (await fixture.RunAsync("longest", longest)).Code);
        Assert.Equal(
            $"argument of {bound + 1} bytes: expected at most {bound}",
            await ReasonOf(fixture, spec with { Arguments = [.. spec.Arguments, fits + "x"] }));
        Assert.Equal(
            $"variable 'SECRET' of {bound + 7} bytes with its name: expected at most {bound}",
            await ReasonOf(fixture, spec with { Environment = ["SECRET=" + fits] }));
    }

    [Fact]
    public async Task A_request_that_nobody_foresaw_is_answered_and_ends_no_supervisor()
    {
        await using var fixture = new SupervisorFixture();
        await fixture.Client.ListAsync();
        int pid = fixture.Client.SupervisorPid;
        await ReasonOf(fixture, fixture.Shell("exit 0") with { Arguments = [null!] });
        await Assert.ThrowsAsync<ProcessStartException>(
            () => fixture.Client.SignalAsync(null!, 0).WaitAsync(SupervisorFixture.Patience));
        await fixture.Client.ListAsync().WaitAsync(SupervisorFixture.Patience);
        Assert.Equal(pid, fixture.Client.SupervisorPid);
    }

    [Fact]
    public async Task A_request_upon_which_the_supervisor_closes_is_given_up_and_no_other_is()
    {
        using var work = new Sandboxes.TemporaryDirectory();
        using Socket listener = Listen(work.Path);
        Task serving = ServeAsync(listener);
        await using (var client = new SupervisorClient(new SupervisorClientOptions(work.Path)
        {
            Program = ["/bin/true"],
            Retry = TimeSpan.FromMilliseconds(1),
        }))
        {
            Task before = client.SignalAsync("before", 0);
            Task<ProcessStatus> bad = client.StartAsync("bad", new CommandSpec("x", "/"));
            Task after = client.SignalAsync("after", 0);
            ProcessStartException reason = await Assert.ThrowsAsync<ProcessStartException>(
                () => bad.WaitAsync(SupervisorFixture.Patience));
            Assert.Equal(
                "process bad: the supervisor closed 5 connections upon the request",
                reason.Message);
            await Task.WhenAll(before, after).WaitAsync(SupervisorFixture.Patience);
        }

        listener.Dispose();
        await serving;
    }

    [Fact]
    public async Task A_client_that_lost_its_supervisor_says_why_to_all_who_ask()
    {
        // A path that is none, upon which the framework throws what nobody thinks of.
        await using var client = new SupervisorClient(new SupervisorClientOptions("/a\0b"));
        TimeSpan patience = SupervisorFixture.Patience;
        IOException told = await Assert.ThrowsAnyAsync<IOException>(
            () => client.Events.Completion.WaitAsync(patience));
        Assert.StartsWith("the supervisor is lost: ", told.Message, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<IOException>(() => client.ListAsync().WaitAsync(patience));
        await Assert.ThrowsAnyAsync<IOException>(() => client.WaitAsync("x").WaitAsync(patience));
    }

    [Fact]
    public async Task A_launch_that_lastingly_fails_is_told()
    {
        await using var client = new SupervisorClient(new SupervisorClientOptions("/dev/null/no")
        {
            LaunchPatience = TimeSpan.Zero,
        });
        await Assert.ThrowsAnyAsync<IOException>(
            () => client.ListAsync().WaitAsync(SupervisorFixture.Patience));
    }

    [Fact]
    public async Task A_launch_that_fails_for_a_while_is_tried_again()
    {
        string inTheWay = string.Empty;
        await using var fixture = new SupervisorFixture(change: options =>
        {
            inTheWay = new SupervisorPaths(options.WorkDirectory).Root;
            File.WriteAllText(inTheWay, string.Empty);
            return options;
        });
        Task asked = fixture.Client.ListAsync();
        await Task.WhenAny(asked, Task.Delay(100));
        File.Delete(inTheWay);
        await asked.WaitAsync(SupervisorFixture.Patience);
    }

    private static async Task<string> ReasonOf(SupervisorFixture fixture, CommandSpec bad)
    {
        ProcessStartException failure = await Assert.ThrowsAsync<ProcessStartException>(
            () => fixture.Client.StartAsync("bad", bad).WaitAsync(SupervisorFixture.Patience));
        return failure.Message;
    }

    private static Socket Listen(string work)
    {
        var paths = new SupervisorPaths(work);
        paths.Create();
        var listener = new Socket(
            AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(paths.Socket));
        listener.Listen();
        return listener;
    }

    /// <summary>A supervisor that closes upon a start and answers all else.</summary>
    private static async Task ServeAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                await using var agent = new LineChannel<SupervisorRequest, SupervisorMessage>(
                    await listener.AcceptAsync(),
                    SupervisorLines.Requests,
                    SupervisorLines.Messages);
                while (await agent.ReceiveAsync(default) is { Verb: not SupervisorVerb.Start } one)
                {
                    agent.Send(new SupervisorMessage(one.Number)
                    {
                        Version = SupervisorRequest.ProtocolVersion,
                    });
                }
            }
        }
        catch (Exception bad) when (bad is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
