namespace Offers;

/// <summary>What an acknowledgement did to an <see cref="UpdateStreams"/>.</summary>
public enum StreamProgress
{
    /// <summary>Nothing: it names no update in flight. It came late, twice or in error.</summary>
    None,

    /// <summary>The update is done; the next one of the task, if there is one, goes out.</summary>
    Advanced,

    /// <summary>The terminal update is done, and the task with it.</summary>
    Ended,
}
