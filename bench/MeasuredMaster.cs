using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Offers.Wire;

namespace Offers.Bench;

/// <summary>The real <c>offers-master</c>, in a process of its own, seen from outside.</summary>
internal sealed class MeasuredMaster : IDisposable
{
    private const int PageBytes = 4096;
    private const double TicksPerSecond = 100;
    private readonly string _data;
    private Process? _process;

    /// <summary>One that does not run yet.</summary>
    internal MeasuredMaster(string data) => _data = data;

    /// <summary>Where agents connect.</summary>
    internal WireEndpoint Endpoint => WireEndpoint.Parse($"unix:{_data}/agents.sock");

    /// <summary>Bytes in memory now.</summary>
    internal long ResidentBytes => PageBytes * long.Parse(
        File.ReadAllText($"/proc/{_process!.Id}/statm").Split(' ')[1],
        CultureInfo.InvariantCulture);

    /// <summary>Time of processors that it has had.</summary>
    internal TimeSpan Processor
    {
        get
        {
            string[] fields = File.ReadAllText($"/proc/{_process!.Id}/stat").Split(' ');
            long ticks = long.Parse(fields[13], CultureInfo.InvariantCulture)
                + long.Parse(fields[14], CultureInfo.InvariantCulture);
            return TimeSpan.FromSeconds(ticks / TicksPerSecond);
        }
    }

    /// <summary>Starts it and waits until it answers.</summary>
    internal async Task StartAsync(params string[] arguments)
    {
        string program = Path.Combine(
            AppContext.BaseDirectory.Replace(
                $"{Path.DirectorySeparatorChar}bench{Path.DirectorySeparatorChar}",
                $"{Path.DirectorySeparatorChar}src{Path.DirectorySeparatorChar}Master"
                    + Path.DirectorySeparatorChar,
                StringComparison.Ordinal),
            "Offers.Master.dll");
        ProcessStartInfo start = new("/bin/sh") { UseShellExecute = false };
        foreach (string word in (string[])[
            "-c", "exec \"$@\" >>\"$0\" 2>&1", $"{_data}.log",
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            program, "--data", _data, .. arguments])
        {
            start.ArgumentList.Add(word);
        }

        _process = Process.Start(start)!;
        while (await AskAsync("health/ready") is null)
        {
            if (_process.HasExited)
            {
                throw new IOException($"the master ended: {File.ReadAllText(_data + ".log")}");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>Ends it in order.</summary>
    internal async Task StopAsync()
    {
        using (Process kill = Process.Start(
            "kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>How many tasks of its batches have finished.</summary>
    internal async Task<long> FinishedAsync()
    {
        using JsonDocument state = JsonDocument.Parse(await AskAsync("state") ?? "{\"jobs\":[]}");
        return state.RootElement.GetProperty("jobs").EnumerateArray()
            .Sum(static job => job.GetProperty("finished").GetInt64());
    }

    /// <summary>The answer to a question; null when there is none.</summary>
    internal async Task<string?> AskAsync(string question)
    {
        using HttpClient client = new(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                Socket socket = new(
                    AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(
                    new UnixDomainSocketEndPoint($"{_data}/operator.sock"), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
        try
        {
            using HttpResponseMessage answer =
                await client.GetAsync(new Uri("http://master/" + question));
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync() : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process?.Dispose();
    }
}
