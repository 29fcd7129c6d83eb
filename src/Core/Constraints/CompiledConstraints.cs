using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace Offers;

/// <summary>
/// Offer constraints ready to decide: patterns are compiled once, and only cheap ones are accepted,
/// so that no framework can make the allocator slow. Evaluation allocates nothing but for values
/// that a pattern has not met yet.
/// </summary>
/// <remarks>
/// Patterns are .NET regular expressions without backtracking (no look-around, no back references)
/// and must match the whole text; <c>\d</c> and <c>\w</c> mean Unicode's digits and letters, and
/// POSIX classes such as <c>[[:alpha:]]</c> are not known. A pattern has at most 1 000 characters
/// and about 100 states, where <c>(a+){10}</c> has 22. Not thread-safe: it belongs to the thread
/// that owns the allocator.
/// </remarks>
public sealed class CompiledConstraints
{
    private readonly string[] _roles;
    private readonly CompiledConstraint[][][] _groups;

    private CompiledConstraints(
        OfferConstraints source, string[] roles, CompiledConstraint[][][] groups)
    {
        Source = source;
        _roles = roles;
        _groups = groups;
    }

    /// <summary>What these were compiled from.</summary>
    public OfferConstraints Source { get; }

    /// <summary>Compiles all patterns.</summary>
    /// <param name="source">The constraints.</param>
    /// <param name="compiled">The result; null when refused.</param>
    /// <param name="error">
    /// Empty, or which pattern is refused and why: it is broken, needs backtracking, is too complex
    /// or too large.
    /// </param>
    /// <returns>True when every pattern is accepted.</returns>
    public static bool TryCompile(
        OfferConstraints source, [NotNullWhen(true)] out CompiledConstraints? compiled,
        out string error)
    {
        ArgumentNullException.ThrowIfNull(source);
        string[] roles = new string[source.Roles.Count];
        CompiledConstraint[][][] groups = new CompiledConstraint[roles.Length][][];
        compiled = null;
        for (int r = 0; r < roles.Length; r++)
        {
            roles[r] = source.Roles[r];
            if (!TryCompileRole(source.GroupsOf(roles[r]), out groups[r], out error))
            {
                error = $"offer constraints of role '{roles[r]}', {error}";
                return false;
            }
        }

        compiled = new CompiledConstraints(source, roles, groups);
        error = "";
        return true;
    }

    /// <summary>
    /// True when a role's constraints keep an agent from being offered: none of its groups holds. A
    /// role without constraints excludes nothing. O(log roles + constraints of the role).
    /// </summary>
    /// <param name="role">The role that the offer would be made to.</param>
    /// <param name="attributes">The agent's attributes.</param>
    /// <param name="hostname">The agent's host name.</param>
    /// <param name="domain">The agent's region and zone; null when it has none.</param>
    public bool Excludes(
        string role, AgentAttributes attributes, string hostname, Domain? domain)
    {
        int index = IndexOf(role);
        return index >= 0 && Excludes(index, attributes, hostname, domain);
    }

    /// <summary>
    /// Why a role's constraints exclude an agent: the first constraint of the first group that does
    /// not hold (all other groups fail as well); null when they do not exclude it.
    /// </summary>
    /// <param name="role">The role that the offer would be made to.</param>
    /// <param name="attributes">The agent's attributes.</param>
    /// <param name="hostname">The agent's host name.</param>
    /// <param name="domain">The agent's region and zone; null when it has none.</param>
    public ConstraintFailure? FirstFailure(
        string role, AgentAttributes attributes, string hostname, Domain? domain)
    {
        int index = IndexOf(role);
        if (index < 0 || !Excludes(index, attributes, hostname, domain))
        {
            return null;
        }

        int failed = FailureIn(_groups[index][0], attributes, hostname, domain);
        return new ConstraintFailure(0, _groups[index][0][failed].Source);
    }

    /// <summary>Where a role's groups are; negative when it has none.</summary>
    internal int IndexOf(string role) =>
        Array.BinarySearch(_roles, role, StringComparer.Ordinal);

    /// <summary>As the public one, for a role looked up before.</summary>
    internal bool Excludes(
        int index, AgentAttributes attributes, string hostname, Domain? domain)
    {
        foreach (CompiledConstraint[] group in _groups[index])
        {
            if (FailureIn(group, attributes, hostname, domain) < 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The first constraint of a group that does not hold; -1 when all do.</summary>
    private static int FailureIn(
        CompiledConstraint[] group, AgentAttributes attributes, string hostname, Domain? domain)
    {
        for (int i = 0; i < group.Length; i++)
        {
            if (!group[i].Holds(attributes, hostname, domain))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool TryCompileRole(
        IReadOnlyList<IReadOnlyList<AttributeConstraint>> source,
        out CompiledConstraint[][] groups, out string error)
    {
        groups = new CompiledConstraint[source.Count][];
        for (int g = 0; g < groups.Length; g++)
        {
            groups[g] = new CompiledConstraint[source[g].Count];
            for (int c = 0; c < groups[g].Length; c++)
            {
                if (!CompiledConstraint.TryCompile(
                    source[g][c], out CompiledConstraint? compiled, out error))
                {
                    error = $"group {g}, constraint {c}: pattern "
                        + $"'{source[g][c].Predicate.Text}' is {error}";
                    return false;
                }

                groups[g][c] = compiled;
            }
        }

        error = "";
        return true;
    }
}
