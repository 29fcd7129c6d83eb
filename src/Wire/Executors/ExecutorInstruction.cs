namespace Offers.Wire;

/// <summary>What an executor hears from its agent (semantics 3.2), a value.</summary>
public abstract record ExecutorInstruction
{
    private protected ExecutorInstruction()
    {
    }
}
