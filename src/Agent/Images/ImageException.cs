namespace Offers.Agents.Images;

/// <summary>An image cannot be used: which, what was found, what was expected.</summary>
/// <param name="message">For people.</param>
/// <param name="inner">What the system said, or null.</param>
internal sealed class ImageException(string message, Exception? inner = null)
    : IOException(message, inner);
