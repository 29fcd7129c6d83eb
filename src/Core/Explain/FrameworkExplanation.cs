using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// Why a framework has the offers that it has, and no others: one verdict for each of its roles and
/// each agent, and what they come to. As of the moment at which it was asked for.
/// </summary>
public sealed class FrameworkExplanation
{
    private readonly int[] _counts = new int[Enum.GetValues<RefusalCode>().Length];

    internal FrameworkExplanation(
        FrameworkId framework, TimeSpan? sinceLastOffer, List<Verdict> verdicts)
    {
        Framework = framework;
        SinceLastOffer = sinceLastOffer;
        Verdicts = verdicts;
        foreach (Verdict verdict in verdicts)
        {
            _counts[(int)verdict.Code]++;
        }

        Dominant = DominantOf(_counts);
        Closest = ClosestOf(verdicts);
    }

    /// <summary>Whose explanation it is.</summary>
    public FrameworkId Framework { get; }

    /// <summary>How long ago its last offer was made; null if there was none.</summary>
    public TimeSpan? SinceLastOffer { get; }

    /// <summary>One for each role and agent: by name of the role, then of the agent.</summary>
    public IReadOnlyList<Verdict> Verdicts { get; }

    /// <summary>
    /// The most frequent reason; of equally frequent ones that which a run checks first. None when
    /// nothing is refused.
    /// </summary>
    public RefusalCode Dominant { get; }

    /// <summary>
    /// The agent and role that came closest to an offer: that which failed the latest check, then
    /// the least part missing, then the first by name. To lift its reason is the smallest change
    /// that gives an offer. Null when nothing is refused.
    /// </summary>
    public Verdict? Closest { get; }

    /// <summary>How many verdicts have a code.</summary>
    public int CountOf(RefusalCode code) =>
        (uint)code < (uint)_counts.Length ? _counts[(int)code] : 0;

    private static RefusalCode DominantOf(int[] counts)
    {
        int most = 0;
        for (int code = 1; code < counts.Length; code++)
        {
            most = counts[code] > (most == 0 ? 0 : counts[most]) ? code : most;
        }

        return (RefusalCode)most;
    }

    private static Verdict? ClosestOf(List<Verdict> verdicts)
    {
        Verdict? closest = null;
        foreach (Verdict verdict in verdicts)
        {
            if (verdict.Code != RefusalCode.None
                && (closest is not { } best || IsCloser(in verdict, in best)))
            {
                closest = verdict;
            }
        }

        return closest;
    }

    private static bool IsCloser(in Verdict one, in Verdict other)
    {
        int place = PlaceOf(one.Code).CompareTo(PlaceOf(other.Code));
        Int128 missing = (Int128)one.Missing * Math.Max(1, other.Needed);
        Int128 otherMissing = (Int128)other.Missing * Math.Max(1, one.Needed);
        return place != 0 ? place > 0 : missing < otherMissing;
    }

    /// <summary>How late in a run the check is made.</summary>
    private static int PlaceOf(RefusalCode code) => code switch
    {
        RefusalCode.Paused => 0,
        RefusalCode.NothingFree => 1,
        RefusalCode.ReservedForOthers => 2,
        RefusalCode.BelowMinimum => 3,
        RefusalCode.NotWhitelisted => 4,
        RefusalCode.AgentDeactivated => 5,
        RefusalCode.FrameworkInactive => 6,
        RefusalCode.Suppressed => 7,
        RefusalCode.Capability => 8,
        RefusalCode.Constraint => 9,
        RefusalCode.LimitReached => 10,
        RefusalCode.HeadroomHeld => 11,
        RefusalCode.MinimumShape => 12,
        RefusalCode.SortedBehind => 13,
        RefusalCode.HoardLimit => 14,
        RefusalCode.RefuseFilter => 15,
        RefusalCode.OfferOpen => 16,
        RefusalCode.KeptForOther => 3,
        _ => -1,
    };
}
