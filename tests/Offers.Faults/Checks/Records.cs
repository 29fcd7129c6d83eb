using System.Globalization;
using Offers.Masters.Store;

namespace Offers.Faults.Checks;

/// <summary>What tasks and frameworks have written.</summary>
internal static class Records
{
    /// <summary>Everything about the tasks of one framework.</summary>
    /// <param name="runs">What commands of tasks wrote.</param>
    /// <param name="log">What the framework heard, as the master keeps it.</param>
    /// <param name="framework">Its id.</param>
    internal static SortedDictionary<string, Attempt> Of(string runs, string log, string framework)
    {
        SortedDictionary<string, Attempt> attempts = new(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(runs))
        {
            string[] words = line.Split(' ');
            if (!words[1].StartsWith(framework + ".", StringComparison.Ordinal))
            {
                continue;
            }

            Attempt attempt = Find(attempts, words[1]);
            if (words[0] is "begin")
            {
                attempt.Begins++;
            }
            else
            {
                attempt.Ends.Add(int.Parse(words[2], CultureInfo.InvariantCulture));
            }
        }

        Hear(attempts, log);
        return attempts;
    }

    private static void Hear(SortedDictionary<string, Attempt> attempts, string log)
    {
        SchedulerEventReader reader = new(ResourceSchema.CreateStandard());
        foreach (string line in new LineLogReader(log).Lines().Skip(1))
        {
            if (line.Split(' ', 3) is not [_, "event", { } text]
                || !text.Contains("\"task_updated\"", StringComparison.Ordinal)
                || reader.Read(text) is not TaskUpdated update)
            {
                continue;
            }

            Attempt attempt = Find(attempts, update.Task);
            if (update.State.IsTerminal()
                && !attempt.Heard.Exists(known => known.Update == update.Update))
            {
                attempt.Heard.Add(update);
            }
        }
    }

    private static Attempt Find(SortedDictionary<string, Attempt> attempts, string task)
    {
        if (!attempts.TryGetValue(task, out Attempt? attempt))
        {
            attempt = new Attempt();
            attempts.Add(task, attempt);
        }

        return attempt;
    }
}
