using Offers.Agents.Sandboxes;

namespace Offers.Agents.Images;

/// <summary>An image cannot be used: which, what was found, what was expected; cut when
/// it is long.</summary>
/// <param name="message">For people; what names something long is cut.</param>
/// <param name="inner">What the system said, or null.</param>
internal sealed class ImageException(string message, Exception? inner = null)
    : IOException(ShortText.Of(message, ShortText.MessageBound), inner);
