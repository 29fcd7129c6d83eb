using FsCheck;
using FsCheck.Fluent;

namespace Offers.Core.Tests.Resources;

/// <summary>The laws of resources of all sorts, and a slow reference beside them.</summary>
public sealed class ResourceSetPropertyTests
{
    private const int Cases = 1_500;

    private static readonly ResourceSchema Schema = ResourceSchema.CreateStandard();

    private static Arbitrary<Piece[][]> Three => Lists(Piece.Any, 3);

    [Fact]
    public void Everything_agrees_with_the_slow_reference()
    {
        PropertyRunner.ForAll(Three, Cases, 30, pieces =>
        {
            (ResourceSet a, ResourceSet b) = (Read(pieces[0]), Read(pieces[1]));
            (SlowItems slowA, SlowItems slowB) = (new(pieces[0]), new(pieces[1]));
            Assert.Equal(slowA.Text, a.ToString());
            Assert.Equal((slowA + slowB).Text, (a + b).ToString());
            Assert.Equal((slowA - slowB).Text, (a - b).ToString());
            Assert.Equal(slowA.Contains(slowB), a.Contains(b));
            Assert.True((a + b).Contains(b) && (a + b).Contains(a) && a.Contains(a - b));
            Assert.Equal(slowA.Overlaps(slowB), a.Marked.Overlaps(b.Marked));
            Assert.Equal(slowA.Sums(false), Names(a.Quantities));
            Assert.Equal(slowA.Sums(true), Names(a.Counts));
            Assert.Equal(slowA.Text == slowB.Text, a.Equals(b));
            Assert.Equal(a.GetHashCode(), Read(pieces[0].Reverse()).GetHashCode());
        });
    }

    [Fact]
    public void Sums_commute_associate_and_are_undone_by_differences()
    {
        PropertyRunner.ForAll(Three, Cases, 30, pieces =>
        {
            (ResourceSet a, ResourceSet b, ResourceSet c) =
                (Read(pieces[0]), Read(pieces[1]), Read(pieces[2]));
            Assert.Equal(a + b, b + a);
            Assert.Equal(a + (b + c), a + b + c);
            Assert.Equal(a, a + ResourceSet.Empty);
            Assert.Equal(a, a - ResourceSet.Empty);
            Assert.True((a - a).IsEmpty && (a - (a + b)).IsEmpty);
            ResourceSet undone = a + b - b;
            Assert.True(a.Contains(undone));
            Assert.Equal(a.Marked.Overlaps(b.Marked) ? a - (b - b.Scalars) : a, undone);
            Assert.Equal(a - b - c, a - (b + c));
        });
    }

    [Fact]
    public void Containment_is_a_partial_order_and_what_is_contained_can_be_taken_and_put_back()
    {
        int contained = 0;
        PropertyRunner.ForAll(Three, Cases, 12, pieces =>
        {
            (ResourceSet a, ResourceSet b) = (Read(pieces[0]), Read(pieces[1]));
            ResourceSet c = Read(pieces[2]);
            Assert.True(a.Contains(a) && a.Contains(ResourceSet.Empty));
            Assert.Equal(a.Contains(b) && b.Contains(a), a.Equals(b));
            Assert.True(!(a.Contains(b) && b.Contains(c)) || a.Contains(c));
            ResourceSet least = a - (a - b);
            foreach (ResourceSet part in new[] { b, least, a - c })
            {
                Assert.Equal(a.Contains(part), (part - a).IsEmpty);
                if (a.Contains(part))
                {
                    contained += part.IsEmpty ? 0 : 1;
                    Assert.Equal(a, a - part + part);
                    Assert.True(part.Quantities.Fits(a.Quantities));
                }
            }
        });
        Assert.True(contained > Cases);
    }

    [Fact]
    public void Text_and_JSON_are_read_back_to_the_same_resources()
    {
        PropertyRunner.ForAll(Three, Cases, 30, pieces =>
        {
            ResourceSet a = Read(pieces[0]);
            string text = a.ToString();
            string json = a.ToJson();
            Assert.Equal(text, ResourceSet.Parse(Schema, text).ToString());
            ResourceSet other = ResourceSet.ParseJson(ResourceSchema.CreateStandard(), json);
            Assert.Equal((text, json), (other.ToString(), other.ToJson()));
            Assert.Equal(a, ResourceSet.ParseJson(Schema, json));
            Assert.Equal(text, string.Join(';', a.Items()));
        });
    }

