using System.Threading.Channels;

namespace Offers.Agents.Processes;

/// <summary>
/// Looks at a task again and again (semantics 3.6). Failures within the grace period after the
/// start do not count until the task has once been healthy. Whatever a look fails of is a failure
/// of the task; times are brought within what timers take.
/// </summary>
internal sealed class HealthChecker
{
    /// <summary>The least time between two looks: more often would be work for nobody.</summary>
    internal static readonly TimeSpan LeastInterval = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private readonly TaskCheck _check;
    private readonly IHealthProbe _probe;
    private readonly TimeProvider _time;

    internal HealthChecker(TaskCheck check, IHealthProbe probe, TimeProvider time)
    {
        _check = check;
        _probe = probe;
        _time = time;
    }

    /// <summary>
    /// Looks until cancelled, or until the failures in a row reach the check's bound: the last
    /// event says that the task is to be killed. Completes the writer at the end.
    /// </summary>
    internal async Task RunAsync(
        ChannelWriter<HealthEvent> events, CancellationToken cancellation = default)
    {
        try
        {
            await LookAsync(events, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The task has ended.
        }
        finally
        {
            events.TryComplete();
        }
    }

    private async Task LookAsync(ChannelWriter<HealthEvent> events, CancellationToken cancellation)
    {
        long start = _time.GetTimestamp();
        int failures = 0;
        bool wasHealthy = false;
        await Task.Delay(
            Within(_check.Delay, TimeSpan.Zero), _time, cancellation).ConfigureAwait(false);
        while (true)
        {
            ProbeResult result = await ProbeAsync(cancellation).ConfigureAwait(false);
            bool counts = wasHealthy || _time.GetElapsedTime(start) >= _check.GracePeriod;
            wasHealthy |= result.IsHealthy;
            failures = result.IsHealthy ? 0 : failures + (counts ? 1 : 0);
            bool kills = failures >= _check.ConsecutiveFailures;
            await events.WriteAsync(
                new HealthEvent(result, failures, kills, _time.GetUtcNow()), cancellation)
                .ConfigureAwait(false);
            if (kills)
            {
                return;
            }

            await Task.Delay(
                Within(_check.Interval, LeastInterval), _time, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<ProbeResult> ProbeAsync(CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(
            Within(_check.Timeout, TimeSpan.Zero), _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(
            timeout.Token, cancellation);
        try
        {
            return await _probe.ProbeAsync(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ProbeResult(false, 0, $"no answer within {_check.Timeout}");
        }
        catch (Exception bad) when (bad is not OperationCanceledException)
        {
            return new ProbeResult(false, 0, bad.Message);
        }
    }

    private static TimeSpan Within(TimeSpan time, TimeSpan least) =>
        time < least ? least : time > Longest ? Longest : time;
}
