namespace Offers.Agents.Processes;

/// <summary>A process was not started, or a request was refused; nothing of it is left.</summary>
internal sealed class ProcessStartException : IOException
{
    /// <summary>For the reason given.</summary>
    public ProcessStartException(string message)
        : base(message)
    {
    }

    /// <summary>For the reason given, with the cause.</summary>
    public ProcessStartException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
