namespace Offers;

/// <summary>What became of a command.</summary>
/// <param name="Status">Done, or why not.</param>
/// <param name="Message">The numbers behind a refusal; null when the status says it all.</param>
/// <param name="Result">
/// The answer of a command that has one: whether a free conversion took place.
/// </param>
internal readonly record struct CommandOutcome(
    AllocatorStatus Status, string? Message = null, bool? Result = null)
{
    /// <summary>Done, without an answer.</summary>
    internal static CommandOutcome Done => default;

    /// <summary>Whether the command changed nothing.</summary>
    internal bool IsRefused => Status != AllocatorStatus.Ok;

    /// <summary>The refusal in words.</summary>
    internal string Reason => Message is null ? $"{Status}" : $"{Status}: {Message}";
}
