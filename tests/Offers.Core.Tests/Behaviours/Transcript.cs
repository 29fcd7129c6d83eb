using System.Globalization;
using System.Text.Json.Nodes;
using Offers.Core.Tests.Twin.Scenario;

namespace Offers.Core.Tests.Behaviours;

/// <summary>
/// A cell that is led through a transcript: commands of a scenario, each of which takes effect at
/// once, and below each, after <c>&gt;</c>, exactly what it makes the cell say. In between, the
/// allocator can be asked by the typed interface.
/// </summary>
/// <remarks>
/// <para>An offer is written <c>offer FRAMEWORK ROLE AGENT RESOURCES</c>, an inverse offer
/// <c>inverse_offer FRAMEWORK AGENT</c>, a refused command <c>error</c>, and all else as JSON.
/// They are made at the time at which the command ends, or else begin with <c>@SECONDS</c>.</para>
/// <para>A line that begins with a blank belongs to the command above it. Invariants are checked
/// after every command. Unless the order of agents is seeded, the slow twin plays along and must
/// say the same.</para>
/// </remarks>
internal sealed class Transcript
{
    private readonly string _order;
    private readonly AllocatorTarget _target = new(ResourceSchema.CreateStandard());
    private readonly ScenarioRunner _runner;
    private readonly SlowScenario? _twin;
    private readonly List<string> _output = [];
    private decimal _now;
    private decimal _interval = 1;
    private bool _hasBegun;

    internal Transcript(string order = "id")
    {
        _order = order;
        _runner = new ScenarioRunner(
            _target, new ScenarioSettings { SettleEach = true }, _output.Add);
        _twin = order.StartsWith("seed:", StringComparison.Ordinal)
            ? null
            : new SlowScenario(checksInvariants: true);
    }

    /// <summary>Orders of visits; all are tried where it must not matter.</summary>
    internal static IReadOnlyList<string> Orders { get; } =
        ["id", "id_desc", "added", "seed:1", "seed:2", "seed:3", "seed:4"];

    /// <summary><see cref="Orders"/> for theories.</summary>
    public static TheoryData<string> EachOrder { get; } = [.. Orders];

    internal Allocator Allocator => _target.Allocator;

    /// <summary>A transcript holds in whichever order agents are visited.</summary>
    internal static void Holds(string text)
    {
        foreach (string order in Orders)
        {
            new Transcript(order).Play(text);
        }
    }

    internal Transcript Play(string text)
    {
        List<string> expected = [];
        string? command = null;
        foreach (string line in text.Split('\n').Append(""))
        {
            bool continues = line.StartsWith(' ');
            bool isExpected = line.StartsWith('>');
            if (continues)
            {
                command += line;
            }
            else if (isExpected)
            {
                expected.Add(line[1..].Trim());
            }
            else if (!line.StartsWith('#'))
            {
                Check(command, expected);
                command = line.Length == 0 ? null : line;
                expected.Clear();
            }
        }

        return this;
    }

    /// <summary>Gives one command; returns what the cell says.</summary>
    internal string[] Feed(string command)
    {
        JsonObject json = JsonNode.Parse(command)!.AsObject();
        bool isInit = (string?)json["op"] == "init";
        if (isInit)
        {
            json["agent_order"] = _order;
            _interval = (decimal?)json["interval"] ?? _interval;
        }
        else if (!_hasBegun)
        {
            Feed("""{"op":"init"}""");
        }

        _hasBegun = true;
        _now += (string?)json["op"] == "advance" ? (decimal?)json["seconds"] ?? _interval : 0;
        return Take(json.ToJsonString());
    }

    internal ResourceVector Amount(string text) => ResourceText.Parse(text, Allocator.Schema);

    internal RoleId Role(string name) => Allocator.Role(name);

    internal AgentId Agent(string name)
    {
        Assert.True(Allocator.TryFindAgent(name, out AgentId agent));
        return agent;
    }

    private void Check(string? command, List<string> expected)
    {
        if (command is null)
        {
            Assert.Empty(expected);
            return;
        }

        AreSame(expected, Feed(command), command, "the page", "the cell");
    }

    private string[] Take(string command)
    {
        int before = _output.Count;
        int twinBefore = _twin?.Output.Count ?? 0;
        _runner.Feed(command);
        string[] said = [.. _output.Skip(before).Select(Short)];
        if (_twin is not null)
        {
            _twin.Read(command);
            _twin.Settle();
            string[] twin = [.. _twin.Output.Skip(twinBefore).Select(Short)];
            AreSame(twin, said, command, "the slow twin", "the cell");
        }

        Assert.Empty(_target.CheckInvariants());
        return said;
    }

    private void AreSame(
        IReadOnlyList<string> one, IReadOnlyList<string> other, string command, string who,
        string whoElse)
    {
        if (!one.SequenceEqual(other, StringComparer.Ordinal))
        {
            Assert.Fail($"""
                agent_order {_order}, after {command}
                {who} says: {string.Join("; then ", one)}
                {whoElse} says: {string.Join("; then ", other)}
                """);
        }
    }

    private string Short(string line)
    {
        JsonObject json = JsonNode.Parse(line)!.AsObject();
        string time = json["t"] is { } t && (decimal)t != _now
            ? string.Create(CultureInfo.InvariantCulture, $"@{(decimal)t:0.###} ")
            : "";
        return time + ((string?)json["event"] switch
        {
            "offer" => $"offer {json["framework"]} {json["role"]} {json["agent"]} "
                + json["resources"],
            "inverse_offer" => $"inverse_offer {json["framework"]} {json["agent"]}",
            "error" => "error",
            _ => json.ToJsonString(),
        });
    }
}
