using System.Globalization;

namespace Offers.Agents.Processes;

/// <summary>What the supervisor says for people: lines on its standard error, a file.</summary>
internal static class SupervisorLog
{
    /// <summary>Writes a line with the time.</summary>
    internal static void Write(string text)
    {
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{DateTimeOffset.UtcNow:O} {text}"));
    }
}
