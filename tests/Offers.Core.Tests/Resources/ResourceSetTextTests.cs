namespace Offers.Core.Tests.Resources;

public sealed class ResourceSetTextTests
{
    private readonly ResourceSchema _schema = ResourceSchema.CreateStandard();

    [Theory]
    [InlineData("cpus:4;mem:1024", "cpus:4;mem:1024")]
    [InlineData(" mem : 2 ; cpus(role) : 2 ;; cpus{REV}:2;cpus:1;", "cpus(role):2;cpus:1;cpus{REV}:2;mem:2")]
    [InlineData("disk:0;disk(a):0;ports:[];zones:{}", "")]
    [InlineData("ports:[31005-31010, 31000-31004,4-4]", "ports:[4-4,31000-31010]")]
    [InlineData("zones:{b,a,b}", "zones:{a,b}")]
    [InlineData("cpus(*):2;cpus:1", "cpus:3")]
    [InlineData("cpus(c|c/x,DYNAMIC,p):0.25", "cpus(c|c/x,DYNAMIC,p):0.25")]
    [InlineData("cpus(c,DYNAMIC,{k=v,b,a=}):1", "cpus(c,DYNAMIC,{a=,b,k=v}):1")]
    [InlineData("disk(a)[MOUNT:/mnt]:5;disk(a)[MOUNT:/mnt]:5", "disk(a)[MOUNT:/mnt]:5<2>")]
    [InlineData("disk(a)[MOUNT(i,p):/m,v1(bob):data]<SHARED>@rp:5", "disk(a)[MOUNT(i,p):/m,v1(bob):data]<SHARED>@rp:5")]
    [InlineData("disk[RAW(,p)]{REV}:5;disk[RAW(,p)]{REV}:1", "disk[RAW(,p)]{REV}:6")]
    [InlineData("disk[%4DOUNT]:5;disk[MOUNT]:5", "disk[%4DOUNT]:5;disk[MOUNT]:5")]
    public void Text_is_read_and_written_canonically(string text, string canonical)
    {
        ResourceSet read = ResourceSet.Parse(_schema, text);
        Assert.Equal(canonical, read.ToString());
        Assert.Equal(read, ResourceSet.Parse(_schema, canonical));
    }

    [Theory]
    [InlineData("cpus")]
    [InlineData("cpus:-1")]
    [InlineData("cpus:nan")]
    [InlineData("ports:3")]
    [InlineData("cpus:[1-2]")]
    [InlineData("ports:[2-1]")]
    [InlineData("ports:[1-9007199254740993]")]
    [InlineData("cpus(*,DYNAMIC):1")]
    [InlineData("cpus(a|b,DYNAMIC):1")]
    [InlineData("cpus(a|a/b):1")]
    [InlineData("cpus(a//b):1")]
    [InlineData("cpus[MOUNT]:1")]
    [InlineData("disk<SHARED>:1")]
    [InlineData("disk[]:1")]
    [InlineData("new:1;cpus:x")]
    public void Bad_text_is_refused_and_adds_no_kind(string text)
    {
        Assert.Throws<FormatException>(() => ResourceSet.Parse(_schema, text));
        Assert.False(ResourceSet.TryParse(_schema, text, out ResourceSet none, out string error));
        Assert.True(none.IsEmpty);
        Assert.StartsWith("resources, character ", error, StringComparison.Ordinal);
        Assert.Equal(4, _schema.Count);
    }

    [Fact]
    public void Sums_and_differences_go_item_by_item()
    {
        ResourceSet all = ResourceSet.Parse(_schema, "cpus:4;ports:[1-10];disk[v]:5;cpus(a):1");
        ResourceSet part = ResourceSet.Parse(
            _schema, "cpus:1;ports:[3-4,9-20];disk[v]:4;cpus(a):2");
        Assert.Equal("cpus:3;disk[v]:5;ports:[1-2,5-8]", (all - part).ToString());
        Assert.False(all.Contains(part));
        Assert.True((all + part).Contains(part));
        Assert.Equal(
            "cpus(a):3;cpus:5;disk[v]:4;disk[v]:5;ports:[1-20]", (all + part).ToString());
    }
}
