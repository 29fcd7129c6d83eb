namespace Offers.Wire;

/// <summary>How a connection ended.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Text">The same in words, on one line, for the log.</param>
public sealed record WireClose(CloseReason Reason, string Text)
{
    /// <summary>One line for the log.</summary>
    public override string ToString() => $"{Reason}: {Text}";
}
