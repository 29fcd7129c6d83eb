using BenchmarkDotNet.Attributes;

namespace Offers.Bench;

/// <summary>
/// Single commands in bulk on warm books: time and bytes of one. Each iteration begins with every agent
/// free, or with an offer or a task on each.
/// </summary>
public class Books
{
    private const int Count = 10_000;

    private readonly Effect[] _offers = new Effect[Count];
    private readonly string[] _names = new string[Count];
    private readonly AgentId[] _added = new AgentId[Count];
    private BenchCell _cell = null!;
    private ResourceVector _task;

    [GlobalSetup]
    public void Setup()
    {
        _cell = new BenchCell(Count, 1_000);
        _task = ResourceText.Parse("cpus:1;mem:100", _cell.Allocator.Schema);
        for (int i = 0; i < Count; i++)
        {
            _names[i] = $"added-{i:D6}";
        }
    }

    [IterationSetup(Targets = [nameof(Decline), nameof(DeclineForAnHour), nameof(Accept)])]
    public void Offer()
    {
        ReadOnlySpan<RoleId> all = [];
        foreach (FrameworkId framework in _cell.Frameworks)
        {
            BenchCell.Expect(_cell.Allocator.Revive(framework, all, _cell.Now));
        }

        _cell.Cycle();
        _cell.Allocator.Outbox.Effects.CopyTo(_offers);
        _cell.Allocator.Outbox.Clear();
    }

    [IterationCleanup(Target = nameof(Accept))]
    public void Free() => Recover();

    [IterationSetup(Target = nameof(Recover))]
    public void Allocate()
    {
        Offer();
        Accept();
    }

    [IterationCleanup(Target = nameof(AddAgent))]
    public void RemoveAdded()
    {
        foreach (AgentId agent in _added)
        {
            BenchCell.Expect(_cell.Allocator.RemoveAgent(agent, _cell.Now));
        }
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public void Decline() => DeclineAll(TimeSpan.Zero);

    [Benchmark(OperationsPerInvoke = Count)]
    public void DeclineForAnHour() => DeclineAll(TimeSpan.FromHours(1));

    [Benchmark(OperationsPerInvoke = Count)]
    public void Accept()
    {
        foreach (ref readonly Effect offer in _offers.AsSpan())
        {
            BenchCell.Expect(
                _cell.Allocator.Accept(offer.Offer, _task, TimeSpan.Zero, _cell.Now));
        }
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public void Recover()
    {
        foreach (ref readonly Effect o in _offers.AsSpan())
        {
            BenchCell.Expect(
                _cell.Allocator.Recover(o.Framework, o.Role, o.Agent, _task, _cell.Now));
        }
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public void AddAgent()
    {
        for (int i = 0; i < Count; i++)
        {
            BenchCell.Expect(_cell.Allocator.AddAgent(
                _names[i], _cell.AgentTotal, _cell.Now, out _added[i]));
        }
    }

    /// <summary>A framework comes and goes; going is linear in the number of frameworks.</summary>
    [Benchmark(OperationsPerInvoke = 100)]
    public void AddAndRemoveFramework()
    {
        ReadOnlySpan<RoleId> role = [_cell.Roles[0]];
        for (int i = 0; i < 100; i++)
        {
            BenchCell.Expect(_cell.Allocator.AddFramework(
                _names[i], role, FrameworkCapabilities.None, _cell.Now, out FrameworkId id));
            BenchCell.Expect(_cell.Allocator.RemoveFramework(id, _cell.Now));
        }
    }

    private void DeclineAll(TimeSpan refuse)
    {
        foreach (ref readonly Effect offer in _offers.AsSpan())
        {
            BenchCell.Expect(_cell.Allocator.Decline(offer.Offer, refuse, _cell.Now));
        }
    }
}
