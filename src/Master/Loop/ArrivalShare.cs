namespace Offers.Masters.Loop;

/// <summary>What one connection has of an <see cref="ArrivalBudget"/>, which guards it.</summary>
internal sealed class ArrivalShare
{
    /// <summary>Bytes of this connection that wait for the loop.</summary>
    internal long Held { get; set; }
}
