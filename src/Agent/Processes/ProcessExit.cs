using System.Globalization;

namespace Offers.Agents.Processes;

/// <summary>The end of a process.</summary>
/// <param name="Kind">How.</param>
/// <param name="Code">The exit status (0 to 255) or the signal; 0 when unknown.</param>
/// <param name="At">When it was seen.</param>
internal readonly record struct ProcessExit(ProcessEndKind Kind, int Code, DateTimeOffset At)
{
    /// <summary>In words, for people.</summary>
    public override string ToString()
    {
        return Kind switch
        {
            ProcessEndKind.Exited => string.Create(
                CultureInfo.InvariantCulture, $"exit status {Code}"),
            ProcessEndKind.Signaled => string.Create(
                CultureInfo.InvariantCulture, $"signal {Code}"),
            _ => "ended, status unknown",
        };
    }
}
