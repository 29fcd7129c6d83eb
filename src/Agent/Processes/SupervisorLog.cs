using System.Globalization;

namespace Offers.Agents.Processes;

/// <summary>What the supervisor says for people: lines on its standard error, a file.</summary>
internal static class SupervisorLog
{
    /// <summary>Writes a line with the time.</summary>
    internal static void Write(string text) => Write(Console.Error, text);

    /// <summary>Writes a line to some place; lost when that takes nothing.</summary>
    internal static void Write(TextWriter log, string text)
    {
        try
        {
            log.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{DateTimeOffset.UtcNow:O} {text}"));
        }
        catch (IOException)
        {
            // The disk that is full is mostly what there is to tell of: who holds the tasks must
            // not die of that.
        }
    }
}
