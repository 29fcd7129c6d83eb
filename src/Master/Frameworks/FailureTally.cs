namespace Offers.Masters.Frameworks;

/// <summary>
/// Which of a framework's failures are told: the first, then the second, the fourth and so on, and
/// one that comes an hour after the last that was told. So what goes on failing floods nobody, and
/// what fails once in a while is not missed.
/// </summary>
internal sealed class FailureTally
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromHours(1);

    private long _count;
    private long _told;
    private Timestamp _toldAt;

    /// <summary>There is one more.</summary>
    /// <param name="now">The present.</param>
    /// <param name="leftOut">How many were not told since the last that was.</param>
    /// <returns>Whether it is to be told.</returns>
    internal bool TryTell(Timestamp now, out long leftOut)
    {
        _count++;
        leftOut = _count - _told - 1;
        if (_count < _told * 2 && now - _toldAt < LongestSilence)
        {
            return false;
        }

        _told = _count;
        _toldAt = now;
        return true;
    }
}
