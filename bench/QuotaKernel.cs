namespace Offers.Bench;

/// <summary>
/// The least that finds out that there is nothing to give: read once what each role may still have,
/// and once what is free on each agent. The baseline of a quota run without an offer.
/// </summary>
public sealed class QuotaKernel
{
    private const int Lanes = 8;

    private readonly long[] _free;
    private readonly long[] _limits;
    private readonly long[] _consumed;

    public QuotaKernel(int agents, int roles)
    {
        _free = new long[agents * Lanes];
        _limits = new long[roles * Lanes];
        _consumed = new long[roles * Lanes];
        Array.Fill(_free, 1_000);
        Array.Fill(_limits, 2_000);
        Array.Fill(_consumed, 2_000);
    }

    /// <summary>Sums the room of all roles and the free resources of all agents.</summary>
    /// <returns>A number that depends on all of them, so that no work can be left out.</returns>
    public long Look()
    {
        long room = 0;
        for (int i = 0; i < _limits.Length; i++)
        {
            room += Math.Max(0, _limits[i] - _consumed[i]);
        }

        long free = 0;
        for (int i = 0; i < _free.Length; i++)
        {
            free += _free[i];
        }

        return free + room;
    }
}
