using System.Globalization;
using System.Text.Json;
using Offers.Faults.Machine;

namespace Offers.Faults.Checks;

/// <summary>Holds a batch that is over to what its tasks and its framework wrote.</summary>
internal sealed class BatchCheck
{
    /// <summary>
    /// A framework asks again what became of a task that it lost sight of with its agent, after
    /// half a minute of real time.
    /// </summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly FaultKind _kind;
    private readonly List<string> _wrong = [];
    private int _tasks;
    private int _notRun;
    private int _unknown;

    private BatchCheck(FaultKind kind) => _kind = kind;

    /// <summary>Checks one job until nothing is wrong with it, and adds to the result.</summary>
    internal static async Task RunAsync(
        Cell cell, JsonElement job, int wanted, FaultResult result)
    {
        BatchCheck check = new(result.Kind);
        await Cell.UntilAsync(
            () =>
            {
                check = new BatchCheck(result.Kind);
                check.Look(cell, job, wanted);
                return Task.FromResult(check._wrong.Count == 0);
            },
            Bound);
        result.Tasks += check._tasks;
        result.NotRun += check._notRun;
        result.Unknown += check._unknown;
        result.Wrong.AddRange(check._wrong);
    }

    private void Look(Cell cell, JsonElement job, int wanted)
    {
        string framework = job.GetProperty("framework").GetString()!;
        long finished = job.GetProperty("finished").GetInt64();
        long launches = job.GetProperty("launches").GetInt64();
        if (finished != wanted || job.GetProperty("given_up").GetInt64() != 0)
        {
            _wrong.Add($"{framework}: found {job}, expected {wanted} finished");
        }

        SortedDictionary<string, Attempt> attempts = Records.Of(
            cell.Runs, Path.Combine(cell.Data, "frameworks", framework + ".log"), framework);
        int good = 0;
        foreach ((string task, Attempt attempt) in attempts)
        {
            _tasks++;
            if (Problem(task, attempt) is { } problem)
            {
                _wrong.Add($"{task}: {problem} ({Told(attempt)})");
            }

            good += attempt.Heard is [{ State: TaskState.Finished }, ..] ? 1 : 0;
        }

        if (good != wanted || attempts.Count != launches)
        {
            _wrong.Add(string.Create(CultureInfo.InvariantCulture,
                $"{framework}: found {attempts.Count} tasks, {good} of them finished, expected "
                + $"{launches} as launched and {wanted} finished"));
        }
    }

    private string? Problem(string task, Attempt attempt)
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
            _notRun++;
            return null;
        }

        _unknown++;
        return _kind == FaultKind.SupervisorKill ? null : "ran, and its end is not told";
    }

    private static string Told(Attempt attempt) =>
        $"began {attempt.Begins}, ended [{string.Join(',', attempt.Ends)}], heard "
        + string.Join(" and ", attempt.Heard.Select(static update =>
            $"{update.State} {update.Reason} by {update.Source} '{update.Message}'"));
}
