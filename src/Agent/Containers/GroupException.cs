namespace Offers.Agents.Containers;

/// <summary>
/// A group could not be made, changed, read or removed. The message says which, what was found and
/// what was expected; it says too what is left of a change that failed half way.
/// </summary>
/// <param name="message">What went wrong, for people.</param>
/// <param name="inner">What the kernel said, or null.</param>
public sealed class GroupException(string message, Exception? inner = null)
    : Exception(message, inner);
