namespace Offers.Core.Tests.Preemption;

/// <summary>
/// The rules of plans by trying all sets of tasks: slow, obvious, and written without a look at the
/// planner. Tasks that can be taken, but for the guards, are at most a dozen.
/// </summary>
internal sealed class PlanOracle
{
    private readonly PreemptionView _view;
    private readonly PreemptionClaim _claim;
    private readonly int _most;
    private readonly int _placed;
    private readonly string? _starved;

    internal PlanOracle(PreemptionView view, PreemptionClaim claim, int mostVictims)
    {
        _view = view;
        _claim = claim;
        _most = mostVictims;
        Wanted = claim.Count - claim.Promised;
        _placed = claim.Promised;
        if (claim.Cause == PreemptionCause.StarvedGuarantee)
        {
            (_starved, int owed) = Starved();
            Wanted = Math.Min(Wanted, owed);
        }

        FitFree = Math.Min(Wanted, Fits([]));
        _placed += FitFree;
    }

    internal int Wanted { get; }

    internal int FitFree { get; }

    internal int Gained { get; private set; }

    /// <summary>The victims of the best plan by name; empty when there is none.</summary>
    internal string[] Best()
    {
        PreemptionTask[] tasks = Wanted > FitFree ? [.. Ranked(_view.Tasks.Where(MayTake))] : [];
        (int Gained, int[] Set)? best = null;
        for (int bits = 1; bits < 1 << tasks.Length; bits++)
        {
            int[] set = [.. Enumerable.Range(0, tasks.Length).Where(i => (bits >> i & 1) == 1)];
            PreemptionTask[] victims = [.. set.Select(i => tasks[i])];
            if (victims.Length <= _most && GainOf(victims) is > 0 and int gained
                && (best is null || IsBetter(gained, set, best.Value, tasks)))
            {
                best = (gained, set);
            }
        }

        Gained = best?.Gained ?? 0;
        return [.. (best?.Set ?? []).Select(i => tasks[i].Name).Order(StringComparer.Ordinal)];
    }

    /// <summary>How many more tasks fit with these gone so that every rule is kept.</summary>
    internal int GainOf(PreemptionTask[] victims)
    {
        int gained = Math.Min(Wanted - FitFree, Fits(victims) - Fits([]));
        while (gained > 0 && !(KeepsGuarantees(victims, gained) && KeepsShares(victims, gained)))
        {
            gained--;
        }

        return gained;
    }

    private bool IsBetter(
        int gained, int[] set, (int Gained, int[] Set) other, PreemptionTask[] tasks)
    {
        if (gained != other.Gained || set.Length != other.Set.Length)
        {
            return gained > other.Gained
                || (gained == other.Gained && set.Length < other.Set.Length);
        }

        int order = LostBy(set, tasks).CompareTo(LostBy(other.Set, tasks));
        return order != 0
            ? order < 0
            : set.Reverse().Zip(other.Set.Reverse())
                .FirstOrDefault(pair => pair.First != pair.Second) is var (a, b) && a < b;
    }

    private DominantShare LostBy(int[] set, PreemptionTask[] tasks) =>
        PreemptionCell.Sum(set.Select(i => tasks[i])).DominantShare(_view.Total);

    private IEnumerable<PreemptionTask> Ranked(IEnumerable<PreemptionTask> tasks) => tasks
        .OrderBy(task => task.IsRevocable ? 0 : 1)
        .ThenBy(task => task.Priority)
        .ThenByDescending(task => Sides(task.Role, [], 0).Victim)
        .ThenByDescending(task => task.Started)
        .ThenBy(task => task.Agent, StringComparer.Ordinal)
        .ThenBy(task => task.Framework, StringComparer.Ordinal)
        .ThenBy(task => task.Name, StringComparer.Ordinal);

    private bool MayTake(PreemptionTask task)
    {
        bool isOurs = task.Role == _claim.Role || task.Framework == _claim.Framework;
        bool isInStarved = _starved is not null && !task.IsRevocable
            && RoleName.IsAncestorOrSelf(_starved, task.Role);
        if (task.IsLeaving || (_claim.IsRevocable && !task.IsRevocable) || isInStarved
            || _view.Roles.Single(role => role.Path == task.Role).IsCooling
            || (_claim.Agents is { } agents && !agents.Contains(task.Agent)))
        {
            return false;
        }

        return isOurs ? task.Priority < _claim.Priority
            : (task.IsRevocable && !_claim.IsRevocable)
                || _claim.Cause == PreemptionCause.StarvedGuarantee
                || (_claim.Cause == PreemptionCause.OverShare && IsAbove(task));
    }

