namespace Offers.Core.Tests.Behaviours;

/// <summary>
/// Section 8 of the behaviours page: quota of flat roles. In the transcripts q has the quota, n is
/// another role.
/// </summary>
public sealed class QuotaBehaviours
{
    [Fact]
    public void A70_QuotaProvidesGuarantee() => Transcript.Holds($$"""
        {"op":"add_framework","id":"f1","roles":["q"]}
        {{Quota("q", "cpus:2;mem:1024")}}
        {"op":"add_framework","id":"f2","roles":["n"]}
        {"op":"add_agent","id":"a1","resources":"cpus:1;mem:512"}
        > offer f1 q a1 cpus:1;mem:512
        {"op":"add_agent","id":"a2","resources":"cpus:1;mem:512"}
        > offer f1 q a2 cpus:1;mem:512
        {"op":"decline","framework":"f1","agent":"a2","refuse_seconds":2}
        # n must not take the headroom.
        {"op":"advance"}
        {"op":"advance"}
        > offer f1 q a2 cpus:1;mem:512
        """);

    /// <summary>MESOS-3938.</summary>
    [Fact]
    public void A71_QuotaProvidesLimit() => Transcript.Holds("""
        {"op":"add_framework","id":"f1","roles":["*"]}
        {"op":"update_quota","role":"*","limits":"cpus:0;mem:0;disk:0"}
        {"op":"add_agent","id":"a1","resources":"cpus:2;mem:1024;disk:1024"}
        {"op":"add_framework","id":"f2","roles":["n"]}
        > offer f2 n a1 cpus:2;disk:1024;mem:1024
        {"op":"update_quota","role":"*","limits":"cpus:1;mem:512;disk:512"}
        {"op":"add_agent","id":"a2","resources":"cpus:2;mem:1024;disk:1024"}
        > offer f1 * a2 cpus:1;disk:512;mem:512
        > offer f2 n a2 cpus:1;disk:512;mem:512
        """);

    [Fact]
    public void A73_MultipleFrameworksInRoleWithQuota() => Transcript.Holds($$"""
        {"op":"add_framework","id":"f1a","roles":["q"]}
        {{Quota("q", "cpus:4;mem:2048")}}
        {"op":"add_framework","id":"f2","roles":["n"]}
        {"op":"add_agent","id":"a1","resources":"cpus:1;mem:512"}
        > offer f1a q a1 cpus:1;mem:512
        {"op":"add_framework","id":"f1b","roles":["q"]}
        {"op":"add_agent","id":"a2","resources":"cpus:2;mem:1024"}
        > offer f1b q a2 cpus:2;mem:1024
        {"op":"add_agent","id":"a3","resources":"cpus:1;mem:512"}
        > offer f1a q a3 cpus:1;mem:512
        {"op":"decline","framework":"f1a","agent":"a3","refuse_seconds":5}
        # A sibling may take the whole quota of the role.
        {"op":"advance"}
        > offer f1b q a3 cpus:1;mem:512
        """);

    [Fact]
    public void A74_QuotaAllocationGranularity() => Transcript.Holds($$"""
        {"op":"add_framework","id":"f1","roles":["q"]}
        {{Quota("q", "cpus:0.5;mem:200")}}
        {"op":"add_agent","id":"a","resources":"cpus:1;mem:512"}
        > offer f1 q a cpus:0.5;mem:200
        {"op":"add_framework","id":"f2","roles":["n"]}
        > offer f2 n a cpus:0.5;mem:312
        """);

    [Theory]
    [MemberData(nameof(Transcript.EachOrder), MemberType = typeof(Transcript))]
    public void A78_DRFWithQuota(string order)
    {
        Transcript cell = new Transcript(order).Play(Quota("q", "cpus:0.25;mem:128"));
        RoleId q = cell.Role("q");
        ResourceVector quota = cell.Amount("cpus:0.25;mem:128");
        Assert.True(cell.Allocator.Schema.TryFind("disk", out ResourceKind disk));
        Assert.Equal(quota, cell.Allocator.GuaranteeOf(q));
        Assert.True(cell.Allocator.LimitsOf(q).Allow(quota));
        Assert.True(cell.Allocator.LimitsOf(q).Less(quota).Allow(default));
        Assert.Null(cell.Allocator.LimitsOf(q)[disk]);
        cell.Play("""
            {"op":"add_framework","id":"f1","roles":["q"]}
            {"op":"add_framework","id":"f2","roles":["n"]}
            {"op":"add_agent","id":"a1","resources":"cpus:1;mem:512",
             "used":{"f1":{"role":"q","resources":"cpus:0.25;mem:128"}}}
            > offer f2 n a1 cpus:0.75;mem:384
            """);
        Assert.Equal(quota, cell.Allocator.ConsumedBy(q));
        cell.Play("""
            {"op":"add_agent","id":"a2","resources":"cpus:1;mem:512"}
            > offer f2 n a2 cpus:1;mem:512
            """);
    }

