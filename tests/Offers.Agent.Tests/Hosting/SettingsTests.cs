using System.Collections;
using FsCheck;
using FsCheck.Fluent;
using Offers.Agents.Hosting;
using Offers.Agents.Tests.Sandboxes;

namespace Offers.Agents.Tests.Hosting;

/// <summary>Options: where they come from, and what is wrong with them.</summary>
public sealed class SettingsTests
{
    private static readonly string[] Least =
        ["--master", "unix:/tmp/m", "--work-directory", "/tmp/w", "--name", "a1"];

    [Fact]
    public void The_least_is_a_master_and_a_directory()
    {
        AgentSettings settings = Read();
        Assert.Equal(("unix:/tmp/m", "/tmp/w", "a1"),
            (settings.Master.ToString(), settings.WorkDirectory, settings.Name));
        Assert.Equal(new AgentOptions(), settings.Times);
    }

    [Theory]
    [InlineData("250ms", 0.25)]
    [InlineData("10", 10)]
    [InlineData("0.5", 0.5)]
    [InlineData("1.5m", 90)]
    [InlineData("2h", 7_200)]
    [InlineData("7d", 604_800)]
    public void Times_have_units_or_are_seconds(string text, double seconds) =>
        Assert.Equal(seconds, Read("--kill-grace", text).Times.KillGrace.TotalSeconds);

    [Fact]
    public void The_command_line_counts_before_the_environment_and_that_before_the_file()
    {
        using TemporaryDirectory directory = new();
        string file = directory.At("agent.json");
        File.WriteAllText(file, """
            { "kill_grace": 1, "ping-timeout": "2s", "pids_limit": 3, "cpu-quota": true, }
            """);
        Hashtable environment = new()
        {
            ["OFFERS_AGENT_PING_TIMEOUT"] = "20s",
            ["OFFERS_AGENT_PIDS_LIMIT"] = "30",
            ["OTHER"] = "x",
        };
        AgentSettings settings = AgentSettingsReader.Read(
            [.. Least, "--config", file, "--pids-limit=300"], environment);
        Assert.Equal(TimeSpan.FromSeconds(1), settings.Times.KillGrace);
        Assert.Equal(TimeSpan.FromSeconds(20), settings.Times.PingTimeout);
        Assert.Equal(300, settings.PidsLimit);
        Assert.True(settings.Sizing.LimitsCpus);
    }

