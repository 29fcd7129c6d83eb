using Offers.Core.Tests.Conventions;

namespace Offers.Core.Tests.Resources;

public sealed class ItemBagTests
{
    private readonly ResourceSchema _schema = ResourceSchema.CreateStandard();

    private readonly struct SharedOnes : IItemFilter
    {
        public bool Accepts(ResourceIdentity identity) => identity.IsShared;
    }

    [Fact]
    public void Warm_operations_allocate_nothing()
    {
        ItemBag all = Bag("cpus:4;cpus(a):2;disk(a)[v]<SHARED>:3<2>;disk[MOUNT]:5<4>;"
            + "ports:[1-9,20-29,40-49];zones:{a,b,c}");
        ItemBag part = Bag("cpus:1;cpus(a):3;disk(a)[v]<SHARED>:3;disk[MOUNT]:5;disk[MOUNT]:6;"
            + "ports:[3-4,8-21,45-60];zones:{b,d}");
        ItemBag work = new();
        ItemBag shared = new();
        long[] lanes = new long[8];
        long sum = Use(all, part, work, shared, lanes);
        Assert.Equal(0, AllocatedBytes.OfWarm(Round));
        Assert.NotEqual(0, sum);

        void Round()
        {
            for (int i = 0; i < 1_000; i++)
            {
                sum += Use(all, part, work, shared, lanes);
            }
        }
    }

    [Fact]
    public void A_bag_may_be_added_to_and_taken_from_itself()
    {
        ItemBag bag = Bag("cpus(a):2;disk[MOUNT]:5;ports:[1-9];zones:{a}");
        bag.Add(bag);
        Assert.Equal("cpus(a):4;disk[MOUNT]:5<2>;ports:[1-9];zones:{a}", Text(bag));
        Assert.True(bag.Contains(bag) && bag.Overlaps(bag) && bag.Equals(bag));
        bag.CopyWhere(bag, default(SharedOnes));
        Assert.True(bag.IsEmpty);
        bag.Add(Bag("ports:[1-9]"));
        bag.Subtract(bag);
        Assert.True(bag.IsEmpty);
    }

    [Fact]
    public void A_bag_holds_plain_scalars_like_others()
    {
        ItemSegment cpus = new(ResourceIdentity.Plain(_schema, new ResourceKind(0)), 0, 1_500);
        ItemBag bag = new();
        bag.Add(in cpus);
        bag.Add(in cpus);
        Assert.Equal(("cpus", 3_000L), (bag[0].Id.Text, bag[0].High));
        bag.Subtract(cpus with { High = 1_000 });
        Assert.Equal(2_000, bag[0].High);
        bag.Subtract(cpus with { High = 2_001 });
        Assert.Equal(0, bag.Count);
    }

    [Fact]
    public void Sums_beyond_the_largest_amount_throw_and_change_nothing()
    {
        string most = ResourceText.FormatAmount(ResourceVector.MaxAmount);
        foreach (string text in new[] { $"cpus(a):{most}", $"disk[MOUNT]:{most}" })
        {
            ItemBag bag = Bag(text);
            ItemBag more = Bag(text);
            Assert.Throws<OverflowException>(() => bag.Add(more));
            Assert.True(bag.Equals(more));
        }

        Assert.Throws<OverflowException>(() => Bag("disk[MOUNT]:1024<1099511627777>"));
        Assert.Throws<OverflowException>(() => Bag($"cpus(a):{most};cpus:0.001"));
    }

    [Fact]
    public void Shared_items_count_once_and_atomic_ones_as_often_as_they_are_there()
    {
        long[] lanes = new long[8];
        ItemBag bag = Bag("disk(a)[v]<SHARED>:3<7>;disk[MOUNT]:5<4>;ports:[1-9];zones:{a,b}");
        bag.AddQuantitiesTo(lanes);
        Assert.Equal([0, 0, 23_000, 0, 0, 0, 0, 0], lanes);
        lanes.AsSpan().Clear();
        bag.AddCountsTo(lanes);
        Assert.Equal([0, 0, 23_000, 0, 9_000, 2_000, 0, 0], lanes);
        Bag("ports:[0-9007199254740992]").AddCountsTo(lanes);
        Assert.Equal(ResourceVector.MaxAmount, lanes[4]);
    }

    [Fact]
    public void Equal_content_has_one_hash_and_other_content_another()
    {
        HashSet<ulong> hashes = [];
        foreach (string text in new[]
        {
            "", "cpus(a):1", "cpus(a):2", "cpus(b):1", "ports:[1-2]", "ports:[1-1]", "zones:{a}",
            "zones:{b}", "disk[MOUNT]:1", "disk[MOUNT]:1<2>", "disk[MOUNT]:2", "cpus{REV}:1",
            "cpus(a,DYNAMIC):1", "cpus(a,DYNAMIC,p):1", "cpus(a,DYNAMIC,{p}):1", "cpus@p:1",
        })
        {
            Assert.True(hashes.Add(Bag(text).Hash), text);
            Assert.False(hashes.Add(Bag(text).Hash), text);
        }
    }

    private static long Use(
        ItemBag all, ItemBag part, ItemBag work, ItemBag shared, Span<long> lanes)
    {
        lanes.Clear();
        work.CopyFrom(all);
        work.Add(part);
        work.Subtract(part);
        ItemSegment first = all[0];
        work.Add(in first);
        work.Subtract(in first);
        bool contains = all.Contains(part) | work.Overlaps(all) | work.Equals(all);
        shared.CopyWhere(work, default(SharedOnes));
        work.RemoveWhere(default(SharedOnes));
        work.AddQuantitiesTo(lanes);
        work.AddCountsTo(lanes);
        long sum = lanes[2] + (long)(work.Hash & 1) + (contains ? 1 : 0) + work.LaneCount;
        work.Shrink(lanes, 7);
        sum += work.Count + shared.Count;
        work.Clear();
        return sum;
    }

    private string Text(ItemBag bag) =>
        ResourceSet.From(_schema, ResourceVector.Zero, bag).ToString();

    private ItemBag Bag(string text)
    {
        ResourceSet read = ResourceSet.Parse(_schema, text);
        ItemBag bag = new();
        bag.CopyFrom(read.Marked);
        for (int i = 0; i < read.Plain.LaneCount; i++)
        {
            if (read.Plain.Lane(i) is > 0 and long amount)
            {
                ResourceIdentity id = ResourceIdentity.Plain(_schema, new ResourceKind(i));
                bag.Add(new ItemSegment(id, 0, amount));
            }
        }

        return bag;
    }
}