    /// <summary>Only the agent that came is a candidate; nothing else is given later.</summary>
    [Fact]
    public void A80_QuotaAbsentFrameworkWholeAgent() => Transcript.Holds($$"""
        {{Quota("q", "cpus:2;mem:1024")}}
        {"op":"add_framework","id":"f","roles":["n"]}
        {"op":"add_agent","id":"a1","resources":"cpus:2;mem:1024"}
        {"op":"add_agent","id":"a2","resources":"cpus:2;mem:1024"}
        > offer f n a2 cpus:2;mem:1024
        {"op":"advance"}
        """);

    /// <summary>
    /// With both agents as candidates of one run, one of them goes to f, whichever comes first.
    /// </summary>
    [Theory]
    [MemberData(nameof(Transcript.EachOrder), MemberType = typeof(Transcript))]
    public void A80_QuotaAbsentFrameworkWholeAgent_in_one_run(string order)
    {
        Transcript cell = new Transcript(order).Play($$"""
            {{Quota("q", "cpus:2;mem:1024")}}
            {"op":"add_agent","id":"a1","resources":"cpus:2;mem:1024"}
            {"op":"add_agent","id":"a2","resources":"cpus:2;mem:1024"}
            """);
        string offer = Assert.Single(
            cell.Feed("""{"op":"add_framework","id":"f","roles":["n"]}"""));
        Assert.Matches("^offer f n a[12] cpus:2;mem:1024$", offer);
        cell.Play("""{"op":"advance"}""");
    }

    /// <summary>
    /// A guarantee that nobody claims does not block another, even above what the cell has.
    /// </summary>
    [Fact]
    public void A81_MultiQuotaAbsentFrameworks() => Transcript.Holds($$"""
        {"op":"add_agent","id":"a","resources":"cpus:2;mem:2048"}
        {{Quota("q1", "cpus:1;mem:1024")}}
        {{Quota("q2", "cpus:2;mem:2048")}}
        {"op":"add_framework","id":"f","roles":["q2"]}
        > offer f q2 a cpus:2;mem:2048
        """);

    [Fact]
    public void A83_ReservationWithinQuota() => Transcript.Holds($$"""
        {{Quota("q", "cpus:2;mem:256")}}
        {"op":"add_framework","id":"f1","roles":["q"]}
        {"op":"add_framework","id":"f2","roles":["n"]}
        {"op":"add_agent","id":"a1","resources":"cpus:8;mem(q):256",
         "used":{"f1":{"role":"q","resources":"cpus:2;mem(q):256"} } }
        > offer f2 n a1 cpus:6
        {"op":"add_agent","id":"a2","resources":"cpus:4"}
        > offer f2 n a2 cpus:4
        """);

    [Fact]
    public void A84_QuotaSetAsideReservedResources() => Transcript.Holds($$"""
        {"op":"add_agent","id":"a1","resources":"cpus:4;mem:512"}
        {"op":"add_agent","id":"a2","resources":"cpus:4;mem:512"}
        {"op":"add_reservation","agent":"a2","role":"n","resources":"cpus:4;mem:512"}
        > {"event":"add_reservation","ok":true}
        {{Quota("q", "cpus:4;mem:512")}}
        {"op":"add_framework","id":"f1","roles":["q"]}
        > offer f1 q a1 cpus:4;mem:512
        {"op":"decline","framework":"f1","agent":"a1","refuse_seconds":10}
        {"op":"advance"}
        {"op":"add_framework","id":"f2","roles":["n"]}
        > offer f2 n a2 cpus(n,DYNAMIC):4;mem(n,DYNAMIC):512
        {"op":"decline","framework":"f2","agent":"a2","refuse_seconds":10}
        # a1 is headroom for q, a2 belongs to n.
        {"op":"advance"}
        """);

