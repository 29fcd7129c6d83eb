namespace Offers.Chaos;

/// <summary>
/// How bad the world of one seed is. Kinds of faults are on or off by seed, so that rare ones meet
/// each other and some worlds are clean enough for strict checks.
/// </summary>
internal sealed class FaultMix
{
    private static readonly IncidentKind[] Kinds = Enum.GetValues<IncidentKind>();

    private readonly List<IncidentKind> _enabled = [];

    public FaultMix(WorldOptions options)
    {
        Chance chance = new(options.Seed, "mix");
        bool isCalm = options.HasCalmNetwork;
        LatencySeconds = chance.Of([0.001, 0.01, 0.1, 1.0]);
        TailPerMille = chance.Of([0, 5, 30]);
        DuplicatePerMille = chance.Of([0, 0, 10, 50]);
        ReorderPerMille = chance.Of([0, 0, 0, 20]);
        LateSeconds = chance.Of([0.0, 0.02, 1.0]);
        MeanGapSeconds = chance.Of([2.0, 5.0, 15.0, 60.0]);
        foreach (IncidentKind kind in Kinds)
        {
            int share = kind is IncidentKind.LoseMaster or IncidentKind.MarkGone
                or IncidentKind.ChangeTotal or IncidentKind.ChangeRevocable ? 300 : 500;
            if (chance.PerMille(share))
            {
                _enabled.Add(kind);
            }
        }
        if (isCalm)
        {
            (LatencySeconds, TailPerMille, LateSeconds) = (0.001, 0, 0);
            (DuplicatePerMille, ReorderPerMille) = (0, 0);
        }
    }

    public double LatencySeconds { get; private set; }

    /// <summary>Messages that take up to 30 s.</summary>
    public int TailPerMille { get; private set; }

    public int DuplicatePerMille { get; private set; }

    /// <summary>Messages that others of their own connection overtake.</summary>
    public int ReorderPerMille { get; private set; }

    /// <summary>How late the master's host is with its timers.</summary>
    public double LateSeconds { get; private set; }

    public double MeanGapSeconds { get; }

    public bool Has(IncidentKind kind) => _enabled.Contains(kind);

    public IncidentKind? Pick(Chance chance) =>
        _enabled.Count == 0 ? null : chance.Of(_enabled);

    /// <summary>From now on nothing goes wrong.</summary>
    public void Heal()
    {
        _enabled.Clear();
        (LatencySeconds, TailPerMille, LateSeconds) = (0.001, 0, 0);
        (DuplicatePerMille, ReorderPerMille) = (0, 0);
    }

    public TimeSpan Delay(Chance chance) => TailPerMille > 0 && chance.PerMille(TailPerMille)
        ? chance.Upto(30)
        : chance.Upto(LatencySeconds);
}
