namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>
/// One item: an identity and its value. A splittable scalar has an amount and one copy, a counted
/// item a number of copies of one amount, ranges have disjoint intervals in order, a set members.
/// </summary>
internal sealed record SlowItem(SlowIdentity Identity)
{
    /// <summary>Thousandths, of one copy if counted.</summary>
    public long Amount { get; init; }

    public long Copies { get; init; } = 1;

    public IReadOnlyList<(long First, long Last)> Ranges { get; init; } = [];

    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>Items with the same slot are one item; sizes of counted items count.</summary>
    public string Slot =>
        Identity.Key + (Identity.IsCounted ? $"\u0004{Amount}" : "");

    public bool IsEmpty => Identity.Kind switch
    {
        SlowKind.Scalar => Amount <= 0 || Copies <= 0,
        SlowKind.Ranges => Ranges.Count == 0,
        _ => Members.Count == 0,
    };

    /// <summary>The canonical text; a number of copies stands behind the value.</summary>
    public string Text => $"{Identity.Text}:{Value}" + (Copies > 1 ? $"<{Copies}>" : "");

    private string Value => Identity.Kind switch
    {
        SlowKind.Scalar => SlowQuantities.AmountText(Amount),
        SlowKind.Ranges => $"[{string.Join(',', Ranges.Select(r => $"{r.First}-{r.Last}"))}]",
        _ => $"{{{string.Join(',', Members)}}}",
    };

    /// <summary>Thousandths for the minimum size: values and members count one unit each.</summary>
    public long Count => Identity.Kind switch
    {
        SlowKind.Scalar => Quantity,
        SlowKind.Ranges => Ranges.Sum(r => r.Last - r.First + 1) * 1000,
        _ => Members.Count * 1000L,
    };

    /// <summary>A shared item counts once, whatever the copies.</summary>
    public long Quantity => Identity.IsShared ? Amount : Amount * Copies;

    public SlowItem Plus(SlowItem other) => Identity.IsCounted
        ? this with { Copies = Copies + other.Copies }
        : this with
        {
            Amount = Amount + other.Amount,
            Ranges = Normal([.. Ranges, .. other.Ranges]),
            Members = [.. Members.Union(other.Members).Order(StringComparer.Ordinal)],
        };

    public SlowItem Minus(SlowItem other) => Identity.IsCounted
        ? this with { Copies = Copies - other.Copies }
        : this with
        {
            Amount = Amount - other.Amount,
            Ranges = other.Ranges.Aggregate(Ranges, Without),
            Members = [.. Members.Except(other.Members)],
        };

    public bool Contains(SlowItem other) => Identity.IsCounted
        ? Copies >= other.Copies
        : Amount >= other.Amount
            && other.Ranges.All(r => Ranges.Any(o => o.First <= r.First && r.Last <= o.Last))
            && other.Members.All(m => Members.Contains(m));

    /// <summary>In order, with what touches or overlaps made one.</summary>
    public static IReadOnlyList<(long First, long Last)> Normal(
        IEnumerable<(long First, long Last)> ranges)
    {
        List<(long First, long Last)> result = [];
        foreach ((long first, long last) in ranges.OrderBy(r => r.First))
        {
            if (result.Count > 0 && first <= result[^1].Last + 1)
            {
                result[^1] = (result[^1].First, Math.Max(result[^1].Last, last));
            }
            else
            {
                result.Add((first, last));
            }
        }

        return result;
    }

    private static IReadOnlyList<(long First, long Last)> Without(
        IReadOnlyList<(long First, long Last)> ranges, (long First, long Last) hole)
    {
        List<(long First, long Last)> result = [];
        foreach ((long first, long last) in ranges)
        {
            result.Add((first, Math.Min(last, hole.First - 1)));
            result.Add((Math.Max(first, hole.Last + 1), last));
        }

        return Normal(result.Where(r => r.First <= r.Last).Distinct());
    }
}
