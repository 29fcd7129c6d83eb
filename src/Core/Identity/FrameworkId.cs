namespace Offers;

/// <summary>
/// The dense id of one framework: a scheduler that accepts offers. An id is never reused: the index
/// may be, with another generation, so that a stale id is refused and not mistaken for its
/// successor.
/// </summary>
/// <param name="Index">Row in the allocator's tables, from 0.</param>
/// <param name="Generation">
/// Which use of the row; 0 is never valid, so the default id is nobody.
/// </param>
public readonly record struct FrameworkId(int Index, uint Generation);
