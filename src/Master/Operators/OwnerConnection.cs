namespace Offers.Masters.Operators;

/// <summary>
/// Marks connections over the operators' Unix socket, which none but its owner can open.
/// </summary>
internal sealed class OwnerConnection
{
    /// <summary>The mark.</summary>
    internal static OwnerConnection Mark { get; } = new();
}
