namespace Offers;

/// <summary>
/// What a framework holds on an agent is converted, and the agent's total with it: all of it or,
/// when something is not contained in the holding at its turn, nothing. A conversion that consumes
/// nothing adds copies of a shared volume to the holding only.
/// </summary>
/// <param name="Framework">Who holds it.</param>
/// <param name="Agent">Where.</param>
/// <param name="Role">Under which role.</param>
/// <param name="Conversions">What, in order.</param>
public sealed record ConvertHeld(
    string Framework, string Agent, string Role, ValueList<Conversion> Conversions) : Command
{
    /// <summary>
    /// True for what is allocated to it, false, the default, for what it is offered.
    /// </summary>
    public bool IsAllocated { get; init; }
}
