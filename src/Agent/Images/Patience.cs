using System.Collections.Concurrent;

namespace Offers.Agents.Images;

/// <summary>How long something is tried again that others have to do.</summary>
/// <param name="bound">How long, from the first try on.</param>
/// <param name="time">The clock.</param>
internal sealed class Patience(TimeSpan bound, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, long> _since = new(StringComparer.Ordinal);

    /// <summary>Notes a try that failed.</summary>
    /// <returns>Whether it was the last.</returns>
    internal bool IsOver(string container) => time.GetElapsedTime(
        _since.GetOrAdd(container, _ => time.GetTimestamp())) >= bound;

    /// <summary>It is done, or was tried in vain for another reason.</summary>
    internal void Forget(string container) => _since.TryRemove(container, out _);
}
