using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Offers;

/// <summary>Reads the rows of a snapshot one by one, checks them and puts them together.</summary>
internal sealed class SnapshotRowReader
{
    private readonly SnapshotChecker _checker;
    private readonly List<RoleSnapshot> _roles = [];
    private readonly List<FrameworkSnapshot> _frameworks = [];
    private readonly List<AgentSnapshot> _agents = [];
    private readonly List<SubscriptionSnapshot> _subscriptions = [];
    private readonly List<OfferSnapshot> _offers = [];
    private readonly List<HoldingSnapshot> _holdings = [];
    private readonly List<UnclaimedSnapshot> _unclaimed = [];
    private readonly List<FilterSnapshot> _filters = [];
    private readonly List<WaitSnapshot> _waits = [];
    private readonly List<string> _singles = [];

    // Few texts recur in many filters: each is read once.
    private readonly Dictionary<string, ResourceSet> _refused = new(StringComparer.Ordinal);
    private AllocatorSnapshot _snapshot;
    private long _rows;

    /// <summary>Begins with what the header says.</summary>
    /// <exception cref="FormatException">The header contradicts itself.</exception>
    internal SnapshotRowReader(AllocatorSnapshot head)
    {
        _snapshot = head;
        _checker = new SnapshotChecker(head);
        Schema.Load(head.Kinds);
    }

    /// <summary>The kinds that the header names.</summary>
    internal ResourceSchema Schema { get; } = new();

    /// <summary>Reads one row.</summary>
    /// <returns>Null: the snapshot has not come to its end.</returns>
    /// <exception cref="FormatException">It is no row, or does not go with the others.</exception>
    internal AllocatorSnapshot? Add(FieldReader fields)
    {
        string row = fields.Name("row");
        if (!AddMany(row, fields) && !AddSingle(row, fields))
        {
            throw JsonShape.Bad("row", $"'{row}'", "a sort of row");
        }

        if (Schema.Count > _snapshot.Kinds.Count)
        {
            string name = Schema.NameOf(new ResourceKind(_snapshot.Kinds.Count));
            throw JsonShape.Bad("resources", $"'{name}'", "kinds that the header names");
        }

        _rows++;
        return null;
    }

    /// <summary>Reads the end.</summary>
    /// <exception cref="FormatException">It is no end, or a row is missing.</exception>
    internal AllocatorSnapshot? End(FieldReader fields)
    {
        SnapshotLines.End(fields, _rows);
        _checker.End();
        return _snapshot with
        {
            Roles = [.. _roles],
            Frameworks = [.. _frameworks],
            Agents = [.. _agents],
            Subscriptions = [.. _subscriptions],
            Offers = [.. _offers],
            Holdings = [.. _holdings],
            Unclaimed = [.. _unclaimed],
            Filters = [.. _filters],
            Waits = [.. _waits],
        };
    }

    private bool AddMany(string row, FieldReader fields)
    {
        switch (row)
        {
            case "role":
                Add(_roles, Role(fields), _checker.Add);
                return true;
            case "framework":
                Add(_frameworks, Framework(fields), _checker.Add);
                return true;
            case "agent":
                Add(_agents, Agent(fields), _checker.Add);
                return true;
            case "subscription":
                Add(_subscriptions, Subscription(fields), _checker.Add);
                return true;
            case "offer":
                Add(_offers, Offer(fields), _checker.Add);
                return true;
            case "holding":
                Add(_holdings, Holding(fields), _checker.Add);
                return true;
            case "unclaimed":
                Add(_unclaimed, Unclaimed(fields), _checker.Add);
                return true;
            case "filter":
                Add(_filters, Filter(fields), _checker.Add);
                return true;
            case "wait":
                Add(_waits, Wait(fields), _checker.Add);
                return true;
            default:
                return false;
        }
    }

    private static void Add<T>(List<T> rows, T row, Action<T> check)
    {
        check(row);
        rows.Add(row);
    }

    /// <summary>Reads a row of which there is at most one.</summary>
    private bool AddSingle(string row, FieldReader fields)
    {
        switch (row)
        {
            case "whitelist":
                _snapshot = _snapshot with { Whitelist = fields.Names("hosts") };
                SnapshotChecker.Whitelist(_snapshot.Whitelist!);
                break;
            case "places":
                _snapshot = _snapshot with { Places = fields.Names("names") };
                _checker.Places(_snapshot.Places);
                break;
            case "free_agents":
                _snapshot = _snapshot with { FreeAgents = fields.FreeRows("ids") };
                _checker.FreeAgents(_snapshot.FreeAgents);
                break;
            case "free_frameworks":
                _snapshot = _snapshot with { FreeFrameworks = fields.FreeRows("ids") };
                _checker.FreeFrameworks(_snapshot.FreeFrameworks);
                break;
            case "free_offers":
                _snapshot = _snapshot with { FreeOffers = fields.FreeRows("ids") };
                _checker.FreeOffers(_snapshot.FreeOffers);
                break;
            default:
                return false;
        }

        if (_singles.Contains(row))
        {
            throw JsonShape.Bad("row", $"'{row}' a second time", "one such row");
        }

        _singles.Add(row);
        return true;
    }

