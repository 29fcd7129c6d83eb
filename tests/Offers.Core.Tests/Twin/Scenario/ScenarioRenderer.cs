using System.Text.Json.Nodes;

namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>
/// Gives a plan its words. It interprets the lines as it goes along, so that most commands are
/// about what there is; some are nonsense on purpose.
/// </summary>
internal sealed partial class ScenarioRenderer
{
    private static readonly string[] Roles =
        ["a", "b", "a/x", "a/y", "a/x/p", "c", "c/z", "*"];

    private static readonly string[] Refusals =
        ["", "0", "0.3", "1", "2.5", "5", "30", "-1", "1e9"];

    private readonly List<string> _lines = [];

    /// <summary>
    /// What commands that have not taken effect yet are about: each once is enough.
    /// </summary>
    private readonly HashSet<string> _coming = [];

    private readonly SlowScenario _scenario = new(checksInvariants: false);
    private bool _isHierarchical;
    private bool _hasRegions;

    private SlowCell Cell => _scenario.Cell;

    public static IReadOnlyList<string> LinesOf(ScenarioPlan plan)
    {
        ScenarioRenderer renderer = new();
        renderer.Begin(new(plan.Setup));
        foreach (ScenarioStep step in plan.Steps)
        {
            renderer.Render(step.Kind, new(step.Numbers));
        }

        renderer.Say("dump");
        return renderer._lines;
    }

    private void Render(StepKind kind, Choices choices)
    {
        switch (kind)
        {
            case > StepKind.AddAgent and <= StepKind.AddProvider when !Cell.Agents.Any():
            case > StepKind.AddFramework and <= StepKind.Revive when !Cell.Frameworks.Any():
                break;
            case StepKind.Settle:
            case StepKind.Dump:
            case StepKind.Pause:
            case StepKind.Resume:
            case StepKind.Invariants:
                Say(kind.ToString().ToLowerInvariant());
                break;
            case StepKind.Advance:
                Advance(choices);
                break;
            case >= StepKind.AddAgent and <= StepKind.AddProvider:
            case StepKind.Maintenance or StepKind.Whitelist or StepKind.RecoverCluster:
                RenderAgents(kind, choices);
                break;
            case >= StepKind.AddFramework and <= StepKind.Revive:
            case StepKind.UpdateQuota or StepKind.UpdateWeights:
                RenderFrameworks(kind, choices);
                break;
            case StepKind.Nonsense:
                RenderNonsense(choices);
                break;
            default:
                RenderOffers(kind, choices);
                break;
        }
    }

    /// <summary>The first line; with zeros for numbers there is none.</summary>
    private void Begin(Choices choices)
    {
        JsonObject init = [];
        _isHierarchical = choices.OneIn(2);
        _hasRegions = choices.OneIn(4);
        Put(init, "mode", _isHierarchical, "default");
        string order = choices.Of("id", "id_desc", "added");
        Put(init, "agent_order", order != "id", order);
        string interval = choices.Of("1", "1", "0.5", "2", "5");
        Put(init, "interval", interval != "1", JsonNode.Parse(interval)!);
        switch (choices.Below(8))
        {
            case 5:
                init["min_allocatable"] = new JsonArray("mem:100;cpus:0.5", "disk:50", "ports:5");
                break;
            case 6:
                init["min_allocatable"] = new JsonArray();
                break;
            case 7:
                init["min_allocatable"] = new JsonArray("cpus:1");
                break;
            default:
                break;
        }

        IReadOnlyList<string> excluded = choices.OneIn(4)
            ? choices.Some("disk", "gpus", "mem")
            : [];
        Put(init, "fairness_exclude", excluded.Count > 0, List(excluded));
        Put(init, "filter_gpu", choices.OneIn(4), false);
        Put(init, "domain", _hasRegions, Domain(0));
        Put(init, "recovery_timeout", choices.OneIn(2), 3);
        JsonObject options = OptionsOf(choices);
        Put(init, "options", options.Count > 0, options);
        if (init.Count > 0)
        {
            Say("init", init);
        }
    }

    private static JsonObject OptionsOf(Choices choices)
    {
        JsonObject options = [];
        Put(options, "allocate_on_return", choices.OneIn(4), true);
        decimal limit = choices.Of(0.25m, 0.5m, 0.1m, 1m);
        Put(options, "hoard_limit", choices.OneIn(5), limit);
        decimal guard = choices.Of(1m, 0.5m, 3m);
        Put(options, "starvation_guard", choices.OneIn(5), guard);
        string shape = choices.Of("cpus:1;mem:64", "cpus:0.5;mem:100", "cpus:2");
        Put(options, "minimum_shape", choices.OneIn(5), shape);
        string placement = choices.Of("best_fit", "spread");
        Put(options, "placement_order", choices.OneIn(4), placement);
        return options;
    }

    private static void Put(JsonObject json, string name, bool isWanted, JsonNode value)
    {
        if (isWanted)
        {
            json[name] = value;
        }
    }

    private void Advance(Choices choices)
    {
        string seconds = choices.Of("", "1", "0.25", "0.5", "2", "3.25", "5", "12");
        JsonObject json = [];
        if (seconds.Length > 0)
        {
            json["seconds"] = JsonNode.Parse(seconds);
        }

        Say("advance", json);
    }

    private void Say(string operation, JsonObject? members = null)
    {
        JsonObject json = new() { ["op"] = operation };
        foreach ((string name, JsonNode? value) in members ?? [])
        {
            json[name] = value?.DeepClone();
        }

        SayLine(json.ToJsonString());
        if (operation is "settle" or "advance" or "dump")
        {
            _coming.Clear();
        }
    }

    private void SayLine(string line)
    {
        _lines.Add(line);
        _scenario.Read(line);
    }

    private static JsonArray List(IEnumerable<string> texts) =>
        new([.. texts.Select(t => JsonValue.Create(t))]);

    private static JsonObject Domain(int number) => new()
    {
        ["region"] = number % 2 == 0 ? "r1" : "r2",
        ["zone"] = number < 2 ? "z1" : "z2",
    };

    private static void PutRefusal(JsonObject json, Choices choices)
    {
        string refusal = choices.Of(Refusals);
        if (refusal.Length > 0)
        {
            json["refuse_seconds"] = JsonNode.Parse(refusal);
        }
    }
}
