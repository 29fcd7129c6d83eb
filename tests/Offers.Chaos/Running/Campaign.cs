namespace Offers.Chaos;

/// <summary>Many seeds, on some threads; what it finds does not depend on how many.</summary>
internal sealed class Campaign(
    WorldOptions options, long first, long last, int jobs, bool keepsGoing)
{
    private readonly Lock _lock = new();
    private long _next = first - 1;

    public Counters Counters { get; } = new();

    public List<Outcome> Failures { get; } = [];

    public long Seeds { get; private set; }

    public long Commands { get; private set; }

    /// <summary>A sum over all seeds: the same for the same seeds, in any order.</summary>
    public ulong Digest { get; private set; }

    public void Run()
    {
        Thread[] threads = [.. Enumerable.Range(0, jobs).Select(_ => new Thread(Work))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }
        foreach (Thread thread in threads)
        {
            thread.Join();
        }
        Failures.Sort((a, b) => a.Options.Seed.CompareTo(b.Options.Seed));
    }

    private void Work()
    {
        while (Interlocked.Increment(ref _next) is long seed && seed <= last)
        {
            Outcome outcome = Runner.Run(options with { Seed = (ulong)seed });
            lock (_lock)
            {
                Counters.Add(outcome.Counters);
                Seeds++;
                Commands += outcome.Commands;
                Digest += outcome.Digest;
                if (Seeds % 500 == 0)
                {
                    Console.Error.WriteLine(
                        $"{Seeds} seeds, {Commands} commands, {Failures.Count} failed");
                }
                if (outcome.Check is not null)
                {
                    Console.Error.WriteLine($"seed {seed}: {outcome.Check}");
                    Failures.Add(outcome with { Transcript = [] });
                    if (!keepsGoing)
                    {
                        Interlocked.Exchange(ref _next, last);
                    }
                }
            }
        }
    }
}
