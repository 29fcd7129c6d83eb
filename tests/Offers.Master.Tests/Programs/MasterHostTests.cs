using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Offers.Masters.Operators;
using Offers.Masters.Options;
using Offers.Wire;

namespace Offers.Masters.Tests.Programs;

/// <summary>A whole master in this process: agents over the wire, operators over sockets.</summary>
public sealed class MasterHostTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _home = new();
    private WebApplication _host = null!;
    private HttpClient _owner = null!;

    private WireEndpoint Endpoint => WireEndpoint.Parse($"unix:{_home["agents.sock"]}");

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(_home["jobs.yaml"],
            """
            services:
              - { name: web, role: prod, instances: 2, command: run forever, cpus: 1, mem: 32 }
            """);
        Dictionary<string, string> flags = new(StringComparer.Ordinal)
        {
            ["data"] = _home.Path,
            ["http"] = "0",
            ["time_scale"] = "0.02",
            ["run"] = _home["jobs.yaml"],
        };
        _host = MasterHost.Build(new MasterOptionsReader(
            key => flags.GetValueOrDefault(key.Name), static _ => null, OptionsFile.None, "")
            .Read());
        await _host.StartAsync();
        _owner = CtlCommand.ClientOf(_home["operator.sock"]);
        _owner.BaseAddress = new Uri("http://master");
    }

    public async Task DisposeAsync()
    {
        _owner.Dispose();
        await _host.StopAsync();
        await _host.DisposeAsync();
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task An_agent_registers_runs_tasks_and_is_missed_when_it_leaves()
    {
        await using (WireAgent agent = new(new PlayedAgent("a1", "cpus:4;mem:1024"), Endpoint))
        {
            await Eventually.TrueAsync("two tasks", () => agent.Look(static a => a.LiveTasks) == 2);
            await Eventually.TrueAsync("their updates", async () =>
                (await AskAsync("/tasks")).EnumerateArray()
                    .Count(static task => task.GetProperty("state").ValueEquals("RUNNING")) == 2);
            Assert.Empty(agent.Look(static a => a.Errors));
            JsonElement known = Assert.Single((await AskAsync("/agents")).EnumerateArray());
            Assert.Equal("CONNECTED", known.GetProperty("state").GetString());
            Assert.Equal(2, known.GetProperty("tasks").GetInt32());
            JsonElement framework = Assert.Single((await AskAsync("/frameworks")).EnumerateArray());
            Assert.StartsWith("web-", framework.GetProperty("id").GetString()!,
                StringComparison.Ordinal);
            JsonElement job = Assert.Single(
                (await AskAsync("/state")).GetProperty("jobs").EnumerateArray());
            Assert.Equal(2, job.GetProperty("ready").GetInt32());
        }

        await Eventually.TrueAsync("the end", async () =>
            !(await AskAsync("/agents"))[0].GetProperty("state").ValueEquals("CONNECTED"));
    }

    [Fact]
    public async Task A_connection_that_speaks_for_another_agent_is_closed_with_a_reason()
    {
        WireConnection<AgentInstruction, AgentReport> connection = await WireDialer.ConnectAsync(
            Endpoint, WireProtocols.AgentToMaster("a1", ResourceSchema.CreateStandard()));
        await using (connection)
        {
            await connection.SendAsync(new PlayedAgent("a1", "cpus:1;mem:64").Greeting());
            Assert.IsType<AgentAdmitted>(await connection.ReceiveAsync());
            await connection.SendAsync(new AnswerPing("a2"));
            while (await connection.ReceiveAsync() is not null)
            {
            }

            WireClose close = await connection.Closed;
            Assert.Contains("expected 'a1'", close.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Operators_hear_the_status_and_only_their_commands_are_taken()
    {
        await using WireAgent agent = new(new PlayedAgent("a1", "cpus:4;mem:1024"), Endpoint);
        await Eventually.TrueAsync("the agent", () => agent.Look(static a => a.IsAdmitted));
        Assert.Equal((HttpStatusCode.OK, "{\"status\":\"OK\"}\n"), await CommandAsync(
            """{"op":"set_weights","weights":[{"role":"prod","weight":2}]}"""));
        Assert.Equal((HttpStatusCode.OK, "{\"status\":\"OK\"}\n"), await CommandAsync(
            """{"op":"set_quotas","quotas":[{"role":"prod","limits":"cpus:2"}],"force":true}"""));
        Assert.Equal((HttpStatusCode.Conflict, "{\"status\":\"UNKNOWN_AGENT\"}\n"),
            await CommandAsync("""{"op":"drain_agent","agent":"nobody"}"""));
        (HttpStatusCode code, string text) = await CommandAsync("""{"op":"restart_master","incarnation":9}""");
        Assert.Equal(HttpStatusCode.BadRequest, code);
        Assert.Contains("expected one of set_quotas", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await CommandAsync("drain everything")).Code);
        JsonElement role = (await AskAsync("/roles")).EnumerateArray()
            .Single(static one => one.GetProperty("name").ValueEquals("prod"));
        Assert.Equal(("2", "cpus:2"),
            (role.GetProperty("weight").GetString(), role.GetProperty("limits").GetString()));
        Assert.Equal((HttpStatusCode.OK, "{\"status\":\"OK\"}\n"),
            await CommandAsync("""{"op":"drain_agent","agent":"a1"}"""));
        await Eventually.TrueAsync("the drain", async () =>
            (await AskAsync("/agents"))[0].GetProperty("draining").GetBoolean());
    }

    [Fact]
    public async Task What_goes_wrong_is_said_in_one_line_as_people_write()
    {
        (HttpStatusCode code, string text) = await CommandAsync(new string(' ', 2 << 20));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge,
            "{\"error\":\"found a longer command, expected at most 1048576 bytes\"}\n"),
            (code, text));
        using HttpResponseMessage scale = await _owner.PostAsync("/scale?job=w&instances=-", null);
        Assert.Equal((HttpStatusCode.BadRequest,
            "{\"error\":\"instances: found '-', expected a whole number from 0 to 1000000\"}\n"),
            (scale.StatusCode, await scale.Content.ReadAsStringAsync()));
        await CommandAsync("""{"op":"set_weights","weights":[{"role":"it's","weight":2}]}""");
        Assert.Contains("\"it's\"", await _owner.GetStringAsync("/roles"),
            StringComparison.Ordinal);
        foreach (string path in new[] { "/state", "/agents", "/explain?framework=web" })
        {
            string body = await _owner.GetStringAsync(path);
            Assert.EndsWith("\n", body, StringComparison.Ordinal);
            Assert.False(body.EndsWith("\n\n", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task It_says_why_a_framework_has_no_offers()
    {
        await using WireAgent agent = new(new PlayedAgent("a1", "cpus:4;mem:1024"), Endpoint);
        await Eventually.TrueAsync("two tasks", () => agent.Look(static a => a.LiveTasks) == 2);
        JsonElement why = await AskAsync("/explain?framework=web");
        Assert.Equal("a1", why.GetProperty("verdicts")[0].GetProperty("agent").GetString());
        using HttpResponseMessage nobody = await _owner.GetAsync("/explain?framework=nobody");
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
    }

    [Fact]
    public async Task Over_http_the_token_is_asked_for_but_not_by_probes()
    {
        string[] lines = await File.ReadAllLinesAsync(_home["http"]);
        using HttpClient http = new() { BaseAddress = new Uri(Assert.Single(lines)) };
        foreach (string path in new[] { "/state", "/metrics", "/explain?framework=web" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await CodeAsync(http, path, null));
            Assert.Equal(HttpStatusCode.Unauthorized, await CodeAsync(http, path, "Bearer x"));
        }

        string token = (await File.ReadAllTextAsync(_home["token"])).Trim();
        Assert.Equal(HttpStatusCode.Unauthorized, await CodeAsync(http, "/state", token));
        Assert.Equal(HttpStatusCode.OK, await CodeAsync(http, "/state", $"Bearer {token}"));
        Assert.Equal(HttpStatusCode.OK, await CodeAsync(http, "/health/live", null));
        Assert.Equal(HttpStatusCode.OK, await CodeAsync(http, "/health/ready", null));
        using HttpResponseMessage post = await http.PostAsync(
            new Uri("/command", UriKind.Relative), new StringContent("{}"));
        Assert.Equal(HttpStatusCode.Unauthorized, post.StatusCode);
    }

    [Fact]
    public void Sockets_token_and_journal_are_their_owners_alone()
    {
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        foreach (string file in new[] { "operator.sock", "agents.sock", "token", "journal-1", "http" })
        {
            Assert.Equal(Owner, File.GetUnixFileMode(_home[file]));
        }

        Assert.Equal(64, File.ReadAllText(_home["token"]).Trim().Length);
        File.SetUnixFileMode(_home["token"], Owner | UnixFileMode.GroupRead);
        Assert.Throws<InvalidDataException>(() => OperatorToken.Of(_home["token"]));
    }

    [Fact]
    public async Task Metrics_are_text_that_counts_what_happens()
    {
        await using WireAgent agent = new(new PlayedAgent("a1", "cpus:4;mem:1024"), Endpoint);
        await Eventually.TrueAsync("two tasks", () => agent.Look(static a => a.LiveTasks) == 2);
        string text = await _owner.GetStringAsync("/metrics");
        Assert.Contains("\n# TYPE offers_master_commands_total counter\n", text,
            StringComparison.Ordinal);
        Assert.Contains(
            "\noffers_master_commands_total{command=\"register_agent\",status=\"OK\"} 1\n", text,
            StringComparison.Ordinal);
        Assert.Contains("\noffers_master_agents 1\n", text, StringComparison.Ordinal);
        string[] buckets = [.. text.Split('\n').Where(static line => line.StartsWith(
            "offers_master_sync_duration_seconds_bucket", StringComparison.Ordinal))];
        long[] counts = [.. buckets.Select(static line => long.Parse(
            line.AsSpan(line.LastIndexOf(' ') + 1), System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(counts.Order(), counts);
        Assert.Contains(
            $"\noffers_master_sync_duration_seconds_count {counts[^1]}\n", text,
            StringComparison.Ordinal);
        Assert.True(counts[^1] > 0);
        string page = RepositoryFile.Read("docs", "master.md");
        Assert.All(
            text.Split('\n').Where(static line => line.StartsWith("# TYPE ", StringComparison.Ordinal)),
            line => Assert.Contains(
                $"\n| `{line.Split(' ')[2]}` | {line.Split(' ')[3]} |", page,
                StringComparison.Ordinal));
        Assert.All(text.TrimEnd('\n').Split('\n'), static line => Assert.Matches(
            @"\A(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z_]+=""[^""]*""(,[a-z_]+=""[^""]*"")*\})? \S+)\z",
            line));
    }

    private static async Task<HttpStatusCode> CodeAsync(
        HttpClient client, string path, string? authorization)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using HttpResponseMessage response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private async Task<JsonElement> AskAsync(string path)
    {
        using JsonDocument document = JsonDocument.Parse(await _owner.GetByteArrayAsync(path));
        return document.RootElement.Clone();
    }

    private async Task<(HttpStatusCode Code, string Text)> CommandAsync(string json)
    {
        using HttpResponseMessage response = await _owner.PostAsync(
            "/command", new StringContent(json, Encoding.UTF8));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
