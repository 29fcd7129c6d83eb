using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>
/// Interprets scenarios on a <see cref="SlowCell"/>. Commands wait until something lets them take
/// effect, in order; then at most one run follows. Errors and results show where a command takes
/// effect, offers after the run.
/// </summary>
internal sealed partial class SlowScenario
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly List<string> _output = [];
    private readonly List<(int Line, string Text)> _waiting = [];
    private readonly bool _checksInvariants;
    private SlowCell _cell = new(new());
    private bool _hasBegun;
    private long _nextBatch = SlowOptions.Second;

    private int _lines;

    public SlowScenario(bool checksInvariants) => _checksInvariants = checksInvariants;

    /// <summary>As it is after what has taken effect so far.</summary>
    public SlowCell Cell => _cell;

    public IReadOnlyList<string> Output => _output;

    /// <summary>The output lines, each a JSON object.</summary>
    /// <param name="lines">One command each; blank ones and comments (#) do nothing.</param>
    /// <param name="settleEach">Lets every command take effect at once.</param>
    /// <param name="checksInvariants">Throws where one is broken after a command.</param>
    public static List<string> Run(
        IEnumerable<string> lines, bool settleEach = false, bool checksInvariants = false)
    {
        SlowScenario scenario = new(checksInvariants);
        foreach (string line in lines)
        {
            scenario.Read(line);
            if (settleEach)
            {
                scenario.Settle();
            }
        }

        scenario.Settle();
        return scenario._output;
    }

    /// <summary>Takes the next line.</summary>
    public void Read(string line)
    {
        _lines++;
        if (line.Trim().Length == 0 || line.Trim()[0] == '#')
        {
            return;
        }

        _waiting.Add((_lines, line));
        if (Settles(line))
        {
            Settle();
        }
    }

    /// <summary>Whether what waits takes effect now; a line that is refused has no effect.</summary>
    private static bool Settles(string line)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(line);
            if (json.RootElement.ValueKind != JsonValueKind.Object
                || !json.RootElement.TryGetProperty("op", out JsonElement op)
                || op.ValueKind != JsonValueKind.String)
            {
                return false;
            }

            string[] fields = [.. json.RootElement.EnumerateObject().Select(p => p.Name)];
            return op.GetString() switch
            {
                "settle" or "dump" or "invariants" => fields.Length == 1,
                "advance" => fields.All(f => f is "op" or "seconds")
                    && (!json.RootElement.TryGetProperty("seconds", out JsonElement seconds)
                        || (seconds.ValueKind == JsonValueKind.Number
                            && seconds.GetDouble() >= 0)),
                _ => false,
            };
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>
    /// What waits takes effect, and one run follows; settle, advance and dump come after that.
    /// </summary>
    public void Settle()
    {
        Action? last = null;
        foreach ((int number, string text) in _waiting)
        {
            try
            {
                using JsonDocument json = JsonDocument.Parse(text);
                last = Apply(json.RootElement);
            }
            catch (Exception e) when (e is RefusedException or JsonException)
            {
                Print(new()
                {
                    ["event"] = "error",
                    ["line"] = number,
                    ["message"] = e.Message,
                });
            }

            _hasBegun = true;
            Check();
        }

        _waiting.Clear();
        _cell.RunIfRequested();
        Show();
        last?.Invoke();
    }

    /// <summary>Time passes from batch to batch.</summary>
    private void Advance(long ticks)
    {
        long end = _cell.Now + ticks;
        while (Math.Min(_nextBatch, _cell.RecoveryEnd ?? _nextBatch) <= end)
        {
            if (_cell.RecoveryEnd < _nextBatch)
            {
                _cell.MoveTo(_cell.RecoveryEnd.Value);
                _cell.RunIfRequested();
            }
            else
            {
                _cell.RunBatch(_nextBatch);
                _nextBatch += _cell.Options.Interval;
            }

            Show();
        }

        _cell.MoveTo(end);
    }

    private void Check()
    {
        if (_checksInvariants)
        {
            _cell.CheckInvariants();
        }
    }

    /// <summary>What runs have sent out at this moment.</summary>
    private void Show()
    {
        Check();
        SlowEffects effects = _cell.TakeEffects();
        foreach (((string framework, string role, string agent), SlowResources offer)
            in effects.Offers.OrderBy(o => o.Key.Framework, StringComparer.Ordinal)
                .ThenBy(o => o.Key.Role, StringComparer.Ordinal)
                .ThenBy(o => o.Key.Agent, StringComparer.Ordinal))
        {
            Print(new()
            {
                ["event"] = "offer",
                ["t"] = Seconds,
                ["framework"] = framework,
                ["role"] = role,
                ["agent"] = agent,
                ["resources"] = offer.ToString(),
            });
        }

        foreach ((string framework, string agent) in effects.InverseOffers
            .OrderBy(o => o.Framework, StringComparer.Ordinal)
            .ThenBy(o => o.Agent, StringComparer.Ordinal))
        {
            Print(new()
            {
                ["event"] = "inverse_offer",
                ["t"] = Seconds,
                ["framework"] = framework,
                ["agent"] = agent,
            });
        }
    }

    private void Dump()
    {
        IReadOnlyList<string> roles = _cell.SortedRoles();
        Print(new()
        {
            ["event"] = "dump",
            ["t"] = Seconds,
            ["allocation_runs"] = _cell.Runs,
            ["roles"] = List(roles),
            ["frameworks"] = Map(roles.Select(r => (r, (JsonNode)List(_cell.SortedFrameworks(r))))),
            ["available"] = Map(_cell.Agents.Select(
                a => (a.Id, (JsonNode)JsonValue.Create(a.Free.ToString())))),
            ["filters"] = Map(_cell.Filters
                .GroupBy(f => $"{f.Framework}|{f.Filter.Role}|{f.Filter.Agent}")
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => (g.Key, (JsonNode)JsonValue.Create(g.Count())))),
        });
    }

    /// <summary>With at least one decimal.</summary>
    private decimal Seconds => (_cell.Now / (decimal)SlowOptions.Second) + 0.0m;

    private void PrintResult(string operation, bool ok) =>
        Print(new() { ["event"] = operation, ["ok"] = ok });

    private void CheckInvariants()
    {
        _cell.CheckInvariants();
        Print(new()
        {
            ["event"] = "invariants",
            ["t"] = Seconds,
            ["violations"] = new JsonArray(),
        });
    }

    private void Print(JsonObject line) => _output.Add(line.ToJsonString(Readable));

    private static JsonArray List(IEnumerable<string> texts) =>
        new([.. texts.Select(t => JsonValue.Create(t))]);

    private static JsonObject Map(IEnumerable<(string Key, JsonNode Value)> members) =>
        new(members.Select(m => KeyValuePair.Create<string, JsonNode?>(m.Key, m.Value)));
}
