namespace Offers.Core.Tests.Resources;

public sealed class ResourceIdentityTests
{
    private readonly ResourceSchema _schema = ResourceSchema.CreateStandard();

    [Theory]
    [InlineData("cpus", "plain")]
    [InlineData("ports:[1-1]", "")]
    [InlineData("zones:{a}", "")]
    [InlineData("cpus(a)", "reserved")]
    [InlineData("cpus(a|a/b,DYNAMIC)", "reserved refined")]
    [InlineData("cpus{REV}", "")]
    [InlineData("cpus@p", "")]
    [InlineData("disk[PATH]", "")]
    [InlineData("disk[RAW]", "")]
    [InlineData("disk[RAW(,p)]", "")]
    [InlineData("disk[RAW(i)]", "atomic counted")]
    [InlineData("disk[MOUNT]", "atomic counted")]
    [InlineData("disk[BLOCK]", "atomic counted")]
    [InlineData("disk[v]", "atomic counted")]
    [InlineData("disk[PATH,v]", "atomic counted")]
    [InlineData("disk[:path]", "")]
    [InlineData("disk[v]<SHARED>", "counted")]
    [InlineData("disk(a)[PATH,v]<SHARED>", "reserved counted")]
    public void What_an_item_is_shows_in_its_flags(string item, string flags)
    {
        ResourceIdentity id = Read(item);
        List<string> found = [];
        Note(id.IsPlain, "plain");
        Note(id.IsReserved, "reserved");
        Note(id.IsRefined, "refined");
        Note(id.IsAtomic, "atomic");
        Note(id.IsCounted, "counted");
        Assert.Equal(flags, string.Join(' ', found));

        void Note(bool holds, string flag)
        {
            if (holds)
            {
                found.Add(flag);
            }
        }
    }

    [Theory]
    [InlineData("cpus", "a", true)]
    [InlineData("cpus", "*", true)]
    [InlineData("cpus(a)", "a", true)]
    [InlineData("cpus(a)", "a/b", true)]
    [InlineData("cpus(a)", "a/b/c", true)]
    [InlineData("cpus(a)", "ab", false)]
    [InlineData("cpus(a)", "*", false)]
    [InlineData("cpus(a/b)", "a", false)]
    [InlineData("cpus(a|a/b,DYNAMIC)", "a", false)]
    [InlineData("cpus(a|a/b,DYNAMIC)", "a/b/c", true)]
    public void An_item_is_for_the_role_and_its_descendants(
        string item, string role, bool usable) =>
        Assert.Equal(usable, Read(item).IsUsableBy(role));

    [Fact]
    public void Each_part_of_an_identity_counts_and_labels_in_any_order_are_the_same()
    {
        string[] heads =
        [
            "disk", "disk(a)", "disk(a,DYNAMIC)", "disk(a,DYNAMIC,p)", "disk(a,STATIC,p)",
            "disk(a,DYNAMIC,p,{k})", "disk(a,DYNAMIC,p,{k=})", "disk(a,DYNAMIC,p,{k=v})",
            "disk(a,DYNAMIC,{k})", "disk(a,DYNAMIC,p,{k=v,l})", "disk(b)", "disk(a|a/b,DYNAMIC)",
            "disk[PATH]", "disk[RAW]", "disk[RAW(i)]", "disk[RAW(i,p)]", "disk[RAW(,p)]",
            "disk[MOUNT]", "disk[MOUNT:/r]", "disk[PATH:/r]", "disk[v]", "disk[v:p]", "disk[v(q)]",
            "disk[v(q):p]", "disk[MOUNT,v]", "disk[MOUNT,:p]", "disk[:p]", "disk{REV}",
            "disk[v]<SHARED>", "disk@p", "disk@q", "cpus",
        ];
        ResourceIdentity[] ids = [.. heads.Select(Read)];
        Assert.Equal(heads, ids.Select(id => id.Text));
        for (int i = 0; i < ids.Length; i++)
        {
            for (int j = 0; j < ids.Length; j++)
            {
                Assert.Equal(i == j, ids[i].Equals(Read(heads[j])));
                Assert.Equal(
                    Math.Sign(ids[i].CompareTo(ids[j])), -Math.Sign(ids[j].CompareTo(ids[i])));
                Assert.Equal(i == j, ids[i].CompareTo(Read(heads[j])) == 0);
            }
        }

        Assert.Equal(Read("disk(a,DYNAMIC,{k=v,l})"), Read("disk(a,DYNAMIC,{l,k=v})"));
        Assert.Equal(
            Read("disk(a,DYNAMIC,{k=v,l})").GetHashCode(),
            Read("disk(a,DYNAMIC,{l,k=v})").GetHashCode());
    }

