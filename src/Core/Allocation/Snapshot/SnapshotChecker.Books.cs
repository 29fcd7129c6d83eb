using System;
using System.Collections.Generic;

namespace Offers;

/// <content>Who has what.</content>
internal sealed partial class SnapshotChecker
{
    private readonly Dictionary<(string Framework, string Role), Place> _clients = [];
    private readonly List<(string Framework, string Role)> _leaving = [];
    private string _lastSubscriber = "";
    private OfferSnapshot? _lastOffer;
    private HoldingSnapshot? _lastHolding;
    private FilterSnapshot? _lastFilter;
    private WaitSnapshot? _lastWait;
    private string _lastUnclaimed = "";
    private int _wanting;
    private int _waiting;

    /// <summary>What is known of a framework in a role.</summary>
    private sealed class Place
    {
        internal bool IsForgotten { get; init; }

        internal bool Wants { get; init; }

        internal bool Waits { get; set; }

        internal bool Holds { get; set; }
    }

    internal void Add(SubscriptionSnapshot row)
    {
        ExpectKnown(_frameworks, row.Framework, "framework");
        ExpectKnown(_roles, row.Role, "role");
        Expect(
            string.CompareOrdinal(_lastSubscriber, row.Framework) <= 0, "framework",
            $"'{row.Framework}' after '{_lastSubscriber}'", "ascending order");
        _lastSubscriber = row.Framework;
        Expect(row.Grants >= 0, "grants", row.Grants, "0 or more");
        Expect(
            row.LastOfferAt is not { } made || IsPast(made), "last_offer", row.LastOfferAt,
            "0 to t");
        Expect(
            !row.IsForgotten || (!row.IsSubscribed && row.Grants == 0 && row.Minimums is null),
            "forgotten", "a subscription, grants or minimums", "none of them with it");
        bool wants = row.IsSubscribed && !row.IsSuppressed && _frameworks[row.Framework];
        _wanting += wants ? 1 : 0;
        Place place = new() { IsForgotten = row.IsForgotten, Wants = wants };
        Expect(
            _clients.TryAdd((row.Framework, row.Role), place), "role",
            $"'{row.Role}' a second time", "each role of a framework once");
        if (!row.IsSubscribed && !row.IsForgotten)
        {
            _leaving.Add((row.Framework, row.Role));
        }
    }

    internal void Add(OfferSnapshot row)
    {
        HolderOf(row.Framework, row.Role).Holds = true;
        ExpectKnown(_agents, row.Agent, "agent");
        ExpectSome(row.Resources);
        Expect(
            IsPast(row.MadeAt) && (_lastOffer is null || _lastOffer.MadeAt <= row.MadeAt),
            "made_at", row.MadeAt, "0 to t, and not before the offer in front of it");
        Expect(row.Run >= 0 && row.Run < _head.Runs, "run", row.Run, "from 0 to below runs");
        _offerRows.Add(row.Id.Index, row.Id.Generation);
        _lastOffer = row;
    }

    internal void Add(HoldingSnapshot row)
    {
        HolderOf(row.Framework, row.Role).Holds = true;
        ExpectKnown(_agents, row.Agent, "agent");
        ExpectSome(row.Resources);
        Expect(
            _lastHolding is not { } last || Compare(
                last.Agent, row.Agent, last.Framework, row.Framework, last.Role, row.Role) < 0,
            "agent, framework, role", $"'{row.Agent}', '{row.Framework}', '{row.Role}'",
            "ascending order, each once");
        _lastHolding = row;
    }

    internal void Add(UnclaimedSnapshot row)
    {
        ExpectKnown(_agents, row.Agent, "agent");
        string framework = row.Use.Framework;
        Expect(
            !_frameworks.ContainsKey(framework), "framework", $"'{framework}'",
            "one that has not come yet");
        Expect(
            string.CompareOrdinal(_lastUnclaimed, framework) <= 0, "framework",
            $"'{framework}' after '{_lastUnclaimed}'", "ascending order");
        _lastUnclaimed = framework;
        if (RoleName.Check(row.Use.Role) is { } reason)
        {
            throw new FormatException($"role: the role '{row.Use.Role}' {reason}");
        }

        ExpectSome(row.Use.Resources);
    }

    internal void Add(FilterSnapshot row)
    {
        PlaceOf(row.Framework, row.Role);
        ExpectKnown(_agents, row.Agent, "agent");
        ExpectSome(row.Refused);
        Expect(
            row.End > (row.WaitsForBatch ? Timestamp.Zero : _head.FiltersEndedAt), "until",
            row.End, "later than filters_ended, unless it waits for a batch");
        if (_lastFilter is { } last)
        {
            int order = Compare(
                last.Agent, row.Agent, last.Framework, row.Framework, last.Role, row.Role);
            Expect(
                order < 0 || (order == 0 && last.End <= row.End), "agent, framework, role, until",
                $"'{row.Agent}', '{row.Framework}', '{row.Role}', {row.End}", "ascending order");
        }

        _lastFilter = row;
    }

    internal void Add(WaitSnapshot row)
    {
        Place place = PlaceOf(row.Framework, row.Role);
        Expect(
            place is { Wants: true, Waits: false }, "framework", $"'{row.Framework}'",
            "one that wants offers in the role, each once");
        Expect(
            IsPast(row.Since) && (_lastWait is not { } last || last.Since <= row.Since), "since",
            row.Since, "0 to t, and not before the row in front of it");
        place.Waits = true;
        _waiting++;
        _lastWait = row;
    }

    /// <summary>Takes the end.</summary>
    /// <exception cref="FormatException">Something is missing.</exception>
    internal void End()
    {
        _agentRows.End("agents");
        _frameworkRows.End("frameworks");
        _offerRows.End("offers");
        Expect(
            _waiting == 0 || _waiting == _wanting, "waits", _waiting,
            $"none or the {_wanting} that want offers");
        foreach ((string framework, string role) in _leaving)
        {
            Expect(
                _clients[(framework, role)].Holds, "subscribed",
                $"'{framework}' in '{role}' without one and without resources", "one of the two");
        }
    }

    private Place PlaceOf(string framework, string role)
    {
        bool isKnown = _clients.TryGetValue((framework, role), out Place? place);
        Expect(
            isKnown, "framework, role", $"'{framework}', '{role}'",
            "a subscription in front of it");
        return place!;
    }

    private Place HolderOf(string framework, string role)
    {
        Place place = PlaceOf(framework, role);
        Expect(
            !place.IsForgotten, "framework, role", $"'{framework}', '{role}'",
            "one that is not forgotten");
        return place;
    }

    private bool IsPast(Timestamp moment) => moment.Ticks >= 0 && moment <= _head.Time;

    private static void ExpectSome(ResourceSet resources) =>
        Expect(!resources.IsEmpty, "resources", "nothing", "resources");

    private static int Compare(
        string agent, string otherAgent, string framework, string otherFramework, string role,
        string otherRole)
    {
        int order = string.CompareOrdinal(agent, otherAgent);
        order = order != 0 ? order : string.CompareOrdinal(framework, otherFramework);
        return order != 0 ? order : string.CompareOrdinal(role, otherRole);
    }
}
