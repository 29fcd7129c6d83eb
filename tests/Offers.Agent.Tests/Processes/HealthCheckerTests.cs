using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Offers.Agents.Processes;

namespace Offers.Agents.Tests.Processes;

public sealed class HealthCheckerTests
{
    private static readonly TaskCheck Quick = new(CheckKind.Tcp)
    {
        Delay = TimeSpan.Zero,
        Interval = TimeSpan.FromMilliseconds(1),
        GracePeriod = TimeSpan.Zero,
        Timeout = SupervisorFixture.Patience,
        ConsecutiveFailures = 3,
    };

    [Fact]
    public async Task Failures_in_a_row_kill_and_a_success_starts_anew()
    {
        List<HealthEvent> events = await CheckAsync(Quick, "ffhfff");
        Assert.Equal([1, 2, 0, 1, 2, 3], events.Select(found => found.Failures));
        Assert.Equal([5], Enumerable.Range(0, 6).Where(index => events[index].KillsTask));
    }

    [Fact]
    public async Task Failures_within_the_grace_period_count_only_after_a_success()
    {
        TaskCheck check = Quick with { GracePeriod = SupervisorFixture.Patience };
        List<HealthEvent> events = await CheckAsync(check, "ffffhfff");
        Assert.Equal([0, 0, 0, 0, 0, 1, 2, 3], events.Select(found => found.Failures));
    }

    [Fact]
    public async Task A_look_that_takes_too_long_is_a_failure()
    {
        TaskCheck check = Quick with
        {
            Timeout = TimeSpan.FromMilliseconds(20),
            ConsecutiveFailures = 1,
        };
        HealthEvent found = Assert.Single(await CheckAsync(check, "s"));
        Assert.Contains("no answer", found.Result.Detail, StringComparison.Ordinal);
        Assert.True(found.KillsTask);
    }

    [Fact]
    public async Task Times_that_no_timer_takes_are_brought_within_what_one_takes()
    {
        TaskCheck check = Quick with
        {
            Delay = TimeSpan.FromDays(-1),
            Timeout = TimeSpan.MaxValue,
            Interval = TimeSpan.MaxValue,
        };
        using var stop = new CancellationTokenSource();
        var channel = Channel.CreateUnbounded<HealthEvent>();
        Task looking = new HealthChecker(check, new ScriptedProbe("h"), TimeProvider.System)
            .RunAsync(channel.Writer, stop.Token);
        HealthEvent found = await channel.Reader.ReadAsync()
            .AsTask().WaitAsync(SupervisorFixture.Patience);
        Assert.True(found.Result.IsHealthy);
        Assert.False(looking.IsCompleted);
        await stop.CancelAsync();
        await looking;
    }

    [Fact]
    public async Task Looks_are_not_made_without_a_pause()
    {
        NotedTime time = new();
        var channel = Channel.CreateUnbounded<HealthEvent>();
        TaskCheck check = Quick with { Interval = TimeSpan.Zero, ConsecutiveFailures = 2 };
        await new HealthChecker(check, new ScriptedProbe("ff"), time).RunAsync(channel.Writer)
            .WaitAsync(SupervisorFixture.Patience);
        Assert.Contains(HealthChecker.LeastInterval, time.Waits);
    }

    [Fact]
    public async Task Whatever_a_look_fails_of_is_a_failure_of_the_task()
    {
        HealthEvent found = Assert.Single(
            await CheckAsync(Quick with { ConsecutiveFailures = 1 }, "x"));
        Assert.Equal((false, "scripted"), (found.Result.IsHealthy, found.Result.Detail));
    }

