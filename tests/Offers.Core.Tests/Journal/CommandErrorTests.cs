namespace Offers.Core.Tests.Journal;

/// <summary>Whatever is wrong: one error with field, finding and expectation; no trace.</summary>
public sealed class CommandErrorTests
{
    [Theory]
    [InlineData("", "line: found an object that breaks off, expected its end")]
    [InlineData("{\"op\":", "line: found an object that breaks off, expected its end")]
    [InlineData("[1]", "line: found an array, expected a JSON object")]
    [InlineData("{\"op\":1}", "op: found the number 1, expected a name")]
    [InlineData("{}", "op: found nothing, expected a name")]
    [InlineData("{\"op\":\"bogus\"}", "op: found 'bogus', expected the name of a command")]
    [InlineData("{\"op\":\"pause\"}x", "line, byte 15: found malformed JSON, expected a JSON object")]
    [InlineData("{\"op\":\"pause\",\"x\":1}", "x: found an unknown field, expected one of 'op'")]
    [InlineData("{\"op\":\"pause\",\"op\":\"pause\"}",
        "op: found it a second time, expected each field once")]
    [InlineData("{\"op\":\"remove_agent\"}", "id: found nothing, expected a name")]
    [InlineData("{\"op\":\"remove_agent\",\"id\":\"\"}", "id: found an empty text, expected a name")]
    [InlineData("{\"op\":\"remove_agent\",\"id\":\"\\ud800\"}",
        "character 28: found half a character, expected a whole one")]
    [InlineData("{\"op\":\"add_agent\",\"id\":\"s\",\"resources\":\"cpus\"}", "resources: resources, ")]
    [InlineData("{\"op\":\"add_agent\",\"id\":\"s\",\"resources\":4}",
        "resources: found the number 4, expected a resource text")]
    [InlineData("{\"op\":\"add_agent\",\"id\":\"s\",\"resources\":\"cpus:nan\"}", "resources: ")]
    [InlineData("{\"op\":\"add_agent\",\"id\":\"s\",\"resources\":\"\",\"domain\":{\"region\":\"r\"}}",
        "domain.zone: found nothing, expected a name")]
    [InlineData("{\"op\":\"add_agent\",\"id\":\"s\",\"resources\":\"\",\"capabilities\":[\"FLY\"]}",
        "capabilities[0]: found the text 'FLY', expected one of 'MULTI_ROLE', ")]
    [InlineData("{\"op\":\"add_agent\",\"id\":\"s\",\"resources\":\"\",\"used\":"
        + "{\"f\":{\"role\":\"a//b\",\"resources\":\"\"}}}",
        "used.f.role: the role 'a//b' has an empty component")]
    [InlineData("{\"op\":\"add_agent\",\"id\":\"s\",\"resources\":\"\",\"used\":"
        + "{\"f\":{\"role\":\"a\",\"resources\":\"\"},\"f\":{}}}",
        "used.f: found it a second time, expected each name once")]
    [InlineData("{\"op\":\"add_framework\",\"id\":\"f\",\"roles\":[\"-a\"]}",
        "roles[0]: the role '-a' has the component '-a'")]
    [InlineData("{\"op\":\"add_framework\",\"id\":\"f\",\"roles\":[],\"active\":1}",
        "active: found the number 1, expected true or false")]
    [InlineData("{\"op\":\"update_framework\",\"id\":\"f\",\"roles\":[],\"active\":true}",
        "active: found an unknown field, expected one of ")]
    [InlineData("{\"op\":\"add_framework\",\"id\":\"f\",\"roles\":[],\"offer_constraints\":"
        + "{\"role_constraints\":{\"a\":{\"groups\":[]}}}}", "offer_constraints")]
    [InlineData("{\"op\":\"update_weights\",\"weights\":{\"a\":\"1\"}}",
        "weights.a: found the text '1', expected a number from 0 to 1125899906842.624")]
    [InlineData("{\"op\":\"update_weights\",\"weights\":{\"a\":-1}}",
        "weights.a: found the number -1, expected a number from 0 to")]
    [InlineData("{\"op\":\"update_weights\",\"weights\":{\"a\":NaN}}", "line, byte 39: found malformed")]
    [InlineData("{\"op\":\"update_weights\",\"weights\":{\"a\":1e999}}",
        "weights.a: found the number 1e999, expected a number from 0 to")]
    [InlineData("{\"op\":\"update_quota\",\"role\":\"a\",\"limits\":{\"a b\":1}}",
        "limits.a b: found a bad resource name, expected letters")]
    [InlineData("{\"op\":\"update_quota\",\"role\":\"a\",\"limits\":\"cpus:1;cpus:2\"}",
        "limits: resources, character 8: found 'cpus' a second time")]
    [InlineData("{\"op\":\"recover\",\"framework\":\"f\",\"agent\":\"a\",\"refuse_seconds\":\"5\"}",
        "refuse_seconds: found the text '5', expected seconds")]
    [InlineData("{\"op\":\"recover\",\"framework\":\"f\",\"agent\":\"a\",\"role\":null}",
        "role: found null, expected a name")]
    [InlineData("{\"op\":\"accept\",\"framework\":\"f\",\"agent\":\"a\"}",
        "resources: found nothing, expected a resource text")]
    [InlineData("{\"op\":\"recover_cluster\",\"expected_agents\":1.5}",
        "expected_agents: found the number 1.5, expected a whole number")]
    [InlineData("{\"op\":\"whitelist\"}", "hosts: found nothing, expected an array of host names")]
    [InlineData("{\"op\":\"whitelist\",\"hosts\":[1]}", "hosts[0]: found the number 1, expected a name")]
    [InlineData("{\"op\":\"convert\",\"framework\":\"f\",\"agent\":\"a\",\"role\":\"r\",\"conversions\":"
        + "[{\"consumed\":\"\"}]}", "conversions[0].converted: found nothing, expected")]
    [InlineData("{\"op\":\"update_inverse_offer\",\"framework\":\"f\",\"agent\":\"a\",\"status\":\"NO\"}",
        "status: found the text 'NO', expected one of 'ACCEPT', 'DECLINE'")]
    [InlineData("{\"op\":\"add_reservation\",\"agent\":\"a\",\"role\":\"*\",\"resources\":\"cpus:1\"}",
        "role: ")]
    public void What_is_wrong_is_said(string line, string expected)
    {
        CommandReader reader = new(ResourceSchema.CreateStandard());
        string message = Assert.ThrowsAny<FormatException>(() => reader.Read(line)).Message;
        Assert.StartsWith(expected, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"interval\":0", "interval: found the number 0, expected seconds, more than 0")]
    [InlineData("\"interval\":-1", "interval: found the number -1, expected")]
    [InlineData("\"interval\":1e-9", "interval: found the number 1e-9, expected")]
    [InlineData("\"mode\":\"fast\"", "mode: found the text 'fast', expected one of 'mesos', 'default'")]
    [InlineData("\"agent_order\":\"seed:-1\"", "agent_order: found 'seed:-1', expected 'seed:' and")]
    [InlineData("\"agent_order\":\"seed:18446744073709551616\"", "agent_order: found 'seed:1844674")]
    [InlineData("\"agent_order\":\"seed:\"", "agent_order: found 'seed:', expected")]
    [InlineData("\"options\":{\"hoard_limit\":0}", "options.hoard_limit: found the number 0, expected")]
    [InlineData("\"options\":{\"hoard_limit\":0.3333}", "options.hoard_limit: found the number 0.3333")]
    [InlineData("\"options\":{\"hoard\":1}", "options.hoard: found an unknown field, expected one of")]
    [InlineData("\"recovery_factor\":1.1", "recovery_factor: found the number 1.1, expected")]
    [InlineData("\"min_allocatable\":\"cpus:1\"", "min_allocatable: found the text 'cpus:1', expected")]
    public void A_wrong_option_is_said(string field, string expected)
    {
        ScenarioLineReader reader = new(ResourceSchema.CreateStandard(), AllocatorMode.Mesos);
        string message = Assert.ThrowsAny<FormatException>(
            () => reader.Read($"{{\"op\":\"init\",{field}}}")).Message;
        Assert.StartsWith(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_line_adds_no_kind_and_does_not_disturb_the_next()
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        CommandReader reader = new(schema);
        int kinds = schema.Count;
        Assert.ThrowsAny<FormatException>(() => reader.Read(
            """{"op":"add_agent","id":"s","resources":"slots:1;tapes:2","hostname":7}"""));
        Assert.Equal(kinds, schema.Count);

        schema.Add("licences", "");
        AddAgent agent = (AddAgent)reader.Read(
            """{"op":"add_agent","id":"s","resources":"tapes:2"}""");
        Assert.Equal(kinds + 2, schema.Count);
        Assert.Equal("tapes:2", agent.Resources.ToString());
        Assert.True(schema.TryFind("tapes", out ResourceKind tapes));
        Assert.Equal(2_000, agent.Resources.Plain[tapes]);
    }
}
