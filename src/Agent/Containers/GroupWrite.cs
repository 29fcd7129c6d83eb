namespace Offers.Agents.Containers;

/// <summary>One write to a file of the kernel.</summary>
/// <param name="Path">Which file.</param>
/// <param name="Value">What.</param>
/// <param name="Undo">
/// What puts it back; null when it stays, as a hard memory limit does that has been raised.
/// </param>
/// <param name="UndoPath">Where that is written; null is the same file.</param>
internal readonly record struct GroupWrite(
    string Path, string Value, string? Undo = null, string? UndoPath = null);
