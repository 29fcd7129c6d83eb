using System;

namespace Offers;

/// <summary>
/// Hands out the free resources of a cell as offers under dominant resource fairness: commands and
/// time in, effects out through <see cref="Outbox"/>. It asks the world nothing and keeps no timer:
/// the host calls <see cref="RunPending"/> after its commands, <see cref="RunBatch"/> once an
/// interval, and <see cref="ExpireOffers"/> where offers time out.
/// </summary>
/// <remarks>
/// <para>Reference: Ghodsi et al., Dominant Resource Fairness, NSDI 2011, section 4; Mesos'
/// hierarchical allocator for what the paper leaves open. One thread owns one allocator.</para>
/// <para>A run visits only <i>dirty</i> agents. Invariant (D1): an agent that is active, has free
/// resources and is not dirty would be offered to nobody: when it was last visited every active
/// framework was hidden from it, and nothing has happened since that could change this. What can,
/// marks it dirty: resources that come back, a filter that ends, a framework that becomes active.
/// So a cycle costs what changed.</para>
/// </remarks>
public sealed partial class Allocator
{
    private const int LongestName = 1024;

    private readonly AgentTable _agents;
    private readonly FrameworkTable _frameworks = new();
    private readonly ClientTable _clients;
    private readonly RoleTree _roles;
    private readonly OfferTable _offers;
    private readonly HoldingTable _holdings;
    private readonly FilterTable _filters;
    private readonly NameOrder _frameworkNames = new();
    private readonly LaneTable _minimumOffers;
    private readonly int _minimumOfferCount;
    private readonly int _gpuLane;

    // Scratch rows: what a command brings, and what is left of it. Named by use.
    private readonly LaneTable _scratch;
    private readonly GrantQueue _grants;
    private Portion[] _portions;
    private readonly Portion _left;
    private readonly Portion _usable;
    private readonly Portion _draft;
    private readonly Portion _counted;
    private readonly Portion _guaranteed;
    private readonly Portion _whole;
    private readonly Portion _hoarded;
    private readonly HoardBook? _hoard;
    private readonly WaitList? _waits;
    private readonly Shrinker _shrinker = new();
    private bool _isGeneral;
    private long[]? _shape;
    private long[] _available;
    private long[] _required;
    private long[] _availableBefore;
    private long[] _guaranteedInRun;
    private long[] _room;
    private long[] _need;
    private long[] _amounts;
    private long[] _cellTotal;
    private long _lastTime;

    /// <summary>Creates an empty cell.</summary>
    /// <param name="schema">
    /// The resource kinds; may grow later by <see cref="ResourceSchema.Add"/>.
    /// </param>
    /// <param name="options">How to decide.</param>
    /// <exception cref="ArgumentException">
    /// The interval or the offer time-out is not positive, or an excluded name is not in the
    /// schema.
    /// </exception>
    public Allocator(ResourceSchema schema, AllocatorOptions options)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(options);
        ThrowIfNotPositive(options.Interval, nameof(options.Interval));
        ThrowIfNotPositive(options.OfferTimeout ?? options.Interval, nameof(options.OfferTimeout));
        ThrowIfOutOfRange(options);
        Schema = schema;
        Options = options;
        _gpuLane = schema.Add("gpus", "gpu").Index;
        ResourceVector[] minimumOffers = MinimumOffersOf(schema, options);
        int strides = schema.Strides;
        _agents = new AgentTable(
            strides, keepsPlaces: options.VisitOrder == AgentVisitOrder.ByAddition);
        _clients = new ClientTable(strides);
        _roles = new RoleTree(strides, _clients.Book);
        _roleWalk = new RoleWalk(_roles);
        _shortlist = new RoleShortlist(_roles);
        _random = new RandomSorter(_roles, _clients, _frameworks, _agents);
        _hierarchical = new HierarchicalSorter(_roles);
        _quota = new QuotaBook(strides, _roles);
        _offers = new OfferTable(strides);
        _holdings = new HoldingTable(strides);
        _filters = new FilterTable(strides, _agents, _clients, _filterEnded);
        _scratch = new LaneTable(strides);
        _scratch.EnsureRows(3);
        _cellTotal = new long[_scratch.Width];
        _cellOut = new long[_scratch.Width];
        _available = new long[_scratch.Width];
        _required = new long[_scratch.Width];
        _availableBefore = new long[_scratch.Width];
        _guaranteedInRun = new long[_scratch.Width];
        _room = new long[_scratch.Width];
        _need = new long[_scratch.Width];
        _amounts = new long[_scratch.Width];
        _shape = options.MinimumShape is null ? null : new long[_scratch.Width];
        options.MinimumShape?.CopyTo(_shape);
        _grants = new GrantQueue(strides);
        _lateCharges = new GrantQueue(strides);
        _portions = PortionsOf(strides);
        (_left, _usable, _draft) = (_portions[0], _portions[1], _portions[2]);
        (_counted, _guaranteed, _total) = (_portions[3], _portions[4], _portions[5]);
        (_used, _returned, _closed) = (_portions[6], _portions[7], _portions[8]);
        (_whole, _hoarded) = (_portions[9], _portions[10]);
        _hoard = options.HoardLimit is { } limit ? new HoardBook(strides, limit) : null;
        _waits = options.StarvationGuard is null ? null : new WaitList();
        _isGeneral = _hoard is not null || _waits is not null;
        Outbox = new AllocatorOutbox(schema);
        _minimumOffers = new LaneTable(strides);
        _minimumOfferCount = minimumOffers.Length;
        _minimumOffers.EnsureRows(minimumOffers.Length);
        for (int i = 0; i < minimumOffers.Length; i++)
        {
            minimumOffers[i].CopyTo(_minimumOffers.Row(i));
        }

