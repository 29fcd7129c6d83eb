using Offers.Simulation.Reporting;

namespace Offers.Simulation.Results;

/// <summary>
/// The picture of the Mesos talk: each role in its own partition above, all of them in one cell
/// below.
/// </summary>
internal sealed class SharingPicture
{
    private const int MostPanels = 6;
    private const string Others = "others";

    private readonly ResultFacts _facts;
    private readonly List<(string Name, string[] Roles)> _layers = [];

    private SharingPicture(ResultFacts facts)
    {
        _facts = facts;
        IReadOnlyList<string> roles = facts.Workload.Roles;
        if (roles.Count <= MostPanels)
        {
            _layers.AddRange(roles.Select(role => (role, (string[])[role])));
            return;
        }

        string[] bySize = [.. roles.OrderByDescending(role => Column(facts.Shared!, role).Sum())];
        _layers.AddRange(bySize.Take(MostPanels - 1).Select(role => (role, (string[])[role])));
        _layers.Add((Others, bySize[(MostPanels - 1)..]));
    }

    /// <summary>
    /// The figure; null when the result has not both sides with a series of the roles.
    /// </summary>
    internal static ReportFigure? Of(ResultFacts facts)
    {
        if (facts.Static is null || facts.Shared is null || facts.ResourceName is null
            || !HasRoles(facts, facts.Static) || !HasRoles(facts, facts.Shared))
        {
            return null;
        }

        return new SharingPicture(facts).Draw();
    }

    private static bool HasRoles(ResultFacts facts, string policy) =>
        facts.FirstRun(policy).Result.Series is { Rows.Count: > 0 } series
        && series.Column(NameOf(facts, facts.Workload.Roles[0])).Length > 0;

    private static string NameOf(ResultFacts facts, string role) =>
        $"role/{role}/allocated.{facts.ResourceName}";

    private ReportFigure Draw()
    {
        List<IReadOnlyList<Plot>> rows = [];
        int across = _layers.Count <= 3 ? _layers.Count : (_layers.Count + 1) / 2;
        foreach (int[] row in Enumerable.Range(0, _layers.Count).Chunk(across))
        {
            rows.Add([.. row.Select(Slice)]);
        }

        rows.Add([Shared()]);
        string what = Say.Resource(_facts.ResourceName!);
        var grid = new PanelGrid($"{what} of each role: partitioned and shared", rows);
        string lines = rows[0][0].HorizontalLines.Count > 0
            ? " Horizontal lines are the capacity of the slice or the cell."
            : "";
        string rest = _facts.Workload.Roles.Count > MostPanels
            ? $" The {MostPanels - 1} roles that use most are shown, the rest together."
            : "";
        return new ReportFigure("sharing", grid, $"Above: {what} allocated to each role under "
            + $"{_facts.Static}, in a slice of its own. Below: the same jobs under "
            + $"{_facts.Shared}, stacked. Samples of the first seed.{lines}{rest}");
    }

    private Plot Slice(int layer)
    {
        (string name, string[] roles) = _layers[layer];
        double? capacity = CapacityOf(_facts.Static!, roles);
        return new Plot(name, X(), Y(), [Layer(_facts.Static!, layer)])
        {
            Height = 130,
            HorizontalLines = capacity is { } known
                ? [new ReferenceLine(known, "capacity")]
                : [],
        };
    }

    private Plot Shared() => new(
        _facts.Shared!,
        X(),
        Y(),
        [.. Enumerable.Range(0, _layers.Count).Select(layer => Layer(_facts.Shared!, layer))])
    {
        Height = 240,
        HorizontalLines = Figure(_facts.Shared!, $"capacity.{_facts.ResourceName}") is { } known
            ? [new ReferenceLine(known, "capacity")]
            : [],
    };

    private Series Layer(string policy, int layer)
    {
        double[] times = _facts.FirstRun(policy).Result.Series!.Column("time");
        var sum = new double[times.Length];
        foreach (string role in _layers[layer].Roles)
        {
            double[] own = Column(policy, role);
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += own[i];
            }
        }

        return new Series(_layers[layer].Name, SeriesKind.StackedArea, times, sum) { Slot = layer };
    }

    private double[] Column(string policy, string role) => _facts.FirstRun(policy).Result.Series!
        .Column(NameOf(_facts, role));

    private double? CapacityOf(string policy, string[] roles)
    {
        double sum = 0;
        foreach (string role in roles)
        {
            if (Figure(policy, $"cell/{role}/capacity.{_facts.ResourceName}") is not { } own)
            {
                return null;
            }

            sum += own;
        }

        return sum;
    }

    private double? Figure(string policy, string name)
    {
        foreach (MetricValue figure in _facts.FirstRun(policy).Result.Figures)
        {
            if (string.Equals(figure.Name, name, StringComparison.Ordinal))
            {
                return figure.Value;
            }
        }

        return null;
    }

    private static Axis X() => Axis.Time("time");

    private Axis Y() => Axis.Linear(Say.Resource(_facts.ResourceName!), _facts.ResourceUnit) with
    {
        Minimum = 0,
    };
}
