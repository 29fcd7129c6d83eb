namespace Offers.Agents.Processes;

/// <summary>What went wrong, for users.</summary>
internal static class FaultText
{
    /// <summary>
    /// The message of an exception; of one that the framework wraps around the first use of a type,
    /// the cause's, as the wrapper says nothing of it.
    /// </summary>
    internal static string Of(Exception exception) =>
        exception is TypeInitializationException { InnerException: { } cause }
            ? Of(cause)
            : exception.Message;
}
