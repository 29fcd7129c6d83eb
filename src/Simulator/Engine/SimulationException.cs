namespace Offers.Simulation;

/// <summary>
/// A run that cannot go on: the experiment asks for something that can never happen.
/// </summary>
public sealed class SimulationException : Exception
{
    /// <summary>Creates an exception without a message.</summary>
    public SimulationException()
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">One line: what cannot happen and why.</param>
    public SimulationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with its cause.</summary>
    /// <param name="message">One line: what cannot happen and why.</param>
    /// <param name="cause">What led to it.</param>
    public SimulationException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
