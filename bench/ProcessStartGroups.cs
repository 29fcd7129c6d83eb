namespace Offers.Bench;

/// <summary>Control groups for the benchmark: version 1, as far as they can be made here.</summary>
internal sealed class ProcessStartGroups : IDisposable
{
    private readonly List<string> _directories = [];

    internal ProcessStartGroups()
    {
        foreach (string controller in (string[])["cpu", "memory", "pids"])
        {
            string root = $"/sys/fs/cgroup/{controller}";
            if (!File.Exists(root + "/cgroup.procs"))
            {
                continue;
            }

            try
            {
                string path = $"{root}/offers-test-bench-{Environment.ProcessId}";
                Directory.CreateDirectory(path);
                _directories.Add(path);
            }
            catch (Exception exception)
                when (exception is IOException or UnauthorizedAccessException)
            {
                Console.WriteLine($"no group in {root}: {exception.Message}");
            }
        }
    }

    internal IReadOnlyList<string> JoinFiles =>
        [.. _directories.Select(path => path + "/cgroup.procs")];

    /// <summary>Removes the groups once they are empty.</summary>
    public void Dispose()
    {
        foreach (string path in _directories)
        {
            SpinWait.SpinUntil(
                () => File.ReadAllText(path + "/cgroup.procs").Length == 0,
                TimeSpan.FromSeconds(10));
            Directory.Delete(path);
        }
    }
}
