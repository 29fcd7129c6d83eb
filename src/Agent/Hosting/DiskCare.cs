using System.Text.Json;
using Offers.Agents.Images;
using Offers.Agents.Sandboxes;

namespace Offers.Agents.Hosting;

/// <summary>
/// Has old sandboxes and images that nobody uses deleted, those of former lives too.
/// </summary>
internal sealed class DiskCare
{
    private readonly SandboxCollector _collector;
    private readonly AgentSettings _settings;
    private readonly SandboxLayout _sandboxes;

    internal DiskCare(AgentSettings settings, SandboxLayout sandboxes)
    {
        _settings = settings;
        _sandboxes = sandboxes;
        _collector = new SandboxCollector(sandboxes, new SandboxCollectorOptions
        {
            Delay = settings.SandboxDelay,
            Headroom = settings.SandboxHeadroom,
        }, TimeProvider.System);
    }

    /// <summary>A sandbox is in use no more; its mark tells later lives since when.</summary>
    internal void Ended(string path)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        try
        {
            _sandboxes.MarkEnded(path, now);
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException)
        {
            // Without a mark it ended later for the next life, which is kept longer.
        }

        _collector.Schedule(path, now);
    }

    /// <summary>
    /// Finds the sandboxes of former lives: those of containers that live are in use, all others
    /// ended when their marks say; one without a mark ends now.
    /// </summary>
    internal void Begin(IEnumerable<string> containers)
    {
        if (!Directory.Exists(_sandboxes.Root))
        {
            return;
        }

        HashSet<string> live =
            new(containers.Select(SafeName.Encode), StringComparer.Ordinal);
        foreach (string framework in Directory.EnumerateDirectories(_sandboxes.Root))
        {
            foreach (string path in Runs(framework))
            {
                if (live.Contains(Path.GetFileName(path)))
                {
                    continue;
                }

                if (SandboxLayout.EndedAt(path) is { } at)
                {
                    _collector.Schedule(path, at);
                }
                else
                {
                    Ended(path);
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

    /// <summary>Deletes sandboxes that are too old at a use of the disk, a fraction.</summary>
    /// <returns>What was deleted.</returns>
    internal IReadOnlyList<string> Collect(double usage, CancellationToken stop = default) =>
        _collector.Collect(usage, stop);

    private async Task CollectAsync(ImageRuntimes images, CancellationToken stop)
    {
        try
        {
            double usage = _collector.Usage();
            _ = Collect(usage, stop);
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

    /// <summary>The runs of a framework, and those gone of which a mark is left.</summary>
    private static IEnumerable<string> Runs(string framework)
    {
        string executors = Path.Combine(framework, "executors");
        return Directory.Exists(executors)
            ? Directory.EnumerateDirectories(executors)
                .Select(executor => Path.Combine(executor, "runs"))
                .Where(Directory.Exists)
                .SelectMany(RunsIn)
            : [];
    }

    private static IEnumerable<string> RunsIn(string runs) =>
        new DirectoryInfo(runs).EnumerateDirectories()
            .Where(run => run.LinkTarget is null)
            .Select(run => run.FullName)
            .Union(
                Directory.EnumerateFiles(runs, "*" + SafeName.Ended)
                    .Select(mark => mark[..^SafeName.Ended.Length]),
                StringComparer.Ordinal);
}