    [Theory]
    [InlineData("--nmae x", "option --nmae: there is no option 'nmae'")]
    [InlineData("--update-retry 1s", "there is 'first-update-retry'")]
    [InlineData("name x", "found the argument 'name', expected --name value")]
    [InlineData("--hostname", "option --hostname: found nothing, expected a value")]
    [InlineData("--task-user nobody --task-user root", "option --task-user: found twice")]
    [InlineData("--ping-timeout ten", "option --ping-timeout: found 'ten', expected a time such")]
    [InlineData("--ping-timeout s", "found 's', expected a time such as")]
    [InlineData("--ping-timeout 0s", "found '0s', expected a time above 0")]
    [InlineData("--sandbox-interval 31d", "found '31d', expected a time above 0 and at most 30d")]
    [InlineData("--registration-backoff 50d", "found '50d', expected a time above 0 and at most")]
    [InlineData("--kill-grace -1s", "found '-1s', expected a time such as 250ms")]
    [InlineData("--kill-grace 1e9d", "found '1e9d', expected a time such as")]
    [InlineData("--pids-limit 0", "found '0', expected a whole number of 1 to 2147483647")]
    [InlineData("--cpu-quota yes", "found 'yes', expected true or false")]
    [InlineData("--containment vm", "found 'vm', expected auto, cgroups or processes")]
    [InlineData("--sandbox-headroom 2", "found '2', expected a number of 0 to 1")]
    [InlineData("--fetch-roots a:b", "found 'a:b', expected absolute paths joined by ':'")]
    [InlineData("--process-limits files=1", "found 'files=1', expected KIND=SOFT or KIND=SOFT:HARD")]
    [InlineData("--process-limits core=2:1", "found 'core=2:1', expected")]
    [InlineData("--process-limits core=1;core=1", "expected each limit once")]
    [InlineData("--domain eu", "found 'eu', expected REGION/ZONE")]
    [InlineData("--resources cpus", "option --resources: ")]
    [InlineData("--task-user no-such-user", "task-user: user 'no-such-user'")]
    [InlineData("--tls-key /k", "expected --tls-certificate, --tls-key and --tls-authority")]
    [InlineData("--max-update-retry 1ms", "not below the first one")]
    [InlineData("--config /no/such", "/no/such: expected a readable file")]
    public void What_is_wrong_is_said(string arguments, string message)
    {
        AgentSettingsException bad =
            Assert.Throws<AgentSettingsException>(() => Read(arguments.Split(' ')));
        Assert.Contains(message, bad.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--name a/b", "1 to 64 letters, digits")]
    [InlineData("--name ..", "1 to 64 letters, digits")]
    [InlineData("--work-directory w", "found 'w', expected an absolute path")]
    [InlineData("--master host", "endpoint 'host'")]
    [InlineData("--master tls://host:1", "expected --tls-certificate")]
    public void What_is_wrong_with_the_least_is_said(string arguments, string message)
    {
        string[] words = arguments.Split(' ');
        int at = Array.IndexOf(Least, words[0]);
        string[] all = [.. Least];
        all[at + 1] = words[1];
        AgentSettingsException bad = Assert.Throws<AgentSettingsException>(
            () => AgentSettingsReader.Read(all, new Hashtable()));
        Assert.Contains(message, bad.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "found Array, expected an object")]
    [InlineData("{\n\"name\": }", "line 2: expected a JSON object")]
    [InlineData("{\"name\": null}", "key 'name': found Null, expected a text, a number")]
    [InlineData("{\"name\": \"a\", \"name\": \"b\"}", "expected a JSON object")]
    [InlineData("{\"Name\": \"a\"}", "key 'Name': there is no option 'Name'")]
    public void What_is_wrong_in_the_file_is_said(string text, string message)
    {
        using TemporaryDirectory directory = new();
        File.WriteAllText(directory.At("c"), text);
        AgentSettingsException bad =
            Assert.Throws<AgentSettingsException>(() => Read("--config", directory.At("c")));
        Assert.StartsWith(directory.At("c"), bad.Message, StringComparison.Ordinal);
        Assert.Contains(message, bad.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_said_is_options_or_one_clear_error()
    {
        string[] names =
        [
            .. AgentSettingsReader.Help.Select(line => line.Trim().Split(' ')[0]),
        ];
        string[] values =
            ["", "1", "-1", "1s", "true", "cpus:1", "a:b", "/", "unix:/x", "1e400s", "\0", "é", "9999999999999999999d"];
        Gen<string[]> words = Gen.ArrayOf(Gen.OneOf(
            Gen.Elements(names), Gen.Elements(values), ArbMap.Default.GeneratorFor<string>()
                .Select(text => text ?? "")));
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2_000),
            Prop.ForAll(words.ToArbitrary(), said =>
            {
                try
                {
                    Read(said);
                }
                catch (AgentSettingsException bad)
                {
                    Assert.NotEmpty(bad.Message);
                }
            }));
    }

    [Fact]
    public void Every_option_is_in_the_documentation()
    {
        string docs = File.ReadAllText(Path.Combine(Repository.Root, "docs", "agent-host.md"));
        foreach (string line in AgentSettingsReader.Help)
        {
            Assert.Contains($"`{line.Trim().Split(' ')[0][2..]}`", docs, StringComparison.Ordinal);
        }
    }

    private static AgentSettings Read(params string[] more) =>
        AgentSettingsReader.Read([.. Least, .. more], new Hashtable());
}
