using System.Diagnostics;
using System.Globalization;
using System.Text;
using Offers.Wire;

namespace Offers.Bench;

/// <summary>
/// One master in a process of its own, and many agents in this one: real agent machines over real
/// sockets, whose tasks only play. Times are there to be read, not gated.
/// </summary>
internal sealed class ManyAgents : IDisposable
{
    private const int TasksPerAgent = 40;
    private const int CalmTasks = 200;
    private static readonly (string What, double Share)[] Shares =
        [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("longest", 1)];

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(50);
    private readonly string _home = Directory.CreateTempSubdirectory("offers-bench-").FullName;
    private readonly CancellationTokenSource _stop = new();
    private readonly PlayedCounts _counts = new();
    private readonly MeasuredMaster _master;
    private readonly PlayedHost[] _agents;
    private readonly List<(string What, string Value)> _rows = [];
    private Task _running = Task.CompletedTask;

    private ManyAgents(int agents)
    {
        _master = new MeasuredMaster(Path.Combine(_home, "m"));
        _agents = [.. Enumerable.Range(1, agents).Select(number => new PlayedHost(
            string.Create(CultureInfo.InvariantCulture, $"a{number}"), _master.Endpoint,
            _counts))];
    }

    /// <summary>Measures and prints; writes the table to bench/results if it is to be kept.
    /// </summary>
    internal static async Task RunAsync(int agents, bool isRecorded, string[] args)
    {
        using ManyAgents bench = new(agents);
        await bench.MeasureAsync();
        string table = bench.Table();
        Console.Write(table);
        if (isRecorded)
        {
            ResultFile.Write("Agents", table, args);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _master.Dispose();
        _stop.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    private async Task MeasureAsync()
    {
        await _master.StartAsync();
        await Task.Delay(Settling);
        long alone = _master.ResidentBytes;
        double registering = await RegisterAsync();
        await Task.Delay(Settling);
        long idle = _master.ResidentBytes;
        Add("registrations a second", _agents.Length / registering);
        await RunTasksAsync("few tasks", CalmTasks);
        await RunTasksAsync("many tasks", _agents.Length * TasksPerAgent);
        await Task.Delay(Settling);
        double millions = 1 << 20;
        Add("memory of the master without agents, MiB", alone / millions);
        Add("memory of the master per registered agent, KiB",
            (idle - alone) / 1024.0 / _agents.Length);
        Add("memory of the master after the tasks, MiB", _master.ResidentBytes / millions);
        await _stop.CancelAsync();
        await _running;
        await _master.StopAsync();
        await CompareAsync();
    }

    private async Task<double> RegisterAsync()
    {
        long started = Stopwatch.GetTimestamp();
        _running = Task.WhenAll(
            [TickAsync(), .. _agents.Select(agent => Task.Run(() => agent.RunAsync(_stop.Token)))]);
        await AllAsync();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private async Task AllAsync()
    {
        while (!Array.TrueForAll(_agents, static agent => agent.IsRegistered))
        {
            await Task.Delay(10);
        }
    }

    private async Task TickAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await Task.Delay(TickInterval);
            Array.ForEach(_agents, static agent => agent.Tick());
        }
    }

    /// <summary>The master's next life runs two batches.</summary>
    private async Task RunTasksAsync(string name, int tasks)
    {
        string jobs = Path.Combine(_home, "jobs.yaml");
        string batches = string.Concat(Enumerable.Range(1, 2).Select(number => string.Create(
            CultureInfo.InvariantCulture,
            $"  - {{ name: b{number}, tasks: {tasks / 2}, command: play, cpus: 1, mem: 256 }}\n")));
        await File.WriteAllTextAsync(jobs, $"batch:\n{batches}");
        await _master.StopAsync();
        _counts.Clear();
        long started = Stopwatch.GetTimestamp();
        await _master.StartAsync("--run", jobs);
        await AllAsync();
        Add($"{name}: all agents back after the master's restart, s",
            Stopwatch.GetElapsedTime(started).TotalSeconds);
        await FinishAsync(name, tasks);
        List<TimeSpan> launches = _counts.Launches;
        foreach ((string what, double share) in Shares)
        {
            Add($"{name}: launch to running, {what}, ms",
                launches[(int)((launches.Count - 1) * share)].TotalMilliseconds);
        }
    }

    /// <summary>Everything is counted from here to the last acknowledged end.</summary>
    private async Task FinishAsync(string name, int tasks)
    {
        long messages = _counts.Messages;
        TimeSpan processor = _master.Processor;
        long before = await _master.FinishedAsync();
        long started = Stopwatch.GetTimestamp();
        for (long finished = before; finished < tasks; finished = await _master.FinishedAsync())
        {
            await Task.Delay(Look);
        }

        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        messages = _counts.Messages - messages;
        processor = _master.Processor - processor;
        Add($"{name}: tasks", tasks);
        Add($"{name}: tasks a second, to their acknowledged ends", (tasks - before) / seconds);
        Add($"{name}: messages a second, both ways", messages / seconds);
        Add($"{name}: processor time of the master per message, us",
            processor.TotalMicroseconds / messages);
    }

    private async Task CompareAsync()
    {
        List<ReportUpdate> updates = [.. _counts.Updates];
        Add("bytes of an update and its acknowledgement", BareMessages.BytesOf(updates));
        Add("bare: messages a second without a master", await BareMessages.RunAsync(
            Path.Combine(_home, "bare.sock"), _agents.Length, updates));
    }

    private void Add(string what, double value) => _rows.Add((
        what, value.ToString(double.IsInteger(value) ? "F0" : "F1", CultureInfo.InvariantCulture)));

    private string Table()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"| {_agents.Length} agents, one master | |\n");
        text.Append("|:---|---:|\n");
        foreach ((string what, string value) in _rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {what} | {value} |\n");
        }

        return text.ToString();
    }
}
