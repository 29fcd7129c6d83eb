using System.Text.Json;

namespace Offers.Core.Tests.Resources;

public sealed class ResourceSetJsonTests
{
    private readonly ResourceSchema _schema = ResourceSchema.CreateStandard();

    [Theory]
    [InlineData("[]", "")]
    [InlineData("""[{"name":"cpus","type":"SCALAR","scalar":{"value":4.5}}]""", "cpus:4.5")]
    [InlineData("""[{"name":"cpus","scalar":{"value":2}},{"name":"cpus","scalar":{"value":1}}]""", "cpus:3")]
    [InlineData("""[{"name":"cpus","scalar":{"value":0}}]""", "")]
    [InlineData("""[{"name":"cpus","scalar":{"value":1.5e-1}}]""", "cpus:0.15")]
    [InlineData("""[{"name":"mem","scalar":{"value":2E+3}}]""", "mem:2000")]
    [InlineData("""[{"name":"cpus","scalar":{"value":0.0005}}]""", "cpus:0.001")]
    [InlineData("""[{"name":"cpus","role":"a","scalar":{"value":1}}]""", "cpus(a):1")]
    [InlineData("""[{"name":"cpus","role":"*","scalar":{"value":1}}]""", "cpus:1")]
    [InlineData("""[{"name":"cpus","role":null,"reservations":[],"scalar":{"value":1}}]""", "cpus:1")]
    [InlineData("""[{"name":"ports","type":"RANGES","ranges":{"range":[{"begin":5,"end":9},{"begin":1,"end":4}]}}]""", "ports:[1-9]")]
    [InlineData("""[{"name":"zones","type":"SET","set":{"item":["b","a","b"]}}]""", "zones:{a,b}")]
    [InlineData("""[{"name":"zones","set":{}},{"name":"ports","ranges":{}}]""", "")]
    [InlineData("""[{"name":"disk","scalar":{"value":5},"copies":2,"disk":{"source":{"type":"MOUNT"}}}]""", "disk[MOUNT]:5<2>")]
    [InlineData("""[{"name":"disk","scalar":{"value":5},"disk":{}}]""", "disk:5")]
    public void JSON_is_read(string json, string text)
    {
        ResourceSet read = ResourceSet.ParseJson(_schema, json);
        Assert.Equal(text, read.ToString());
        Assert.Equal(ResourceSet.Parse(_schema, text), read);
    }

    [Fact]
    public void All_that_can_be_said_is_read_and_written()
    {
        const string Json =
            """
            [{"name":"disk","type":"SCALAR","scalar":{"value":5.25},"reservations":[
            {"type":"STATIC","role":"a"},{"type":"DYNAMIC","role":"a/b","principal":"p",
            "labels":{"labels":[{"key":"k","value":"v"},{"key":"l"}]}}],
            "disk":{"persistence":{"id":"v1","principal":"q"},
            "volume":{"container_path":"data","mode":"RW"},
            "source":{"type":"PATH","path":{"root":"/r"},"id":"i","profile":"f"}},
            "revocable":{},"shared":{},"provider_id":{"value":"rp"}}]
            """;
        ResourceSet read = ResourceSet.ParseJson(_schema, Json);
        Assert.Equal(
            "disk(a|a/b,DYNAMIC,p,{k=v,l})[PATH(i,f):/r,v1(q):data]{REV}<SHARED>@rp:5.25",
            read.ToString());
        Assert.Equal(Json.ReplaceLineEndings(""), read.ToJson());
    }

