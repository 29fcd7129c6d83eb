namespace Offers.Agents.Sandboxes;

/// <summary>
/// Something was not fetched; nothing of it is in the sandbox. A long reason is cut.
/// </summary>
internal sealed class FetchFailedException : IOException
{
    /// <summary>For the reason given, without a cause.</summary>
    public FetchFailedException(string message)
        : base(ShortText.Of(message, ShortText.MessageBound))
    {
    }

    /// <summary>For the reason given, with the cause.</summary>
    public FetchFailedException(string message, Exception? inner)
        : base(ShortText.Of(message, ShortText.MessageBound), inner)
    {
    }
}
