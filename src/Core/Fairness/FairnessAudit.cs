using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// Follows who holds what over time and says afterwards how fairly each user, a framework or a
/// role, was treated: what it had against what it was entitled to, whom it envies, how long it
/// starved. Exact; it decides nothing.
/// </summary>
/// <remarks>
/// It is told of changes, in the order of time, and costs O(kinds) for each, O(users) where all
/// entitlements or shares change with it (users, weights, the total). Not thread-safe. A user that
/// leaves keeps its figures; memory is bound by the number of users ever added and, each, by the
/// number of different totals and sums of weights that it met.
/// </remarks>
public sealed class FairnessAudit
{
    private readonly List<AuditedUser> _users = [];
    private ResourceVector _total;
    private long _weights;
    private long _now;

    /// <summary>An audit without users.</summary>
    /// <param name="total">What there is in the cell.</param>
    /// <param name="start">When it begins.</param>
    public FairnessAudit(in ResourceVector total, Timestamp start)
    {
        _total = total;
        _now = start.Ticks;
    }

    /// <summary>Number of users ever added.</summary>
    public int Count => _users.Count;

    /// <summary>Adds a user that holds nothing and demands nothing. O(users).</summary>
    /// <param name="name">For people.</param>
    /// <param name="weight">In thousandths, 1 to <see cref="Weight.Max"/>.</param>
    /// <param name="task">
    /// What one of its tasks needs, by which it judges what others hold; zero if it envies nobody.
    /// </param>
    /// <param name="now">Not before the last change.</param>
    /// <returns>Its index: 0, 1, 2 and so on.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The weight is out of range, or time went back.
    /// </exception>
    public int Add(string name, long weight, in ResourceVector task, Timestamp now)
    {
        Weight.ThrowIfOutOfRange(weight);
        SettleAll(now);
        _users.Add(new AuditedUser(name, weight, task, _now));
        _weights += weight;
        return _users.Count - 1;
    }

    /// <summary>
    /// Takes a user out: it holds nothing, demands nothing and is entitled to nothing. O(users).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// There is no such user, or time went back.
    /// </exception>
    public void Remove(int user, Timestamp now)
    {
        AuditedUser gone = UserAt(user);
        SettleAll(now);
        _weights -= gone.Weight;
        gone.Weight = 0;
        gone.Change(default, demands: false, _total, _now);
    }

    /// <summary>Says that a user's weight is another from now on. O(users).</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// There is no such user, it was removed, the weight is out of range, or time went back.
    /// </exception>
    public void SetWeight(int user, long weight, Timestamp now)
    {
        AuditedUser changed = PresentAt(user);
        Weight.ThrowIfOutOfRange(weight);
        SettleAll(now);
        _weights += weight - changed.Weight;
        changed.Weight = weight;
    }

    /// <summary>Says that the cell's total is another from now on. O(users).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Time went back.</exception>
    public void SetTotal(in ResourceVector total, Timestamp now)
    {
        SettleAll(now);
        _total = total;
        foreach (AuditedUser user in _users)
        {
            user.Change(user.Held, user.Demands, total, _now);
        }
    }

    /// <summary>Says what a user holds from now on. O(kinds).</summary>
    /// <param name="user">Its index.</param>
    /// <param name="held">All that it holds, not the change.</param>
    /// <param name="now">Not before the last change.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// There is no such user, it was removed, or time went back.
    /// </exception>
    public void SetHeld(int user, in ResourceVector held, Timestamp now)
    {
        AuditedUser changed = PresentAt(user);
        Advance(now);
        changed.Settle(_now, _weights);
        changed.Change(held, changed.Demands, _total, _now);
    }

    /// <summary>Says whether a user wants more than it holds from now on. O(kinds).</summary>
    /// <inheritdoc cref="SetHeld"/>
    /// <param name="user">Its index.</param>
    /// <param name="demands">True when it could use more.</param>
    /// <param name="now">Not before the last change.</param>
    public void SetDemand(int user, bool demands, Timestamp now)
    {
        AuditedUser changed = PresentAt(user);
        Advance(now);
        changed.Settle(_now, _weights);
        changed.Change(changed.Held, demands, _total, _now);
    }

    /// <summary>Says that a user was offered something, which ends its starving. O(1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// There is no such user, it was removed, or time went back.
    /// </exception>
    public void Offered(int user, Timestamp now)
    {
        AuditedUser offered = PresentAt(user);
        Advance(now);
        offered.Feed(_now);
    }

    /// <summary>The figures of all users up to now, by index. O(users).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Time went back.</exception>
    public IReadOnlyList<FairnessFigures> Figures(Timestamp now)
    {
        SettleAll(now);
        List<FairnessFigures> figures = new(_users.Count);
        foreach (AuditedUser user in _users)
        {
            figures.Add(user.Figures(_now));
        }

        return figures;
    }

    /// <summary>
    /// Who envies whom at this moment, by index: only users that demand more envy. O(users^2 *
    /// kinds).
    /// </summary>
    public IReadOnlyList<Envy> FindEnvy()
    {
        List<Envy> found = [];
        for (int i = 0; i < _users.Count; i++)
        {
            AuditedUser user = _users[i];
            Fraction own = user.Demands ? user.TasksIn(user.Held, user.Weight) : default;
            for (int j = 0; user.Demands && j < _users.Count; j++)
            {
                AuditedUser other = _users[j];
                Fraction theirs = other.Held.IsZero
                    ? default
                    : user.TasksIn(other.Held, other.Weight);
                if (theirs > own)
                {
                    found.Add(new Envy(i, j, own, theirs));
                }
            }
        }

        return found;
    }

    private void Advance(Timestamp now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(now.Ticks, _now, nameof(now));
        _now = now.Ticks;
    }

    private void SettleAll(Timestamp now)
    {
        Advance(now);
        foreach (AuditedUser user in _users)
        {
            user.Settle(_now, _weights);
        }
    }

    private AuditedUser UserAt(int user)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(user);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(user, _users.Count);
        return _users[user];
    }

    private AuditedUser PresentAt(int user) =>
        UserAt(user) is { Weight: > 0 } present
        ? present
        : throw new ArgumentOutOfRangeException(
            nameof(user), user, $"'{_users[user].Name}' was removed");
}