    [Fact]
    public void The_parts_of_a_division_sum_up_to_the_whole()
    {
        PropertyRunner.ForAll(Three, Cases, 30, pieces =>
        {
            ResourceSet a = Read(pieces[0]);
            Assert.Equal(a, a.Revocable + a.NonRevocable);
            Assert.Equal(a, a.Unreserved + a.ReservedFor("a") + a.ReservedFor("a/b")
                + a.ReservedFor("b"));
            Assert.Equal(a.UsableBy("a"), a.Unreserved + a.ReservedFor("a"));
            Assert.Equal(a.UsableBy("a/b/c"), a.UsableBy("a") + a.ReservedFor("a/b"));
            Assert.Equal(a.UsableBy("*"), a.Unreserved);
            Assert.Equal(a.UsableBy("ab"), a.Unreserved);
            Assert.Equal(a.Quantities, a.Scalars.Counts);
        });
    }

    [Fact]
    public void A_reservation_that_is_pushed_and_popped_changes_nothing()
    {
        Reservation refined = new(ReservationType.Dynamic, "a/b/c", "p");
        PropertyRunner.ForAll(Three, Cases, 30, pieces =>
        {
            ResourceSet a = Read(pieces[0]);
            ResourceSet base_ = a - a.ReservedFor("b");
            ResourceSet pushed = base_.Reserve(refined);
            Assert.Equal(base_, pushed.Unreserve());
            Assert.Equal(base_.Quantities, pushed.Quantities);
            Assert.Equal(pushed, pushed.ReservedFor("a/b/c"));
            Assert.True(pushed.Plain.IsZero && pushed.Unreserved.IsEmpty);
        });
    }

    [Fact]
    public void Segments_are_sorted_positive_and_apart()
    {
        PropertyRunner.ForAll(Three, Cases, 30, pieces =>
        {
            (ResourceSet a, ResourceSet b, ResourceSet c) =
                (Read(pieces[0]), Read(pieces[1]), Read(pieces[2]));
            Check(a.Marked);
            Check((a + b).Marked);
            Check((a - b).Marked);
            Check((a + b - c).Marked);
            Check(a.Shrink(b.Quantities, 7).Marked);
        });
    }

    /// <summary>The numbered invariants of <see cref="ItemBag"/>.</summary>
    private static void Check(ItemBag bag)
    {
        for (int i = 0; i < bag.Count; i++)
        {
            ItemSegment item = bag[i];
            bool isRange = item.Id.ValueType == ResourceValueType.Ranges;
            bool isSet = item.Id.ValueType == ResourceValueType.Set;
            Assert.True(isRange ? item.High >= item.Low : isSet || item.High > 0);
            Assert.Equal(item.Low == 0, isRange ? item.Low == 0 : !item.Id.IsCounted);
            Assert.Equal(isSet, item.Id.Member is not null);
            if (i > 0)
            {
                int order = bag[i - 1].Id.CompareTo(item.Id);
                Assert.True(order <= 0);
                Assert.True(order < 0 || (isRange && item.Low > bag[i - 1].High + 1)
                    || (item.Id.IsCounted && item.Low > bag[i - 1].Low));
            }
        }
    }

    internal static Arbitrary<Piece[][]> Lists(Gen<Piece> pieces, int count) =>
        (from lists in pieces.ArrayOf().ArrayOf(count) select lists).ToArbitrary();

    private static ResourceSet Read(IEnumerable<Piece> pieces) =>
        ResourceSet.Parse(Schema, Piece.TextOf(pieces));

    private static SortedDictionary<string, long> Names(in ResourceVector amounts)
    {
        SortedDictionary<string, long> names = new(StringComparer.Ordinal);
        for (int i = 0; i < Schema.Count; i++)
        {
            if (amounts[new ResourceKind(i)] is > 0 and long amount)
            {
                names.Add(Schema.NameOf(new ResourceKind(i)), amount);
            }
        }

        return names;
    }
}
