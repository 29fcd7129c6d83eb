using System.Globalization;
using System.Text;

namespace Offers.Chaos;

/// <summary>What a run of many seeds met, as tables.</summary>
internal static class Report
{
    public static string Tables(Counters counters)
    {
        StringBuilder text = new();
        foreach (string group in counters.Groups)
        {
            text.Append("## ").AppendLine(group).AppendLine();
            text.AppendLine("| what | how often |").AppendLine("|---|---:|");
            foreach ((string name, long count) in counters.In(group))
            {
                text.AppendLine(
                    CultureInfo.InvariantCulture, $"| {name} | {count} |");
            }
            text.AppendLine();
        }
        return text.ToString();
    }

    public static string Failure(Outcome outcome)
    {
        WorldOptions options = outcome.Options;
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture,
            $"seed {options.Seed}: {outcome.Check}: {outcome.Message}");
        text.AppendLine(CultureInfo.InvariantCulture,
            $"shrunk to {outcome.Commands} commands, {outcome.Incidents} incidents of which "
            + $"skipped {options.Skipped.Count}; absent agents [{string.Join(',', options.AbsentAgents)}], "
            + $"frameworks [{string.Join(',', options.AbsentFrameworks)}]; "
            + $"calm {options.HasCalmNetwork}");
        foreach (string line in outcome.Transcript.TakeLast(400))
        {
            text.AppendLine(line);
        }
        return text.ToString();
    }
}