        _excluded = ExcludedLanes(schema, options);
    }

    /// <summary>The kinds of resources.</summary>
    public ResourceSchema Schema { get; }

    /// <summary>How this allocator decides.</summary>
    public AllocatorOptions Options { get; }

    /// <summary>What the host has to carry out.</summary>
    public AllocatorOutbox Outbox { get; }

    /// <summary>Agents in the cell, inactive ones included.</summary>
    public int AgentCount => _agents.Count;

    /// <summary>Frameworks, inactive ones included.</summary>
    public int FrameworkCount => _frameworks.Count;

    /// <summary>Roles ever named.</summary>
    public int RoleCount => _roles.Count;

    /// <summary>Open offers.</summary>
    public int OpenOfferCount => _offers.Count;

    /// <summary>Refuse filters in force.</summary>
    public int FilterCount => _filters.Count;

    /// <summary>
    /// The total of all agents, inactive ones included: the divisor of every share.
    /// </summary>
    public ResourceVector CellTotal => ResourceVector.FromLanes(_cellTotal);

    /// <summary>An agent's total resources.</summary>
    /// <exception cref="ArgumentException">No agent has this id.</exception>
    public ResourceVector TotalOf(AgentId agent) =>
        ResourceVector.FromLanes(_agents.Total(Known(agent)));

    /// <summary>An agent's free resources: neither offered nor allocated.</summary>
    /// <exception cref="ArgumentException">No agent has this id.</exception>
    public ResourceVector FreeOn(AgentId agent) =>
        ResourceVector.FromLanes(_agents.Free(Known(agent)));

    /// <summary>An agent's external name.</summary>
    /// <exception cref="ArgumentException">No agent has this id.</exception>
    public string NameOf(AgentId agent) => _agents.NameOf(Known(agent));

    /// <summary>A framework's external name.</summary>
    /// <exception cref="ArgumentException">No framework has this id.</exception>
    public string NameOf(FrameworkId framework) => _frameworks.IsValid(framework)
        ? _frameworks[framework.Index].Name!
        : throw new ArgumentException("no framework has this id", nameof(framework));

    /// <summary>A role's name.</summary>
    /// <exception cref="ArgumentException">No role has this id.</exception>
    public string NameOf(RoleId role) => _roles[Known(role)].Name;

    /// <summary>What an open offer holds; false when it is not open.</summary>
    public bool TryGetOffer(OfferId offer, out ResourceVector resources)
    {
        bool isOpen = _offers.IsOpen(offer);
        resources = isOpen ? ResourceVector.FromLanes(_offers.Amounts(offer.Index)) : default;
        return isOpen;
    }

    /// <summary>
    /// What a framework has allocated on an agent under a role; zero when nothing.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// An id is unknown or the role is not subscribed.
    /// </exception>
    public ResourceVector AllocatedTo(FrameworkId framework, RoleId role, AgentId agent)
    {
        int holding = _holdings.Find(Known(framework, role), Known(agent));
        return holding < 0 ? default : ResourceVector.FromLanes(_holdings.Amounts(holding));
    }

    /// <summary>A role's weighted dominant share; offered and allocated resources count.</summary>
    /// <exception cref="ArgumentException">No role has this id.</exception>
    public DominantShare ShareOf(RoleId role)
    {
        int row = Known(role);
        RestoreOrder();
        return _roles.Book.ShareOf(RoleTree.NodeOf(row));
    }

    /// <summary>A framework's dominant share under one of its roles.</summary>
    /// <exception cref="ArgumentException">
    /// An id is unknown or the role is not subscribed.
    /// </exception>
    public DominantShare ShareOf(FrameworkId framework, RoleId role)
    {
        int client = Known(framework, role);
        RestoreOrder();
        return _clients.Book.ShareOf(client);
    }

    private int Known(AgentId agent) => _agents.IsValid(agent)
        ? agent.Index
        : throw new ArgumentException("no agent has this id", nameof(agent));

    private int Known(RoleId role) => (uint)role.Index < (uint)_roles.Count
        ? role.Index
        : throw new ArgumentException("no role has this id", nameof(role));

    private int Known(FrameworkId framework, RoleId role)
    {
        int client = _frameworks.IsValid(framework) ? FindClient(framework.Index, role) : -1;
        return client >= 0 && !_clients[client].IsForgotten
            ? client
            : throw new ArgumentException("no framework has this id and role", nameof(framework));
    }

    private int FindClient(int framework, RoleId role)
    {
        int client = _frameworks[framework].FirstClient;
        while (client >= 0 && _clients[client].Role != role.Index)
        {
            client = _clients[client].NextOfFramework;
        }

        return client;
    }

    /// <summary>
    /// Checks the time and follows a schema that grew: the edge of every command.
    /// </summary>
    private void Enter(Timestamp now)
    {
        Look(now);
        _lastTime = now.Ticks;
        _runIsFresh = false;
        if (now >= _recovery.Deadline)
        {
            EndRecovery();
        }
    }

    /// <summary>The same for who only looks: no time passes.</summary>
    private void Look(Timestamp now)
    {
        if (now.Ticks < _lastTime)
        {
            throw new ArgumentOutOfRangeException(
                nameof(now), now, $"time went back: expected {_lastTime} ticks or later");
        }

        if (Schema.Strides * ResourceSchema.LanesPerStride > _cellTotal.Length)
        {
            Widen(Schema.Strides);
        }
    }

    /// <summary>Writes a vector into scratch row 0.</summary>
    private Span<long> Scratch(in ResourceVector vector)
    {
        Span<long> row = _scratch.Row(0);
        vector.CopyTo(row);
        return row;
    }

    internal static bool IsName(string name) =>
        !string.IsNullOrEmpty(name) && name.Length <= LongestName;
}
