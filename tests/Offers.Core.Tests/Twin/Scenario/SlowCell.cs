namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>
/// The allocator of one cell, written from the semantics by plain loops over plain objects: nothing
/// is summed up in advance, everything is counted afresh when it is asked for. Commands check all
/// before they change anything, and throw <see cref="RefusedException"/>.
/// </summary>
internal sealed partial class SlowCell(SlowOptions options)
{
    private readonly SlowOptions _options = options;
    private readonly SortedDictionary<string, SlowAgent> _agents = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SlowFramework> _frameworks =
        new(StringComparer.Ordinal);

    private readonly Dictionary<string, long> _weights = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SlowQuota> _quotas = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _candidates = new(StringComparer.Ordinal);
    private IReadOnlySet<string>? _whitelist;
    private readonly Dictionary<string, long> _sequences = new(StringComparer.Ordinal);
    private long _momentsEver;
    private long _batches;
    private bool _isRunRequested;

    public SlowOptions Options => _options;

    /// <summary>Ticks of 100 ns since the beginning.</summary>
    public long Now { get; private set; }

    public long Runs { get; private set; }

    public bool IsPaused { get; private set; }

    /// <summary>Offers and inverse offers made since they were last taken.</summary>
    public SlowEffects Effects { get; private set; } = new();

    public SlowEffects TakeEffects()
    {
        SlowEffects effects = Effects;
        Effects = new();
        return effects;
    }

    public IEnumerable<SlowAgent> Agents => _agents.Values;

    public IEnumerable<SlowFramework> Frameworks => _frameworks.Values;

    /// <summary>The open filters by framework, role and agent.</summary>
    public IEnumerable<(string Framework, SlowFilter Filter)> Filters =>
        _frameworks.Values.SelectMany(f => f.Filters.Select(filter => (f.Id, filter)));

    private SlowAgent Agent(string id) => _agents.TryGetValue(id, out SlowAgent? agent)
        ? agent
        : throw new RefusedException($"no agent '{id}'");

    private SlowFramework Framework(string id) =>
        _frameworks.TryGetValue(id, out SlowFramework? framework)
            ? framework
            : throw new RefusedException($"no framework '{id}'");

    /// <summary>A request while paused is dropped.</summary>
    private void RequestRun(IEnumerable<string> agents)
    {
        if (!IsPaused)
        {
            _isRunRequested = true;
            _candidates.UnionWith(agents);
        }
    }

    private void RequestRunOverAll() => RequestRun(_agents.Keys);

    private void RequestRunOnReturn(params IEnumerable<string> agents)
    {
        if (_options.AllocateOnReturn)
        {
            RequestRun(agents);
        }
    }
}
