using System.Globalization;

namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>
/// Amounts by name in thousandths. As quantities an absent name means zero; as limits (zero is
/// kept) it means that there is no limit.
/// </summary>
internal sealed class SlowQuantities
{
    private readonly SortedDictionary<string, long> _amounts = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => _amounts.Keys;

    public bool IsEmpty => _amounts.Count == 0;

    /// <summary>The amount, or zero.</summary>
    public long this[string name] => _amounts.GetValueOrDefault(name);

    public bool Lists(string name) => _amounts.ContainsKey(name);

    public static SlowQuantities Of(IEnumerable<(string Name, long Amount)> amounts)
    {
        SlowQuantities result = new();
        foreach ((string name, long amount) in amounts)
        {
            result.Set(name, result[name] + amount);
        }

        return result;
    }

    /// <summary>Limits keep their zeros, and name nothing twice.</summary>
    public static SlowQuantities LimitsOf(IEnumerable<(string Name, long Amount)> amounts)
    {
        SlowQuantities result = new();
        foreach ((string name, long amount) in amounts)
        {
            if (!result._amounts.TryAdd(name, amount))
            {
                throw new RefusedException($"a second limit for {name}");
            }
        }

        return result;
    }

    public SlowQuantities Plus(SlowQuantities other) =>
        Of([.. Pairs, .. other.Pairs]);

    /// <summary>Clamps at zero, where a name vanishes.</summary>
    public SlowQuantities Minus(SlowQuantities other) =>
        Of(Pairs.Select(p => (p.Name, Math.Max(0, p.Amount - other[p.Name]))));

    /// <summary>Clamps at zero, where a limit stays.</summary>
    public SlowQuantities LimitsMinus(SlowQuantities taken) =>
        LimitsOf(Pairs.Select(p => (p.Name, Math.Max(0, p.Amount - taken[p.Name]))));

    public SlowQuantities Max(SlowQuantities other) => Of(
        Names.Union(other.Names).Select(n => (n, Math.Max(this[n], other[n]))));

    /// <summary>The tighter limit of both for every name.</summary>
    public SlowQuantities LimitsMin(SlowQuantities other) => LimitsOf(
        Names.Union(other.Names).Select(n => (n, Math.Min(LimitOf(n), other.LimitOf(n)))));

    public bool Contains(SlowQuantities other) => other.Pairs.All(p => this[p.Name] >= p.Amount);

    public bool SameAs(SlowQuantities other) => Contains(other) && other.Contains(this);

    /// <summary>The limit, or more than there can be.</summary>
    public long LimitOf(string name) => _amounts.GetValueOrDefault(name, long.MaxValue);

    public IEnumerable<(string Name, long Amount)> Pairs =>
        _amounts.Select(p => (p.Key, p.Value));

    public override string ToString() =>
        string.Join(';', Pairs.Select(p => $"{p.Name}:{AmountText(p.Amount)}"));

    public static string AmountText(long thousandths) =>
        (thousandths / 1000m).ToString("0.###", CultureInfo.InvariantCulture);

    private void Set(string name, long amount)
    {
        _amounts.Remove(name);
        if (amount != 0)
        {
            _amounts[name] = amount;
        }
    }
}