    [Fact]
    public async Task A_port_is_healthy_while_somebody_listens()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var probe = new TcpProbe("127.0.0.1", port);
        Assert.True((await probe.ProbeAsync(default)).IsHealthy);
        listener.Stop();
        Assert.False((await probe.ProbeAsync(default)).IsHealthy);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(302, true)]
    [InlineData(404, false)]
    [InlineData(500, false)]
    public async Task An_answer_is_healthy_by_its_status(int status, bool isHealthy)
    {
        using var server = new TinyHttpServer(_ => (status, []));
        using HttpClient client = HttpProbe.NewClient();
        TaskCheck check = new(CheckKind.Http) { Port = server.Port, Path = "/health?full=1" };
        IHealthProbe probe = HealthProbes.Of(check, client, _ => throw new NotSupportedException());
        ProbeResult result = await probe.ProbeAsync(default);
        Assert.Equal((isHealthy, status), (result.IsHealthy, result.Code));
        Assert.Equal("/health?full=1", server.LastPath);
    }

    [Fact]
    public async Task A_redirect_is_an_answer_and_is_not_followed()
    {
        using var server = new TinyHttpServer(path => (path == "/elsewhere" ? 500 : 302, []))
        {
            Headers = ["Location: /elsewhere"],
        };
        Assert.Equal(302, await CodeOfAsync(server, 1));
        Assert.Equal("/", server.LastPath);
    }

    [Fact]
    public async Task A_cookie_of_one_look_is_not_shown_at_another()
    {
        using var server = new TinyHttpServer(_ => (200, []))
        {
            Headers = ["Set-Cookie: a=b; Path=/"],
        };
        Assert.Equal(200, await CodeOfAsync(server, 2));
        Assert.DoesNotContain(
            server.LastHeaders,
            header => header.StartsWith("Cookie:", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_look_goes_through_no_proxy_of_the_machine()
    {
        using var server = new TinyHttpServer(_ => (200, []));
        using var proxy = new TinyHttpServer(_ => (503, []));
        IWebProxy before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new ProxyOfOne(server.Port, proxy.Port);
        try
        {
            Assert.Equal(200, await CodeOfAsync(server, 1));
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }
    }

    [Fact]
    public async Task A_command_is_healthy_by_its_exit_status_and_killed_when_it_takes_too_long()
    {
        await using var fixture = new SupervisorFixture();
        var good = new CommandProbe(fixture.Client, "task", fixture.Shell("exit 0"));
        Assert.True((await good.ProbeAsync(default)).IsHealthy);
        var bad = new CommandProbe(fixture.Client, "task", fixture.Shell("exit 3"));
        Assert.Equal(3, (await bad.ProbeAsync(default)).Code);
        var slow = new CommandProbe(fixture.Client, "slow", fixture.Shell("sleep 1000"));
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => slow.ProbeAsync(stop.Token));
        Assert.Empty(await fixture.Client.ListAsync());
    }

    /// <summary>The status that the last of some looks found, with the client of an agent.
    /// </summary>
    private static async Task<int> CodeOfAsync(TinyHttpServer server, int looks)
    {
        using HttpClient client = HttpProbe.NewClient();
        var probe = new HttpProbe(
            client, "127.0.0.1", new TaskCheck(CheckKind.Http) { Port = server.Port, Path = "/" });
        int code = 0;
        for (int look = 0; look < looks; look++)
        {
            code = (await probe.ProbeAsync(default)).Code;
        }

        return code;
    }

    private static async Task<List<HealthEvent>> CheckAsync(TaskCheck check, string script)
    {
        var channel = Channel.CreateUnbounded<HealthEvent>();
        var checker = new HealthChecker(check, new ScriptedProbe(script), TimeProvider.System);
        await checker.RunAsync(channel.Writer).WaitAsync(SupervisorFixture.Patience);
        return await channel.Reader.ReadAllAsync().ToListAsync();
    }

    /// <summary>The proxy of one port alone: other tests run meanwhile.</summary>
    private sealed class ProxyOfOne(int port, int proxy) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri GetProxy(Uri destination) => new($"http://127.0.0.1:{proxy}");

        public bool IsBypassed(Uri host) => host.Port != port;
    }

    /// <summary>Knows what was waited for.</summary>
    private sealed class NotedTime : TimeProvider
    {
        internal ConcurrentQueue<TimeSpan> Waits { get; } = new();

        public override ITimer CreateTimer(
            TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Enqueue(dueTime);
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }

    /// <summary>h is healthy, f a failure, s takes for ever, x throws.</summary>
    private sealed class ScriptedProbe(string script) : IHealthProbe
    {
        private int _next;

        public async Task<ProbeResult> ProbeAsync(CancellationToken cancellation)
        {
            char word = script[_next++];
            if (word == 'x')
            {
                throw new InvalidOperationException("scripted");
            }

            if (word == 's')
            {
                await Task.Delay(Timeout.Infinite, cancellation);
            }

            return new ProbeResult(word == 'h', 0, string.Empty);
        }
    }
}
