using Offers.Masters.Loop;
using Offers.Wire;

namespace Offers.Masters.Agents;

/// <summary>
/// Puts registrations together that come in parts, each of one connection. Whoever brings more than
/// there is room for is refused, because those that wait for each other's room would wait for ever.
/// For the loop's thread.
/// </summary>
internal sealed class RegistrationGathering
{
    /// <summary>The most bytes of unfinished registrations in all.</summary>
    internal const long UsualInAll = 512L << 20;

    /// <summary>The most bytes of one connection.</summary>
    internal const long UsualOfOne = 256L << 20;

    /// <summary>What a part counts at least, which bounds their number.</summary>
    internal const int LeastBytes = 4 << 10;

    private readonly Dictionary<AgentSession, Gathered> _gathered = [];
    private readonly long _inAll;
    private readonly long _ofOne;

    /// <summary>A place where nothing waits.</summary>
    internal RegistrationGathering(long inAll = UsualInAll, long ofOne = UsualOfOne)
    {
        _inAll = inAll;
        _ofOne = ofOne;
    }

    /// <summary>Bytes of registrations that are not whole yet.</summary>
    internal long Held { get; private set; }

    /// <summary>Takes what an agent says.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="report">What it says.</param>
    /// <param name="bytes">Memory of its message.</param>
    /// <param name="refusal">Why the connection has to end; null otherwise.</param>
    /// <returns>What is to be heard; null while the rest of it has not come.</returns>
    internal AgentReport? Take(
        AgentSession session, AgentReport report, int bytes, out string? refusal)
    {
        refusal = null;
        switch (report)
        {
            case RegistrationPart part:
                refusal = Add(session, part, Math.Max(bytes, LeastBytes));
                return null;
            case RegisterAgent:
                Forget(session);
                return report;
            case ReregisterAgent last when _gathered.TryGetValue(session, out Gathered? found):
                Forget(session);
                refusal = Mismatch(found, last);
                return refusal is null ? RegistrationParts.Join(found.Parts, last) : null;
            default:
                return report;
        }
    }

    /// <summary>The connection has ended: nothing that it began is registered.</summary>
    internal void Forget(AgentSession session)
    {
        if (_gathered.Remove(session, out Gathered? found))
        {
            Held -= found.Bytes;
        }
    }

    private string? Add(AgentSession session, RegistrationPart part, int bytes)
    {
        if (!_gathered.TryGetValue(session, out Gathered? found))
        {
            found = new Gathered();
            _gathered.Add(session, found);
        }

        if (Mismatch(found, part) is { } mismatch)
        {
            return mismatch;
        }

        if (found.Bytes + bytes > _ofOne || Held + bytes > _inAll)
        {
            return FormattableString.Invariant(
                $"found a registration of more than {found.Bytes} bytes, expected at most ")
                + FormattableString.Invariant(
                    $"{_ofOne} in parts, and {_inAll} of all agents at a time");
        }

        found.Parts.Add(part);
        found.Bytes += bytes;
        Held += bytes;
        return null;
    }

    private static string? Mismatch(Gathered found, AgentReport report) =>
        found.Parts is [{ } first, ..]
        && !string.Equals(first.Agent, report.Agent, StringComparison.Ordinal)
            ? $"found a registration of agent '{report.Agent}', expected the rest of that of "
                + $"'{first.Agent}'"
            : null;

    private sealed class Gathered
    {
        internal List<RegistrationPart> Parts { get; } = [];

        internal long Bytes { get; set; }
    }
}