    [Fact]
    public void Odd_characters_stand_in_the_text_as_codes()
    {
        Reservation odd = new(
            ReservationType.Dynamic, "a;b:c|d,(e)", " %\u007F\n", [new("k=@", "{}<>[]")]);
        DiskSource source = new(DiskSourceType.Mount, "/a b", "i,d", "p)");
        DiskDescription disk = new("RAW", "who?", "c:d", source);
        ResourceIdentity id = ResourceIdentity
            .Of(_schema, "disk", ResourceValueType.Scalar)
            .Push(odd).WithDisk(disk).WithShared(true).WithRevocable(true).WithProvider("\u00e9;");
        Assert.Equal(
            "disk(a%3Bb%3Ac%7Cd%2C%28e%29,DYNAMIC,%20%25%7F%0A,{k%3D%40=%7B%7D%3C%3E%5B%5D})"
            + "[MOUNT(i%2Cd,p%29):/a%20b,%52AW(who?):c%3Ad]{REV}<SHARED>@\u00e9%3B", id.Text);
        ResourceIdentity read = Read(id.Text);
        Assert.Equal(id, read);
        Assert.Equal((odd, disk, "\u00e9;"), (read.Reservations[0], read.Disk!, read.Provider!));
        ResourceSet set = ResourceSet.Parse(_schema, $"{id.Text}:5");
        Assert.Equal(set, ResourceSet.ParseJson(_schema, set.ToJson()));
    }

    [Fact]
    public void Broken_rules_are_refused_where_an_identity_is_changed()
    {
        ResourceIdentity cpus = ResourceIdentity.Plain(_schema, new ResourceKind(0));
        ResourceIdentity reserved = cpus.Push(new Reservation(ReservationType.Static, "a"));
        Assert.Equal("a", reserved.ReservationRole);
        Assert.Equal(cpus, reserved.Pop());
        Refused(() => cpus.Push(new Reservation(ReservationType.Static, "*")));
        Refused(() => cpus.Push(new Reservation(ReservationType.Static, "a//b")));
        Refused(() => reserved.Push(new Reservation(ReservationType.Static, "a/b")));
        Refused(() => reserved.Push(new Reservation(ReservationType.Dynamic, "a")));
        Refused(() => reserved.Push(new Reservation(ReservationType.Dynamic, "b")));
        Refused(() => cpus.WithShared(true));
        Refused(() => cpus.WithDisk(new DiskDescription("v", null, null, null)));
        Refused(() => cpus.WithProvider(""));
        Refused(() => ResourceIdentity.Of(_schema, "ports", ResourceValueType.Scalar));
        Refused(() => ResourceIdentity.Of(_schema, "no name", ResourceValueType.Scalar));
        Assert.Throws<InvalidOperationException>(() => cpus.Pop());
        Assert.Equal(4, _schema.Count);
    }

    [Fact]
    public void Reservations_and_disks_are_values()
    {
        Reservation one = new(ReservationType.Dynamic, "a", "p", [new("x", "1"), new("b", null)]);
        Reservation same = new(ReservationType.Dynamic, "a", "p", [new("b", null), new("x", "1")]);
        Assert.Equal(one, same);
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(one, one with { Labels = [] });
        Assert.NotEqual(one, one with { Labels = [new("b", ""), new("x", "1")] });
        Assert.NotEqual(one, one with { Principal = null });
        Assert.NotEqual(one, one with { Type = ReservationType.Static });
        DiskSource source = new(DiskSourceType.Raw, null, "i", null);
        DiskDescription disk = new("v", null, "p", source);
        DiskDescription equal = new("v", null, "p", source with { Id = "i" });
        Assert.Equal(disk, equal);
        Assert.Equal(disk.GetHashCode(), equal.GetHashCode());
        Assert.NotEqual(disk, equal with { ContainerPath = null });
    }

    private static void Refused(Action action) => Assert.Throws<ArgumentException>(action);

    private ResourceIdentity Read(string item)
    {
        bool hasValue = item.Contains(":[", StringComparison.Ordinal)
            || item.Contains(":{", StringComparison.Ordinal);
        ResourceSet set = ResourceSet.Parse(_schema, hasValue ? item : $"{item}:1");
        return Assert.Single(set.Items()).Identity;
    }
}
