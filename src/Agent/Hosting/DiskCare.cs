using System.Text.Json;
using Offers.Agents.Images;
using Offers.Agents.Sandboxes;

namespace Offers.Agents.Hosting;

/// <summary>
/// Has old sandboxes and images that nobody uses deleted, those of former lives too.
/// </summary>
internal sealed class DiskCare
{
    private readonly Lock _gate = new();
    private readonly SandboxCollector _collector;
    private readonly AgentSettings _settings;
    private readonly string _root;

    internal DiskCare(AgentSettings settings, SandboxLayout sandboxes)
    {
        _settings = settings;
        _root = sandboxes.Root;
        _collector = new SandboxCollector(sandboxes, new SandboxCollectorOptions
        {
            Delay = settings.SandboxDelay,
            Headroom = settings.SandboxHeadroom,
        }, TimeProvider.System);
    }

    /// <summary>A sandbox is in use no more.</summary>
    internal void Ended(string path) => Ended(path, DateTimeOffset.UtcNow);

    /// <summary>
    /// Finds the sandboxes of former lives: those of containers that live are in use, all others
    /// ended when they were last changed.
    /// </summary>
    internal void Begin(IEnumerable<string> containers)
    {
        if (!Directory.Exists(_root))
        {
            return;
        }

        HashSet<string> live =
            new(containers.Select(SafeName.Encode), StringComparer.Ordinal);
        foreach (string framework in Directory.EnumerateDirectories(_root))
        {
            foreach (string path in Runs(framework))
            {
                if (!live.Contains(Path.GetFileName(path)))
                {
                    Ended(path, new DateTimeOffset(Directory.GetLastWriteTimeUtc(path)));
                }
            }
        }
    }

    /// <summary>Looks again and again until it is cancelled.</summary>
    internal async Task RunAsync(ImageRuntimes images, CancellationToken stop)
    {
        using PeriodicTimer timer = new(_settings.SandboxInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
            {
                await CollectAsync(images, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The agent ends.
        }
    }

    private async Task CollectAsync(ImageRuntimes images, CancellationToken stop)
    {
        try
        {
            double usage = _collector.Usage();
            lock (_gate)
            {
                _collector.Collect(usage);
            }

            await images.CollectAsync(
                SandboxAge.Bound(_settings.ImageDelay, _settings.SandboxHeadroom, usage), stop)
                .ConfigureAwait(false);
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException
            or JsonException)
        {
            // The disk does not say how full it is, or something is in the way: the next look
            // tries again.
        }
    }

    private void Ended(string path, DateTimeOffset at)
    {
        lock (_gate)
        {
            _collector.Schedule(path, at);
        }
    }

    private static IEnumerable<string> Runs(string framework)
    {
        string executors = Path.Combine(framework, "executors");
        return Directory.Exists(executors)
            ? Directory.EnumerateDirectories(executors)
                .Select(executor => Path.Combine(executor, "runs"))
                .Where(Directory.Exists)
                .SelectMany(runs => new DirectoryInfo(runs).EnumerateDirectories())
                .Where(run => run.LinkTarget is null)
                .Select(run => run.FullName)
            : [];
    }
}
