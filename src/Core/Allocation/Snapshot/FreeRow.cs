namespace Offers;

/// <summary>An id that is free to be handed out again.</summary>
/// <param name="Index">Its dense index; 0 or more.</param>
/// <param name="Generation">The generation that was handed out last; 1 or more.</param>
public readonly record struct FreeRow(int Index, uint Generation);
