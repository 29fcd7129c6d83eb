namespace Offers.Core.Tests;

/// <summary>Refusals: one answer when many are true, and nothing changed.</summary>
public sealed class StatusTests
{
    private static readonly AgentId NoAgent = new(99, 1);
    private static readonly FrameworkId NoFramework = new(99, 1);
    private static readonly RoleId NoRole = new(99);

    public static TheoryData<string, AllocatorStatus> Refusals => new()
    {
        { "agent: no name, and too large", AllocatorStatus.InvalidName },
        { "agent: long name", AllocatorStatus.InvalidName },
        { "agent: name taken, and too large", AllocatorStatus.NameTaken },
        { "agent: too large", AllocatorStatus.CellTooLarge },
        { "update: unknown, and too large", AllocatorStatus.UnknownAgent },
        { "update: too large", AllocatorStatus.CellTooLarge },
        { "framework: no name, unknown role", AllocatorStatus.InvalidName },
        { "framework: name taken, unknown role", AllocatorStatus.NameTaken },
        { "framework: unknown role, twice", AllocatorStatus.UnknownRole },
        { "framework: no role", AllocatorStatus.NoRole },
        { "framework: role twice", AllocatorStatus.DuplicateRole },
        { "weight: unknown role, and zero", AllocatorStatus.UnknownRole },
        { "weight: zero", AllocatorStatus.InvalidWeight },
        { "weight: too large", AllocatorStatus.InvalidWeight },
        { "suppress: unknown framework and role", AllocatorStatus.UnknownFramework },
        { "suppress: a known role and a foreign one", AllocatorStatus.NotSubscribed },
        { "revive: an unknown role", AllocatorStatus.NotSubscribed },
        { "recover: all unknown", AllocatorStatus.UnknownAgent },
        { "recover: unknown framework and role", AllocatorStatus.UnknownFramework },
        { "recover: foreign role, too much", AllocatorStatus.NotSubscribed },
        { "recover: too much", AllocatorStatus.ExceedsAllocation },
        { "recover: another kind", AllocatorStatus.ExceedsAllocation },
        { "accept: closed, too much", AllocatorStatus.OfferClosed },
        { "accept: too much", AllocatorStatus.ExceedsOffer },
        { "remove: unknown agent", AllocatorStatus.UnknownAgent },
        { "remove: unknown framework", AllocatorStatus.UnknownFramework },
        { "deactivate: unknown agent", AllocatorStatus.UnknownAgent },
        { "activate: unknown framework", AllocatorStatus.UnknownFramework },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_refused_command_answers_by_precedence_and_changes_nothing(
        string command, AllocatorStatus expected)
    {
        Cell cell = new();
        cell.AddFramework("f", "role").AddAgent("s", "cpus:4").Accept("f", "s", "cpus:2");
        cell.AddAgent("t", "cpus:1").Tick().Role("other");
        ulong before = StateDigest.Of(cell.Allocator);
        Assert.Equal(expected, Give(command, cell, cell.Allocator));
        Assert.Equal(before, StateDigest.Of(cell.Allocator));
        Assert.Empty(Invariants.Check(cell.Allocator));
    }

    [Fact]
    public void Statuses_are_declared_in_the_order_of_their_precedence()
    {
        Assert.True(AllocatorStatus.InvalidName < AllocatorStatus.NameTaken);
        Assert.True(AllocatorStatus.NameTaken < AllocatorStatus.UnknownRole);
        Assert.True(AllocatorStatus.UnknownAgent < AllocatorStatus.UnknownFramework);
        Assert.True(AllocatorStatus.UnknownFramework < AllocatorStatus.NotSubscribed);
        Assert.True(AllocatorStatus.NotSubscribed < AllocatorStatus.ExceedsAllocation);
        Assert.True(AllocatorStatus.OfferClosed < AllocatorStatus.ExceedsOffer);
    }

    [Fact]
    public void Time_that_goes_back_throws()
    {
        Cell cell = new();
        cell.AddFramework("f", "role").Advance(10).AddAgent("s", "cpus:4");
        Timestamp earlier = Timestamp.FromSeconds(9.9999999);
        Allocator allocator = cell.Allocator;
        OfferId offer = cell.OfferOf("f", "s");
        Assert.Throws<ArgumentOutOfRangeException>(() => allocator.RunBatch(earlier));
        Assert.Throws<ArgumentOutOfRangeException>(() => allocator.RunPending(earlier));
        Assert.Throws<ArgumentOutOfRangeException>(() => allocator.ExpireOffers(earlier));
        Assert.Throws<ArgumentOutOfRangeException>(() => allocator.Rescind(offer, earlier));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => allocator.RemoveAgent(cell.Agent("s"), earlier));
        Assert.Equal(AllocatorStatus.Ok, allocator.Rescind(offer, cell.Now));
    }

    [Fact]
    public void A_name_is_free_again_after_removal_and_the_old_id_stays_stale()
    {
        Cell cell = new();
        cell.AddFramework("f", "role").AddAgent("s", "cpus:4");
        AgentId oldAgent = cell.Agent("s");
        FrameworkId oldFramework = cell.Framework("f");
        cell.RemoveAgent("s").RemoveFramework("f").TakeOffers();
        cell.AddFramework("f", "role").AddAgent("s", "cpus:3").Offers("f role s cpus:3");
        Allocator allocator = cell.Allocator;
        Assert.NotEqual(oldAgent, cell.Agent("s"));
        Assert.NotEqual(oldFramework, cell.Framework("f"));
        Assert.Equal(AllocatorStatus.UnknownAgent, allocator.RemoveAgent(oldAgent, cell.Now));
        Assert.Equal(
            AllocatorStatus.UnknownFramework, allocator.Suppress(oldFramework, [], cell.Now));
        Assert.Throws<ArgumentException>(() => allocator.NameOf(oldAgent));
        Assert.Throws<ArgumentException>(() => allocator.NameOf(oldFramework));
    }

