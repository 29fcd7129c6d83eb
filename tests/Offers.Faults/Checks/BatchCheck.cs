using System.Globalization;
using System.Text.Json;
using Offers.Faults.Machine;

namespace Offers.Faults.Checks;

/// <summary>Holds a batch that is over to what its tasks and its framework wrote.</summary>
internal static class BatchCheck
{
    /// <summary>Checks one job; adds to the result.</summary>
    internal static void Run(Cell cell, JsonElement job, int wanted, FaultResult result)
    {
        string framework = job.GetProperty("framework").GetString()!;
        long finished = job.GetProperty("finished").GetInt64();
        long launches = job.GetProperty("launches").GetInt64();
        if (finished != wanted || job.GetProperty("given_up").GetInt64() != 0)
        {
            result.Wrong.Add($"{framework}: found {job}, expected {wanted} finished");
        }

        SortedDictionary<string, Attempt> attempts = Records.Of(
            cell.Runs, Path.Combine(cell.Data, "frameworks", framework + ".log"), framework);
        int good = 0;
        foreach ((string task, Attempt attempt) in attempts)
        {
            result.Tasks++;
            if (Problem(task, attempt, result) is { } problem)
            {
                result.Wrong.Add($"{task}: {problem} ({Told(attempt)})");
            }

            good += attempt.Heard is [{ State: TaskState.Finished }, ..] ? 1 : 0;
        }

        if (good != wanted || attempts.Count != launches)
        {
            result.Wrong.Add(string.Create(CultureInfo.InvariantCulture,
                $"{framework}: found {attempts.Count} tasks, {good} of them finished, expected "
                + $"{launches} as launched and {wanted} finished"));
        }
    }

    private static string? Problem(string task, Attempt attempt, FaultResult result)
    {
        if (attempt.Begins > 1 || attempt.Ends.Count > 1)
        {
            return "ran more than once";
        }

        // Who asks how a task is may hear its end before the update that is to be acknowledged.
        if (attempt.Heard.Select(static update => update.State).Distinct().Count() != 1
            || attempt.Heard.Count(static update => update.Update != UpdateId.None) > 1)
        {
            return "has not exactly one end";
        }

        TaskUpdated end = attempt.Heard.Find(static update => update.Update != UpdateId.None)
            ?? attempt.Heard[0];

        int status = Jobs.IsBad(task) ? Jobs.BadStatus : 0;
        bool hasRun = attempt.Begins == 1 && attempt.Ends is [{ } said] && said == status;
        switch (end.State)
        {
            case TaskState.Finished:
                return hasRun && status == 0 ? null : "is told to be good";
            case TaskState.Failed when end.Message?.EndsWith(
                "exited with status 3", StringComparison.Ordinal) == true:
                return hasRun && status != 0 ? null : "is told to be bad";
        }

        if (attempt.Begins == 0)
        {
            result.NotRun++;
            return null;
        }

        result.Unknown++;
        return result.Kind == FaultKind.SupervisorKill ? null : "ran, and its end is not told";
    }

    private static string Told(Attempt attempt) =>
        $"began {attempt.Begins}, ended [{string.Join(',', attempt.Ends)}], heard "
        + string.Join(" and ", attempt.Heard.Select(static update =>
            $"{update.State} {update.Reason} by {update.Source} '{update.Message}'"));
}
