namespace Offers;

/// <summary>
/// An operator converts what is free on an agent: all of it or, when something is not contained in
/// what is free, nothing. Reserving and unreserving by an operator are conversions too: the
/// reservation is pushed or popped.
/// </summary>
/// <param name="Agent">Where.</param>
/// <param name="Conversions">What, in order.</param>
public sealed record ConvertFree(string Agent, ValueList<Conversion> Conversions) : Command;
