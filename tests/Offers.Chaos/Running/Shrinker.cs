namespace Offers.Chaos;

/// <summary>
/// Makes a failing world smaller: fewer commands, incidents, agents and frameworks, a calm network,
/// as long as the same check fails (delta debugging, Zeller and Hildebrandt 2002, over the
/// incidents).
/// </summary>
internal sealed class Shrinker
{
    private readonly DateTime _end;
    private readonly string? _check;
    private Outcome _best;

    public Shrinker(Outcome failure, TimeSpan budget)
    {
        (_best, _check) = (failure, failure.Check);
        _end = DateTime.UtcNow + budget;
    }

    public int Tries { get; private set; }

    public Outcome Shrink()
    {
        // Where it fails is where the world stops: the end comes later only for failures of it.
        Try(_best.Options with { StopAt = _best.StoppedAt, Commands = int.MaxValue });
        Try(_best.Options with { HasCalmNetwork = true });
        DropPeers();
        DropIncidents();
        DropPeers();
        Shorten();
        DropIncidents();
        Outcome told = Runner.Run(_best.Options with { KeepsTranscript = true, CheckEvery = 1 });
        return told.Check == _check
            ? told
            : Runner.Run(_best.Options with { KeepsTranscript = true });
    }

    private bool Try(WorldOptions options)
    {
        if (DateTime.UtcNow > _end)
        {
            return false;
        }
        Tries++;
        Outcome outcome = Runner.Run(options);
        if (outcome.Check != _check || outcome.Commands > _best.Commands)
        {
            return false;
        }
        _best = outcome;
        return true;
    }

    private void DropPeers()
    {
        for (int i = 1; i <= 6; i++)
        {
            HashSet<int> agents = [.. _best.Options.AbsentAgents, i];
            if (agents.Count > _best.Options.AbsentAgents.Count)
            {
                Try(_best.Options with { AbsentAgents = agents });
            }
            HashSet<int> frameworks = [.. _best.Options.AbsentFrameworks, i];
            if (frameworks.Count > _best.Options.AbsentFrameworks.Count)
            {
                Try(_best.Options with { AbsentFrameworks = frameworks });
            }
        }
    }

    private void DropIncidents()
    {
        int size = Math.Max(1, _best.Incidents / 2);
        while (size > 0)
        {
            for (int start = 0; start < _best.Incidents; start += size)
            {
                int from = start;
                int[] more = [.. Enumerable.Range(from, size)
                    .Where(i => i < _best.Incidents && !_best.Options.Skipped.Contains(i))];
                if (more.Length > 0)
                {
                    HashSet<int> skipped = [.. _best.Options.Skipped, .. more];
                    Try(_best.Options with { Skipped = skipped });
                }
            }
            size /= 2;
        }
    }

    private void Shorten()
    {
        for (int percent = 50; percent < 100; percent += 10)
        {
            Timestamp sooner = new(_best.StoppedAt.Ticks / 100 * percent);
            if (Try(_best.Options with { StopAt = sooner }))
            {
                percent = 40;
            }
        }
    }
}