    [Fact]
    public void A86_ReservationAllocated_static() => ReservationCounts("""
        {"op":"add_agent","id":"a1","resources":"cpus(q):1;mem(q):1024"}
        """, "cpus(q):1;mem(q):1024");

    [Fact]
    public void A86_ReservationAllocated_dynamic() => ReservationCounts("""
        {"op":"add_agent","id":"a1","resources":"cpus:1;mem:1024"}
        {"op":"add_reservation","agent":"a1","role":"q","resources":"cpus:1;mem:1024"}
        > {"event":"add_reservation","ok":true}
        """, "cpus(q,DYNAMIC):1;mem(q,DYNAMIC):1024");

    [Fact]
    public void A89_QuotaAccountingReserveAllocatedResources() => Transcript.Holds($$"""
        {{Quota("q", "cpus:10;mem:1024")}}
        {"op":"add_framework","id":"f","roles":["q"]}
        {"op":"add_agent","id":"a1","resources":"cpus:5;mem:512"}
        > offer f q a1 cpus:5;mem:512
        {"op":"accept","framework":"f","agent":"a1","role":"q","resources":"cpus:5;mem:512"}
        # Reserved, it counts as consumed once, as before.
        {"op":"convert","framework":"f","agent":"a1","role":"q","allocated":true,
         "conversions":[{"consumed":"cpus:5;mem:512","converted":
         [{"name":"cpus","type":"SCALAR","scalar":{"value":5},
          "reservations":[{"type":"DYNAMIC","role":"q"}]},
         {"name":"mem","type":"SCALAR","scalar":{"value":512},
          "reservations":[{"type":"DYNAMIC","role":"q"}]}]}]}
        {"op":"add_agent","id":"a2","resources":"cpus:10;mem:1024"}
        > offer f q a2 cpus:5;mem:512
        {"op":"advance"}
        """);

    [Fact]
    public void A91_Reservations() => Transcript.Holds("""
        {"op":"add_agent","id":"a1","resources":"cpus(role1):2;mem(role1):1024"}
        {"op":"add_agent","id":"a2","resources":"cpus(role2):2;mem(role2):1024;cpus:1;mem:1024"}
        {"op":"add_agent","id":"a3","resources":"cpus(role3):1;mem(role3):1024"}
        {"op":"add_framework","id":"f1","roles":["role1"]}
        > offer f1 role1 a1 cpus(role1):2;mem(role1):1024
        > offer f1 role1 a2 cpus:1;mem:1024
        {"op":"add_framework","id":"f2","roles":["role2"]}
        > offer f2 role2 a2 cpus(role2):2;mem(role2):1024
        {"op":"advance"}
        """);

    [Fact]
    public void A93_DisproportionateQuotaVsAllocation() => Transcript.Holds($$"""
        {{Quota("q", "cpus:4;mem:1024")}}
        {"op":"add_framework","id":"f","roles":["q"]}
        {"op":"add_agent","id":"a1","resources":"cpus:2;mem:1024"}
        > offer f q a1 cpus:2;mem:1024
        {"op":"add_agent","id":"a2","resources":"cpus:2;mem:1024"}
        > offer f q a2 cpus:2
        {"op":"advance"}
        """);

    /// <summary>The rest of A86, once the agent with the reservation is there.</summary>
    private static void ReservationCounts(string added, string reserved) => Transcript.Holds($$"""
        {{added}}
        {{Quota("q", "cpus:2;mem:2048")}}
        {"op":"add_framework","id":"f1","roles":["q"]}
        > offer f1 q a1 {{reserved}}
        {"op":"add_agent","id":"a2","resources":"cpus:1;mem:1024"}
        > offer f1 q a2 cpus:1;mem:1024
        {"op":"add_agent","id":"a3","resources":"cpus:1;mem:1024"}
        {"op":"advance"}
        """);

    /// <summary>The command for guarantees and limits of the same amounts.</summary>
    private static string Quota(string role, string amounts) =>
        $$"""{"op":"update_quota","role":"{{role}}","guarantees":"{{amounts}}",""" + "\n"
        + $$""" "limits":"{{amounts}}"}""";
}