    [Theory]
    [InlineData("", "resources: found what is no JSON")]
    [InlineData("[", "resources: found what is no JSON")]
    [InlineData("{}", "resources: found an object, expected an array")]
    [InlineData("[1]", "resources[0]: found 1, expected an object")]
    [InlineData("[{}]", "resources[0]: found an object, expected a name")]
    [InlineData("""[{"name":1}]""", "resources[0].name: found 1, expected a text")]
    [InlineData("""[{"name":"a b","scalar":{"value":1}}]""", "resources[0]: found name 'a b', expected letters")]
    [InlineData("""[{"name":"a"}]""", "resources[0]: found 0 values, expected one of")]
    [InlineData("""[{"name":"a","scalar":{"value":1},"set":{}}]""", "resources[0]: found 2 values, expected one of")]
    [InlineData("""[{"name":"a","scalar":{}}]""", "resources[0].scalar: found an object, expected a value")]
    [InlineData("""[{"name":"a","scalar":{"value":-1}}]""", "resources[0].scalar.value: found -1, expected a number from 0")]
    [InlineData("""[{"name":"a","scalar":{"value":"1"}}]""", "resources[0].scalar.value: found \"1\", expected a number from 0")]
    [InlineData("""[{"name":"a","scalar":{"value":1e99}}]""", "resources[0].scalar.value: found 1e99, expected a number from 0")]
    [InlineData("""[{"name":"a","type":"SET","scalar":{"value":1}}]""", "resources[0].type: found \"SET\", expected \"SCALAR\"")]
    [InlineData("""[{"name":"a","scalar":{"value":1},"x":1}]""", "resources[0]: found unknown field 'x', expected name, type")]
    [InlineData("""[{"name":"a","name":"a"}]""", "resources[0]: found a second 'name', expected")]
    [InlineData("""[{"name":"ports","scalar":{"value":1}}]""", "resources[0]: found a scalar for 'ports', expected ranges")]
    [InlineData("""[{"name":"p","ranges":{"range":[{"begin":2,"end":1}]}}]""", "resources[0].ranges.range[0].end: found 1, expected a whole number from 2")]
    [InlineData("""[{"name":"p","ranges":{"range":[{"begin":-1,"end":1}]}}]""", "resources[0].ranges.range[0].begin: found -1, expected a whole number")]
    [InlineData("""[{"name":"a","scalar":{"value":1},"copies":2}]""", "resources[0]: found a number of copies, expected")]
    [InlineData("""[{"name":"a","scalar":{"value":1},"shared":{}}]""", "resources[0]: found a shared item, expected")]
    [InlineData("""[{"name":"a","scalar":{"value":1},"shared":true}]""", "resources[0].shared: found true, expected an object")]
    [InlineData("""[{"name":"a","scalar":{"value":1},"disk":{"source":{"type":"RAW"}}}]""", "resources[0]: found a disk's description on 'a'")]
    [InlineData("""[{"name":"disk","scalar":{"value":1},"disk":{"source":{"type":"RAW","path":{"root":"/"}}}}]""", "resources[0].disk.source.path: found an object, expected it to be absent")]
    [InlineData("""[{"name":"disk","scalar":{"value":1},"disk":{"volume":{"container_path":"p","mode":"RO"}}}]""", "resources[0].disk.volume.mode: found \"RO\", expected \"RW\"")]
    [InlineData("""[{"name":"a","scalar":{"value":1},"role":"b","reservations":[{"type":"STATIC","role":"a"}]}]""", "resources[0].role: found \"b\", expected either a role or reservations")]
    [InlineData("""[{"name":"a","scalar":{"value":1},"reservations":[{"type":"x","role":"a"}]}]""", "resources[0].reservations[0].type: found \"x\", expected \"STATIC\"")]
    [InlineData("""[{"name":"a","scalar":{"value":1},"reservations":[{"type":"STATIC","role":"*"}]}]""", "resources[0]: found a reservation for '*', expected another role")]
    [InlineData("""[{"name":"z","set":{"item":[""]}}]""", "resources[0]: found an empty member")]
    [InlineData("""[{"name":"z","set":{"item":["\ud800"]}}]""", "resources[0].set.item[0]: found half a character")]
    public void Bad_JSON_is_refused_with_its_place_and_adds_no_kind(string json, string message)
    {
        string error = Assert.Throws<FormatException>(
            () => ResourceSet.ParseJson(_schema, json)).Message;
        Assert.StartsWith(message, error, StringComparison.Ordinal);
        Assert.Equal(4, _schema.Count);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("\u00A0")]
    [InlineData("\u0085")]
    [InlineData("\u2003x\u2028")]
    [InlineData("\0")]
    public void Blanks_in_JSON_are_kept_in_text(string id)
    {
        ResourceIdentity disk = ResourceIdentity.Of(_schema, "disk", ResourceValueType.Scalar);
        string text = disk.WithProvider(id).WithDisk(new DiskDescription(id, id, id, null)).Text;
        ResourceSet read = ResourceSet.Parse(_schema, $"{text}:1");
        Assert.Equal(read, ResourceSet.ParseJson(_schema, read.ToJson()));
        Assert.Equal(id, read.Items()[0].Identity.Provider);
        Assert.Equal(id, read.Items()[0].Identity.Disk?.ContainerPath);
    }

    [Fact]
    public void An_element_of_a_larger_document_is_read_and_the_largest_amount_comes_back()
    {
        string most = ResourceText.FormatAmount(ResourceVector.MaxAmount);
        using JsonDocument document = JsonDocument.Parse(
            $$$"""{"resources":[{"name":"cpus","scalar":{"value":{{{most}}}}}]}""");
        JsonElement array = document.RootElement.GetProperty("resources");
        ResourceSet read = ResourceSet.FromJson(_schema, array);
        Assert.Equal(ResourceVector.MaxAmount, read.Plain[new ResourceKind(0)]);
        Assert.Equal(read, ResourceSet.Parse(_schema, read.ToString()));
        Assert.Equal(read, ResourceSet.ParseJson(_schema, read.ToJson()));
        Assert.Throws<OverflowException>(
            () => ResourceSet.Parse(_schema, $"new:1;cpus:{most};cpus:0.001"));
        Assert.Equal(4, _schema.Count);
    }
}
