using Offers.Masters.Options;
using Offers.Simulation;
using Offers.Wire;

namespace Offers.Masters.Tests.Options;

public sealed class MasterOptionsReaderTests : IDisposable
{
    private readonly TemporaryDirectory _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Defaults_stand_in_the_directory_of_data()
    {
        MasterOptions options = Read(["data=/d"], [], null);
        Assert.Equal("unix:/d/agents.sock", options.Listen.ToString());
        Assert.Equal(("/d/operator.sock", "/d/token"), (options.Operator, options.TokenFile));
        Assert.Equal((null, null, 1.0), (options.Http, options.Run, options.TimeScale));
        Assert.Equal(AllocatorMode.Default, options.Cluster.Allocator.Mode);
        Assert.Equal(TimeSpan.FromMinutes(2), options.Cluster.Allocator.OfferTimeout);
        Assert.Equal(new ClusterOptions().PingInterval, options.Cluster.PingInterval);
    }

    [Fact]
    public void A_flag_counts_more_than_the_environment_and_that_more_than_the_file()
    {
        const string File = """{"ping_interval":1,"max_missed_pings":2,"http":3,"data":"/d"}""";
        MasterOptions options = Read(
            ["ping_interval=10s"], ["OFFERS_MASTER_PING_INTERVAL=20",
                "OFFERS_MASTER_MAX_MISSED_PINGS=20"], File);
        Assert.Equal(TimeSpan.FromSeconds(10), options.Cluster.PingInterval);
        Assert.Equal((20, 3), (options.Cluster.MaxMissedPings, options.Http));
    }

    [Fact]
    public void The_cluster_of_a_file_has_the_fields_of_a_journal()
    {
        MasterOptions options = Read(["data=/d", "allocation_interval=0.5"], [],
            """
            {
              "cluster": {
                "allocator": { "mode": "mesos", "options": { "offer_timeout": 7 } },
                "ping_interval": 5,
                "optimistic_offers": true
              }
            }
            """);
        ClusterOptions cluster = options.Cluster;
        Assert.Equal((AllocatorMode.Mesos, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(0.5)), (
            cluster.Allocator.Mode, cluster.Allocator.OfferTimeout, cluster.Allocator.Interval));
        Assert.Equal((TimeSpan.FromSeconds(5), true),
            (cluster.PingInterval, cluster.OptimisticOffers));
        Assert.Null(Read(["data=/d", "offer_timeout=0"], [], null).Cluster.Allocator.OfferTimeout);
        Assert.NotNull(Read(["data=/d"], [], """{"cluster":{}}""").Cluster);
    }

    [Fact]
    public void Tls_wants_all_three_files()
    {
        MasterOptions options = Read(
            ["data=/d", "listen=tls://0.0.0.0:5050", "tls_certificate=c", "tls_key=k",
                "tls_authority=a"], [], null);
        Assert.Equal(WireEndpointKind.Tls, options.Listen.Kind);
        Assert.Equal(("c", "k", "a"), options.Tls);
    }

    [Theory]
    [InlineData("listen=tls://h:1", "", "", "--listen: listen: ")]
    [InlineData("tls_key=k", "", "", "config.json: tls_certificate: ", "all or none")]
    [InlineData("until_done=true", "", "", "--until-done: ", "run as well")]
    [InlineData("with_agent=true|listen=tcp://127.0.0.1:0", "", "", "--listen: ", "a port")]
    [InlineData("ping_interval=fast", "", "", "--ping-interval: ping_interval: found 'fast'")]
    [InlineData("ping_interval=0", "", "", "--ping-interval: ", "at least 0.001 s")]
    [InlineData("http=70000", "", "", "--http: http: found '70000'")]
    [InlineData("", "OFFERS_MASTER_HTTP=x", "", "OFFERS_MASTER_HTTP: http: found 'x'")]
    [InlineData("", "OFFERS_MASTER_UNTIL_DONE=yes", "", "OFFERS_MASTER_UNTIL_DONE: ")]
    [InlineData("", "", "{\"htp\":1}", "config.json: htp: ", "a known option")]
    [InlineData("", "", "{\"http\":1,\"http\":2}", "config.json: http: ", "each option once")]
    [InlineData("", "", "{\"http\":[1]}", "config.json: http: found 'Array'")]
    [InlineData("", "", "[]", "config.json: file: found 'Array'")]
    [InlineData("", "", "{\n\"http\"", "config.json:2: file: ", "a JSON object")]
    [InlineData("", "", "{\"cluster\":{},\"cluster\":{}}", "config.json: cluster: ",
        "each option once")]
    [InlineData("", "", "{\"cluster\":1}", "config.json: cluster: found '1'")]
    [InlineData("", "", "{\"cluster\":{\"pings\":1}}", "config.json: cluster: ", "pings")]
    [InlineData("", "", "{\"cluster\":{\"ping_interval\":0}}", "config.json: cluster: ", "ping")]
    public void What_cannot_be_is_refused_in_the_words_of_whoever_gave_it(
        string flag, string variable, string file, string beginning, string expected = "")
    {
        InputException bad = Assert.Throws<InputException>(() => Read(
            ["data=/d", .. flag.Split('|', StringSplitOptions.RemoveEmptyEntries)],
            variable.Length > 0 ? [variable] : [], file.Length > 0 ? file : null));
        Assert.StartsWith(
            beginning,
            bad.Message.Replace(_home["config.json"], "config.json", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Contains(expected, bad.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_option_stands_in_the_documentation_as_help_says_it()
    {
        string page = RepositoryFile.Read("docs", "master.md");
        Assert.All(OptionKey.All, key => Assert.Contains(
            $"\n| `{key.Flag}{(key.Value is null ? "" : " " + key.Value)}` | {key.Description} |\n",
            page, StringComparison.Ordinal));
    }

    private MasterOptions Read(string[] flags, string[] variables, string? file)
    {
        string path = _home["config.json"];
        if (file is not null)
        {
            File.WriteAllText(path, file);
        }

        Dictionary<string, string> given = Pairs(flags);
        Dictionary<string, string> environment = Pairs(variables);
        return new MasterOptionsReader(
            key => given.GetValueOrDefault(key.Name), environment.GetValueOrDefault,
            file is null ? OptionsFile.None : OptionsFile.Read(path), path).Read();
    }

    private static Dictionary<string, string> Pairs(string[] texts) => texts.ToDictionary(
        static text => text[..text.IndexOf('=', StringComparison.Ordinal)],
        static text => text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..],
        StringComparer.Ordinal);
}
