using Offers.Masters.Metrics;

namespace Offers.Masters.Frameworks;

/// <summary>A bad end of a task.</summary>
/// <param name="Task">Which.</param>
/// <param name="Agent">Where it was; null when nobody said.</param>
/// <param name="State">How it ended.</param>
/// <param name="Reason">Why.</param>
/// <param name="Message">
/// What a person should know, on one line of at most 300 characters; null is nothing.
/// </param>
/// <param name="Time">When that was heard.</param>
internal sealed record TaskFailure(
    string Task, string? Agent, TaskState State, TaskReason Reason, string? Message,
    Timestamp Time)
{
    private const int LongestMessage = 300;

    /// <summary>The failure that an update tells of.</summary>
    /// <param name="update">The update.</param>
    /// <param name="isUnhealthy">Whether its last health check had failed.</param>
    /// <param name="now">The present.</param>
    internal static TaskFailure Of(TaskUpdated update, bool isUnhealthy, Timestamp now) => new(
        update.Task, update.Agent, update.State, update.Reason,
        Line(update.Message) ?? (isUnhealthy ? "its health check failed" : null), now);

    /// <inheritdoc/>
    public override string ToString()
    {
        string place = Agent is null ? "" : $" on {Agent}";
        string reason = Reason == TaskReason.None ? "" : $" ({Words.Of(Reason)})";
        string message = Message is null ? "" : $": {Message}";
        return $"task {Task}{place}: {Words.Of(State)}{reason}{message}";
    }

    private static string? Line(string? message)
    {
        if (string.IsNullOrWhiteSpace(message))
        {
            return null;
        }

        ReadOnlySpan<char> trimmed = message.AsSpan().Trim();
        string line = string.Concat(
            trimmed[..Math.Min(trimmed.Length, LongestMessage)].ToString()
                .Select(static c => char.IsControl(c) ? ' ' : c));
        return trimmed.Length > LongestMessage ? line + "..." : line;
    }
}
