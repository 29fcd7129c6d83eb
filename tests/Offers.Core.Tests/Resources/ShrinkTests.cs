namespace Offers.Core.Tests.Resources;

/// <summary>Cutting resources to a target, semantics 1.2.</summary>
public sealed class ShrinkTests
{
    private const int Seeds = 1_000;

    private readonly ResourceSchema _schema = ResourceSchema.CreateStandard();

    [Theory]
    [InlineData("cpus:4;mem:10", "cpus:3;mem:10", "cpus:3;mem:10")]
    [InlineData("cpus:4;mem:10", "cpus:3", "cpus:3")]
    [InlineData("cpus:4;mem:10", "", "")]
    [InlineData("cpus:1;ports:[1-5]", "cpus:3", "cpus:1")]
    [InlineData("disk[MOUNT]:5", "disk:4", "")]
    [InlineData("disk[MOUNT]:5", "disk:5", "disk[MOUNT]:5")]
    [InlineData("disk[MOUNT]:5<3>", "disk:11", "disk[MOUNT]:5<2>")]
    [InlineData("disk(a)[v]<SHARED>:5<9>", "disk:5", "disk(a)[v]<SHARED>:5<9>")]
    [InlineData("disk(a)[v]<SHARED>:5<9>", "disk:4.999", "")]
    [InlineData("cpus(a,DYNAMIC,p){REV}:4", "cpus:0.5", "cpus(a,DYNAMIC,p){REV}:0.5")]
    public void Quantities_drop_what_they_do_not_name(string items, string target, string kept) =>
        Assert.Equal(kept, Read(items).Shrink(ResourceText.Parse(target, _schema), 1).ToString());

    [Theory]
    [InlineData("cpus:4;mem:10", "", "cpus:4;mem:10")]
    [InlineData("cpus:4;mem:10", "cpus:3", "cpus:3;mem:10")]
    [InlineData("cpus:4;mem:10", "cpus:0", "mem:10")]
    [InlineData("cpus:1;ports:[1-5];zones:{a}", "cpus:0", "ports:[1-5];zones:{a}")]
    [InlineData("disk[MOUNT]:5<3>", "cpus:1", "disk[MOUNT]:5<3>")]
    [InlineData("disk[MOUNT]:5<3>", "disk:0", "")]
    public void Limits_keep_what_they_do_not_name(string items, string target, string kept)
    {
        ResourceLimits limits = ResourceText.ParseLimits(target, _schema);
        Assert.Equal(kept, Read(items).Shrink(limits, 1).ToString());
    }

    [Theory]
    [InlineData("disk:4;disk[MOUNT]:5;disk[MOUNT]:3;disk[BLOCK]:2", "disk:8")]
    [InlineData("cpus:4;cpus(a):3;cpus{REV}:2;mem:7", "cpus:5;mem:3")]
    [InlineData("disk(a)[v]<SHARED>:3<2>;disk(a)[w]:2;disk:1;zones:{a}", "disk:3;zones:1")]
    [InlineData("disk[MOUNT]:5<3>;disk[BLOCK]:4<2>;disk[RAW(i)]:6", "disk:14")]
    public void Each_seed_gives_what_some_order_gives_and_each_order_has_its_seed(
        string items, string target)
    {
        ResourceSet all = Read(items);
        ResourceVector most = ResourceText.Parse(target, _schema);
        SortedSet<string> expected = new(Outcomes(items, most, false), StringComparer.Ordinal);
        SortedSet<string> found = new(StringComparer.Ordinal);
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            ResourceSet kept = all.Shrink(most, seed);
            Assert.True(kept.Quantities.Fits(most), $"seed {seed} keeps {kept}");
            Assert.True(all.Contains(kept), $"seed {seed} makes {kept}");
            Assert.Equal(kept, Read(items).Shrink(most, seed));
            found.Add(kept.ToString());
        }

        Assert.Equal(expected, found);
    }

    [Fact]
    public void Under_limits_too_each_seed_gives_what_some_order_gives()
    {
        const string Items = "disk:4;disk[MOUNT]:5;disk[MOUNT]:3;mem:3;ports:[1-2]";
        ResourceLimits limits = ResourceText.ParseLimits("disk:8", _schema);
        ResourceVector most = ResourceText.Parse("disk:8", _schema);
        SortedSet<string> expected = new(Outcomes(Items, most, true), StringComparer.Ordinal);
        SortedSet<string> found = new(StringComparer.Ordinal);
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            found.Add(Read(Items).Shrink(limits, seed).ToString());
        }

        Assert.Equal(expected, found);
        Assert.All(found, text => Assert.EndsWith(
            ";mem:3;ports:[1-2]", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Where_an_item_stands_in_the_order_does_not_depend_on_items_of_other_names()
    {
        ResourceSet disks = Read("disk:4;disk[MOUNT]:5;disk[MOUNT]:3;disk[BLOCK]:2");
        ResourceSet others = Read("cpus:4;cpus(a):3;mem{REV}:2");
        ResourceVector target = ResourceText.Parse("disk:8;cpus:5;mem:1", _schema);
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            ResourceSet together = (disks + others).Shrink(target, seed);
            Assert.Equal(disks.Shrink(target, seed) + others.Shrink(target, seed), together);
        }
    }

    /// <summary>What the slow walk keeps in each of all orders.</summary>
    private IEnumerable<string> Outcomes(string items, in ResourceVector target, bool areLimits)
    {
        Dictionary<string, long> left = new(StringComparer.Ordinal);
        for (int i = 0; i < _schema.Count; i++)
        {
            if (target[new ResourceKind(i)] is > 0 and long amount)
            {
                left.Add(_schema.NameOf(new ResourceKind(i)), amount);
            }
        }

        SlowItems all = SlowItems.Of(Read(items));
        return Orders(all.Amounts(), 0)
            .Select(order => all.Shrink(order, left, areLimits).Text).ToArray();
    }

    private static IEnumerable<T[]> Orders<T>(T[] items, int from)
    {
        if (from == items.Length)
        {
            yield return [.. items];
        }

        for (int i = from; i < items.Length; i++)
        {
            (items[from], items[i]) = (items[i], items[from]);
            foreach (T[] order in Orders(items, from + 1))
            {
                yield return order;
            }

            (items[from], items[i]) = (items[i], items[from]);
        }
    }

    private ResourceSet Read(string text) => ResourceSet.Parse(_schema, text);
}