    [Fact]
    public void A_new_framework_begins_without_the_grants_of_its_name()
    {
        Cell cell = new();
        cell.AddFramework("a", "role").AddFramework("b", "role").AddAgent("s", "cpus:1");
        cell.Offers("a role s cpus:1").RemoveFramework("a").AddFramework("a", "role");
        cell.Offers("a role s cpus:1");
    }

    [Fact]
    public void The_longest_name_has_1024_characters()
    {
        Cell cell = new();
        cell.AddAgent(new string('x', 1024), "cpus:1");
        Assert.Throws<ArgumentException>(() => cell.Role(""));
        Assert.Throws<ArgumentException>(() => cell.Role(new string('x', 1025)));
    }

    [Fact]
    public void Recovering_nothing_is_done_without_effect()
    {
        Cell cell = new();
        cell.AddFramework("f", "role").AddAgent("s", "cpus:4");
        cell.Recover("f", "role", "s", "");
    }

    private static AllocatorStatus Give(string command, Cell cell, Allocator allocator)
    {
        string[] words = command.Split(": ");
        return words[0] switch
        {
            "agent" => GiveAgent(words[1], cell, allocator),
            "framework" => GiveFramework(words[1], cell, allocator),
            "recover" => GiveRecover(words[1], cell, allocator),
            _ => GiveOther(command, cell, allocator),
        };
    }

    private static AllocatorStatus GiveAgent(string what, Cell cell, Allocator allocator)
    {
        string name = what switch
        {
            "no name, and too large" => "",
            "long name" => new string('x', 1025),
            "name taken, and too large" => "s",
            _ => "new",
        };
        return allocator.AddAgent(name, TooLarge(cell), cell.Now, out _);
    }

    private static AllocatorStatus GiveFramework(string what, Cell cell, Allocator allocator)
    {
        RoleId role = cell.Role("role");
        (string name, RoleId[] roles) = what switch
        {
            "no name, unknown role" => ("", new[] { NoRole }),
            "name taken, unknown role" => ("f", [NoRole]),
            "unknown role, twice" => ("g", [NoRole, NoRole]),
            "no role" => ("g", []),
            _ => ("g", [role, cell.Role("other"), role]),
        };
        return allocator.AddFramework(name, roles, FrameworkCapabilities.None, cell.Now, out _);
    }

    private static AllocatorStatus GiveRecover(string what, Cell cell, Allocator allocator)
    {
        (FrameworkId f, AgentId s) = (cell.Framework("f"), cell.Agent("s"));
        ResourceVector much = cell.Amount("cpus:2.001");
        return what switch
        {
            "all unknown" => allocator.Recover(NoFramework, NoRole, NoAgent, much, cell.Now),
            "unknown framework and role" =>
                allocator.Recover(NoFramework, NoRole, s, much, cell.Now),
            "foreign role, too much" =>
                allocator.Recover(f, cell.Role("other"), s, much, cell.Now),
            "too much" => allocator.Recover(f, cell.Role("role"), s, much, cell.Now),
            _ => allocator.Recover(f, cell.Role("role"), s, cell.Amount("mem:1"), cell.Now),
        };
    }

    private static AllocatorStatus GiveOther(string command, Cell cell, Allocator allocator)
    {
        (FrameworkId f, AgentId s, RoleId role) =
            (cell.Framework("f"), cell.Agent("s"), cell.Role("role"));
        ResourceVector much = cell.Amount("cpus:99");
        OfferId open = cell.OfferOf("f", "s");
        return command switch
        {
            "update: unknown, and too large" =>
                allocator.UpdateAgent(NoAgent, TooLarge(cell), cell.Now),
            "update: too large" => allocator.UpdateAgent(s, TooLarge(cell), cell.Now),
            "weight: unknown role, and zero" => allocator.SetWeight(NoRole, 0, cell.Now),
            "weight: zero" => allocator.SetWeight(role, 0, cell.Now),
            "weight: too large" => allocator.SetWeight(role, Weight.Max + 1, cell.Now),
            "suppress: unknown framework and role" =>
                allocator.Suppress(NoFramework, [NoRole], cell.Now),
            "suppress: a known role and a foreign one" =>
                allocator.Suppress(f, [role, cell.Role("other")], cell.Now),
            "revive: an unknown role" => allocator.Revive(f, [NoRole], cell.Now),
            "accept: closed, too much" =>
                allocator.Accept(default, much, TimeSpan.Zero, cell.Now),
            "accept: too much" => allocator.Accept(open, much, TimeSpan.Zero, cell.Now),
            "remove: unknown agent" => allocator.RemoveAgent(NoAgent, cell.Now),
            "remove: unknown framework" => allocator.RemoveFramework(NoFramework, cell.Now),
            "deactivate: unknown agent" => allocator.DeactivateAgent(NoAgent, cell.Now),
            "activate: unknown framework" => allocator.ActivateFramework(NoFramework, cell.Now),
            _ => throw new ArgumentException($"no command '{command}'", nameof(command)),
        };
    }

    private static ResourceVector TooLarge(Cell cell)
    {
        cell.Schema.TryFind("cpus", out ResourceKind cpus);
        return ResourceVector.Of(cpus, ResourceVector.MaxAmount);
    }
}
