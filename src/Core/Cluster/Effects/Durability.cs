namespace Offers;

/// <summary>What the host has to do with a command before it carries out its effects.</summary>
public enum Durability
{
    /// <summary>Nothing: it changed nothing.</summary>
    None,

    /// <summary>
    /// Append it to the journal, to be synced with the next one: if it is lost in a crash, what it
    /// said is said again by agents and schedulers.
    /// </summary>
    Lazy,

    /// <summary>
    /// Append it to the journal and sync the journal, before any of its messages is sent.
    /// </summary>
    Synced,
}
