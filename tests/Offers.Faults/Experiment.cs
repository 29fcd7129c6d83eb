using System.Diagnostics;
using System.Text.Json;
using Offers.Faults.Checks;
using Offers.Faults.Machine;

namespace Offers.Faults;

/// <summary>
/// Faults of one kind: group after group, each under two batches of its own, checked when they are
/// over and the cell is healed.
/// </summary>
internal sealed class Experiment(FaultKind kind, FaultOptions options)
{
    private static readonly TimeSpan BatchBound = TimeSpan.FromSeconds(120);
    private readonly FaultResult _result = new(kind);

    /// <summary>Runs it.</summary>
    internal async Task<FaultResult> RunAsync()
    {
        using Cell cell = new(kind, options.Agents);
        Random random = new(HashCode(options.Seed, kind));
        Injector injector = new(kind, cell, random, _result);
        Say($"in {cell.Root}");
        try
        {
            while (_result.Injected < options.Rounds && _result.Wrong.Count == 0)
            {
                await RunGroupAsync(cell, injector);
            }

            if (_result.Wrong.Count == 0)
            {
                await LastCheck.RunAsync(cell, _result.Wrong);
            }
        }
        catch (Exception bad) when (bad is IOException or InvalidDataException
            or InvalidOperationException)
        {
            _result.Wrong.Add(bad.ToString());
        }

        cell.IsKept = _result.Wrong.Count > 0;
        return _result;
    }

    /// <summary>Not the runtime's own: seeds are to mean the same in every process.</summary>
    private static int HashCode(int seed, FaultKind kind) => (seed * 31) + (int)kind;

    private async Task RunGroupAsync(Cell cell, Injector injector)
    {
        _result.Groups++;
        await BeginAsync(cell, injector);
        while (_result.Injected < options.Rounds && _result.Wrong.Count == 0
            && !await IsDoneAsync(cell))
        {
            string what = await injector.InjectAsync();
            if (options.IsVerbose)
            {
                Say($"{_result.Injected}: {what}");
            }
        }

        if (_result.Wrong.Count > 0)
        {
            return;
        }

        await injector.HealAsync(0, Stopwatch.GetTimestamp());
        if (await Cell.UntilAsync(() => IsDoneAsync(cell), BatchBound) is null)
        {
            _result.Wrong.Add($"the batches did not end: "
                + string.Join(' ', await cell.BatchesAsync()));
            return;
        }

        _result.Wrong.AddRange(await CellCheck.SettleAsync(cell, Jobs.Instances));
        foreach (JsonElement job in await cell.BatchesAsync())
        {
            bool isShared = job.GetProperty("name").GetString()!
                .StartsWith("shared", StringComparison.Ordinal);
            await BatchCheck.RunAsync(cell, job, WantedOf(isShared), _result);
        }
    }

    private int WantedOf(bool isShared) =>
        isShared ? options.Tasks / 3 : options.Tasks - (options.Tasks / 3);

    /// <summary>New batches: the master ends in order and starts with another file.</summary>
    private async Task BeginAsync(Cell cell, Injector injector)
    {
        if (cell.Master.IsRunning && await cell.Master.TerminateAsync() is not 0 and int code)
        {
            _result.Wrong.Add($"{cell.Master}: ended with {code}, expected 0");
        }

        cell.Give(Jobs.Of(cell.Runs, _result.Groups, options.Tasks), _result.Groups);
        cell.Master.Start();
        foreach (AgentSite agent in cell.Agents.Where(static one => !one.Program.IsRunning))
        {
            agent.Program.Start();
        }

        await injector.HealAsync(cell.Agents.Count, started: null);
    }

    private async Task<bool> IsDoneAsync(Cell cell)
    {
        IReadOnlyList<JsonElement> jobs = await cell.BatchesAsync();
        return jobs.Count == 2 && jobs.Sum(static job => job.GetProperty("finished").GetInt32()
            + job.GetProperty("given_up").GetInt32()) == options.Tasks;
    }

    private void Say(string what) =>
        Console.Error.WriteLine($"{FaultOptions.NameOf(kind)}: {what}");
}
