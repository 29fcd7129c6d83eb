namespace Offers.Wire;

/// <summary>What an agent hears from one of its executors (semantics 3.2), a value.</summary>
public abstract record ExecutorReport
{
    private protected ExecutorReport()
    {
    }
}
