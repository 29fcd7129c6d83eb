namespace Offers.Wire;

/// <summary>There is no connection to send on, or none came about.</summary>
public sealed class WireClosedException : IOException
{
    /// <summary>A connection that has ended.</summary>
    /// <param name="close">How.</param>
    /// <param name="inner">What caused it, if that is known.</param>
    public WireClosedException(WireClose close, Exception? inner = null)
        : base(TextOf(close), inner) =>
        Close = close;

    /// <summary>How it ended.</summary>
    public WireClose Close { get; }

    private static string TextOf(WireClose close)
    {
        ArgumentNullException.ThrowIfNull(close);
        return close.ToString();
    }
}