    private bool IsAbove(PreemptionTask task)
    {
        (DominantShare victim, DominantShare claimant) = Sides(task.Role, [], 0);
        return victim > claimant;
    }

    private bool KeepsShares(PreemptionTask[] victims, int gained)
    {
        IEnumerable<PreemptionTask> bound = victims.Where(task =>
            _claim.Cause == PreemptionCause.OverShare
            && task.Role != _claim.Role && task.Framework != _claim.Framework
            && (!task.IsRevocable || _claim.IsRevocable));
        return bound.All(task =>
        {
            (DominantShare victim, DominantShare claimant) = Sides(task.Role, victims, gained);
            return victim >= claimant;
        });
    }

    private bool KeepsGuarantees(PreemptionTask[] victims, int gained) =>
        _view.Roles.All(role =>
        {
            ResourceVector before = Consumed(role.Path, [], 0);
            ResourceVector after = Consumed(role.Path, victims, gained);
            return ResourceVector.Min(before, role.Guarantee).Fits(after);
        });

    private ResourceVector Consumed(string path, PreemptionTask[] victims, int gained) =>
        PreemptionCell.Sum(Running(victims).Where(
            task => !task.IsRevocable && RoleName.IsAncestorOrSelf(path, task.Role)))
        + (!_claim.IsRevocable && RoleName.IsAncestorOrSelf(path, _claim.Role)
            ? _claim.Shape.Scale(_placed + gained) : default);

    /// <summary>The shares of the two nodes that compete where the paths part.</summary>
    private (DominantShare Victim, DominantShare Claimant) Sides(
        string role, PreemptionTask[] victims, int gained)
    {
        string[] a = role.Split('/');
        string[] b = _claim.Role.Split('/');
        int common = a.Zip(b).TakeWhile(pair => pair.First == pair.Second).Count();
        return (ShareOf(a, common, victims, gained), ShareOf(b, common, victims, gained));
    }

    private DominantShare ShareOf(
        string[] path, int common, PreemptionTask[] victims, int gained)
    {
        bool isOwn = path.Length == common;
        string node = string.Join('/', path.Take(isOwn ? common : common + 1));
        bool Counts(string role) => isOwn ? role == node : RoleName.IsAncestorOrSelf(node, role);
        ResourceVector held = PreemptionCell.Sum(Running(victims).Where(t => Counts(t.Role)))
            + (Counts(_claim.Role) ? _claim.Shape.Scale(_placed + gained) : default);
        long weight = isOwn ? Weight.One : _view.Roles.Single(r => r.Path == node).Weight;
        return held.DominantShare(_view.Total, weight);
    }

    private IEnumerable<PreemptionTask> Running(PreemptionTask[] victims) =>
        _view.Tasks.Where(task => !task.IsLeaving && !victims.Contains(task));

    private int Fits(PreemptionTask[] victims) => _view.Agents
        .Where(agent => _claim.Agents is not { } names || names.Contains(agent.Name))
        .Sum(agent =>
        {
            ResourceVector room = agent.Free
                + PreemptionCell.Sum(victims.Where(task => task.Agent == agent.Name));
            int count = 0;
            while (_claim.Shape.Scale(count + 1).Fits(room))
            {
                count++;
            }

            return count;
        });

    private (string? Role, int Owed) Starved()
    {
        for (string? path = _claim.Role; path is not null; path = RoleName.Parent(path))
        {
            int owed = OwedTo(_view.Roles.Single(role => role.Path == path));
            if (owed > 0)
            {
                return (path, owed);
            }
        }

        return (null, 0);
    }

    private int OwedTo(PreemptionRole role)
    {
        ResourceKind[] kinds = [.. Enumerable.Range(0, 4).Select(i => new ResourceKind(i))
            .Where(kind => role.Guarantee[kind] > 0 && _claim.Shape[kind] > 0)];
        ResourceVector consumed = Consumed(role.Path, [], 0);
        return kinds.Length == 0 || _claim.IsRevocable ? 0 : kinds.Min(kind =>
            (int)(Math.Max(0, role.Guarantee[kind] - consumed[kind]) / _claim.Shape[kind]));
    }
}
