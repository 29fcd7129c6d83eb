namespace Offers.Core.Tests.Resources;

/// <summary>
/// The cases of section 16 of the behaviours page that need resources of all sorts, or limits
/// against limits; the others are in <see cref="ResourceTextTests"/>.
/// </summary>
public sealed class QuantityAndLimitTests
{
    private readonly ResourceSchema _schema = ResourceSchema.CreateStandard();

    [Theory]
    [InlineData("", "", "")]
    [InlineData(
        "cpus:1;mem:512;disk:800;ports:[5000-6000];zones:{a,b}",
        "cpus:1;disk:800;mem:512", "cpus:1;disk:800;mem:512;ports:1001;zones:2")]
    [InlineData("cpus:1;cpus(a):2;cpus{REV}:3", "cpus:6", "cpus:6")]
    [InlineData("disk(a)[v]<SHARED>:5<3>;disk[MOUNT]:2<3>", "disk:11", "disk:11")]
    [InlineData("ports:[1-2];ports(a):[1-3]", "", "ports:5")]
    public void Q3_quantities_and_counts_of_resources(string items, string amounts, string counts)
    {
        ResourceSet read = ResourceSet.Parse(_schema, items);
        Assert.Equal(amounts, ResourceText.Format(read.Quantities, _schema));
        Assert.Equal(counts, ResourceText.Format(read.Counts, _schema));
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("", "cpus:1", true)]
    [InlineData("cpus:1", "", false)]
    [InlineData("cpus:1;mem:1", "cpus:1;mem:1", true)]
    [InlineData("cpus:1;mem:1", "cpus:1;mem:1;disk:1", true)]
    [InlineData("cpus:1;mem:1;disk:1", "cpus:1;mem:1", false)]
    [InlineData("cpus:1;mem:1", "cpus:1;disk:1", false)]
    [InlineData("cpus:1", "mem:1", false)]
    [InlineData("cpus:2;mem:2", "cpus:2;mem:1", true)]
    [InlineData("cpus:2;mem:1", "cpus:2;mem:2", false)]
    [InlineData("cpus:0", "cpus:0", true)]
    [InlineData("cpus:0", "", false)]
    public void L3_limits_contain_limits_where_they_are_listed(
        string outer, string inner, bool contains)
    {
        ResourceLimits limits = ResourceText.ParseLimits(outer, _schema);
        Assert.Equal(contains, limits.Contains(ResourceText.ParseLimits(inner, _schema)));
    }

    [Fact]
    public void Resources_of_many_kinds_need_no_stack()
    {
        const int Kinds = 200_000;
        string text = string.Concat(Enumerable.Range(0, Kinds).Select(i => $"k{i}:1;"));
        ResourceSet many = ResourceSet.Parse(_schema, text);
        Assert.Equal(Kinds + 4, _schema.Count);
        Assert.True((many - many).IsEmpty);
        Assert.Equal(many + many, many + (many + ResourceSet.Empty));
    }

    [Fact]
    public void A_set_of_many_members_under_a_deep_stack_holds_its_head_once()
    {
        const int Depth = 400;
        const int Members = 50_000;
        string stack = string.Concat(Enumerable.Range(1, Depth).Select(depth =>
            $"|r{string.Concat(Enumerable.Repeat("/s", depth))},DYNAMIC"));
        string members = string.Join(',', Enumerable.Range(0, Members));
        ResourceSet set = ResourceSet.Parse(_schema, $"zones(r{stack}):{{{members}}}");
        Assert.Equal(Members, set.Marked.Count);
        Assert.All(set.Marked.Items.ToArray(), item =>
            Assert.Same(set.Marked[0].Id.Text, item.Id.Text));
        ResourceSet popped = set.Unreserve();
        Assert.Same(popped.Marked[0].Id.Text, popped.Marked[Members - 1].Id.Text);
        Assert.Equal(Depth, popped.Items()[0].Identity.Reservations.Count);
    }

    [Fact]
    public void Fractions_of_gpus_are_read_and_named()
    {
        Assert.True(ResourceSet.Parse(_schema, "gpus:2;gpus(a):1;cpus:0.5").IsWhole("gpus"));
        Assert.False(ResourceSet.Parse(_schema, "gpus:2;gpus(a):1.5").IsWhole("gpus"));
    }

    [Fact]
    public void Resources_of_two_schemas_are_not_mixed()
    {
        ResourceSet one = ResourceSet.Parse(_schema, "cpus:1");
        ResourceSet other = ResourceSet.Parse(ResourceSchema.CreateStandard(), "cpus:1");
        Assert.Throws<ArgumentException>(() => one + other);
        Assert.Throws<ArgumentException>(() => one - other);
        Assert.Throws<ArgumentException>(() => one.Contains(other));
        Assert.Throws<ArgumentException>(
            () => ResourceSet.Of(_schema, ResourceVector.Of(new ResourceKind(9), 1)));
    }

    [Fact]
    public void Reserving_checks_each_item_and_unreserving_needs_a_reservation()
    {
        ResourceSet free = ResourceSet.Parse(_schema, "cpus:2;ports:[1-2];zones:{a,b}");
        ResourceSet reserved = free.Reserve(new Reservation(ReservationType.Dynamic, "a", "p"));
        Assert.Equal(
            "cpus(a,DYNAMIC,p):2;ports(a,DYNAMIC,p):[1-2];zones(a,DYNAMIC,p):{a,b}",
            reserved.ToString());
        Assert.Equal(free, reserved.Unreserve());
        Assert.Throws<ArgumentException>(
            () => reserved.Reserve(new Reservation(ReservationType.Dynamic, "a")));
        Assert.Throws<InvalidOperationException>(() => (free + reserved).Unreserve());
        Assert.True(ResourceSet.Empty.Unreserve().IsEmpty);
    }
}