    private static RoleSnapshot Role(FieldReader fields) => new(fields.Role("name"))
    {
        Weight = fields.TryTake("weight", out JsonElement weight)
            ? FieldNumbers.Amount(weight, fields.At("weight"), ResourceVector.MaxAmount)
            : Weight.One,
        Grants = fields.OptionalCountOf("grants") ?? 0,
        OwnGrants = fields.OptionalCountOf("own_grants") ?? 0,
        Guarantees = fields.Quantities("guarantees") ?? default,
        Limits = fields.Limits("limits"),
    };

    private static FrameworkSnapshot Framework(FieldReader fields)
    {
        FreeRow id = fields.RowAt();
        return new FrameworkSnapshot(fields.Name("name"), new FrameworkId(id.Index, id.Generation))
        {
            Capabilities = CommandReader.FrameworkCapabilitiesIn(fields),
            IsActive = fields.Flag("active", true),
            Constraints = fields.TryTake("offer_constraints", out JsonElement constraints)
                ? OfferConstraints.FromJson(constraints)
                : null,
        };
    }

    private static AgentSnapshot Agent(FieldReader fields)
    {
        string name = fields.Name("name");
        FreeRow id = fields.RowAt();
        AgentId agent = new(id.Index, id.Generation);
        return new AgentSnapshot(name, agent, fields.Resources("resources"))
        {
            Hostname = fields.Has("hostname") ? fields.TextOf("hostname") : name,
            Attributes = CommandReader.Attributes(fields) ?? AgentAttributes.Empty,
            Domain = fields.DomainOf("domain"),
            Capabilities = CommandReader.AgentCapabilitiesIn(fields) ?? AgentCapabilities.All,
            IsActive = fields.Flag("active", true),
            IsDirty = fields.Flag("dirty", false),
            IsCandidate = fields.Flag("candidate", false),
            IsLateComer = fields.Flag("late", false),
            Maintenance = fields.Maintenance("maintenance"),
        };
    }

    private static SubscriptionSnapshot Subscription(FieldReader fields) =>
        new(fields.Name("framework"), fields.Role("role"))
        {
            IsSubscribed = fields.Flag("subscribed", true),
            IsSuppressed = fields.Flag("suppressed", false),
            IsForgotten = fields.Flag("forgotten", false),
            Grants = fields.OptionalCountOf("grants") ?? 0,
            LastOfferAt = fields.OptionalMomentAt("last_offer"),
            Minimums = fields.TryTake("min_allocatable", out JsonElement any)
                ? fields.AnyOf(any, fields.At("min_allocatable"))
                : null,
        };

    private static OfferSnapshot Offer(FieldReader fields)
    {
        FreeRow id = fields.RowAt();
        return new OfferSnapshot(
            new OfferId(id.Index, id.Generation), fields.Name("framework"), fields.Role("role"),
            fields.Name("agent"), fields.Resources("resources"), fields.MomentAt("made_at"),
            fields.CountOf("run"));
    }

    private static HoldingSnapshot Holding(FieldReader fields) => new(
        fields.Name("agent"), fields.Name("framework"), fields.Role("role"),
        fields.Resources("resources"));

    private static UnclaimedSnapshot Unclaimed(FieldReader fields) => new(
        fields.Name("agent"),
        new UsedResources(
            fields.TextOf("framework"), fields.Role("role"), fields.Resources("resources")));

    private FilterSnapshot Filter(FieldReader fields) => new(
        fields.Name("agent"), fields.Name("framework"), fields.Role("role"), Refused(fields),
        fields.MomentAt("until"), fields.Flag("waits_for_batch", false));

    private ResourceSet Refused(FieldReader fields)
    {
        bool isText = fields.TryTake("resources", out JsonElement json)
            && json.ValueKind == JsonValueKind.String;
        string text = isText ? json.GetString()! : "";
        if (!isText || !_refused.TryGetValue(text, out ResourceSet? refused))
        {
            refused = fields.Resources("resources");
            if (isText)
            {
                _refused.Add(text, refused);
            }
        }

        return refused;
    }

    private static WaitSnapshot Wait(FieldReader fields) =>
        new(fields.Name("framework"), fields.Role("role"), fields.MomentAt("since"));
}
