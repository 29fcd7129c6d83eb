using System.Globalization;
using System.Text.Json;

namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>A JSON object of which only the named members are allowed.</summary>
internal sealed class Fields
{
    private const long MostTicks = 1L << 60;

    private readonly JsonElement _json;

    public Fields(JsonElement json, params string[] allowed)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new RefusedException($"an object was expected, not {json.ValueKind}");
        }

        foreach (JsonProperty member in json.EnumerateObject())
        {
            if (!allowed.Contains(member.Name))
            {
                throw new RefusedException($"unknown field '{member.Name}'");
            }
        }

        _json = json;
    }

    public JsonElement this[string name] => _json.TryGetProperty(name, out JsonElement value)
        ? value
        : throw new RefusedException($"'{name}' is missing");

    public bool Has(string name) => _json.TryGetProperty(name, out _);

    public Fields? Part(string name, params string[] allowed) =>
        Has(name) ? new(this[name], allowed) : null;

    public string Text(string name) => this[name].ValueKind == JsonValueKind.String
        ? this[name].GetString()!
        : throw new RefusedException($"'{name}' is no text");

    public string Text(string name, string otherwise) => Has(name) ? Text(name) : otherwise;

    public string? OptionalText(string name) => Has(name) ? Text(name) : null;

    public bool Flag(string name, bool otherwise) => !Has(name) ? otherwise
        : this[name].ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw new RefusedException($"'{name}' is neither true nor false"),
        };

    /// <summary>Elements of a list; none if it is not there.</summary>
    public IEnumerable<JsonElement> Elements(string name) => !Has(name) ? []
        : this[name].ValueKind == JsonValueKind.Array
            ? this[name].EnumerateArray()
            : throw new RefusedException($"'{name}' is no list");

    public IReadOnlyList<string> Texts(string name) =>
    [
        .. Elements(name).Select(e => e.ValueKind == JsonValueKind.String
            ? e.GetString()!
            : throw new RefusedException($"'{name}' holds what is no text")),
    ];

    /// <summary>Members of an object; none if it is not there.</summary>
    public IEnumerable<JsonProperty> Members(string name) => !Has(name) ? []
        : this[name].ValueKind == JsonValueKind.Object
            ? this[name].EnumerateObject()
            : throw new RefusedException($"'{name}' is no object");

    public decimal Number(string name)
    {
        if (this[name].ValueKind != JsonValueKind.Number)
        {
            throw new RefusedException($"'{name}' is no number");
        }

        string text = this[name].GetRawText();
        return decimal.TryParse(
            text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value)
            ? value
            : throw new RefusedException($"'{text}' is too large");
    }

    /// <summary>Seconds as ticks of 100 ns.</summary>
    public long? Ticks(string name) => Has(name) ? ToTicks(Number(name)) : null;

    private static long ToTicks(decimal seconds) =>
        Math.Abs(seconds) >= MostTicks / 10_000_000
            ? Math.Sign(seconds) * MostTicks
            : (long)decimal.Round(seconds * 10_000_000, MidpointRounding.AwayFromZero);
}
