using System.Reflection;
using System.Xml.Linq;

namespace Offers.Core.Tests.Conventions;

public sealed class PublicApiTests
{
    private const string Update = "OFFERS_UPDATE_SNAPSHOTS";

    /// <summary>Where floating point is for people or for mathematics, and decides nothing.</summary>
    private static readonly string[] FloatingPoint =
    [
        "DominantShare.Value", "Timestamp.Seconds", "Timestamp.FromSeconds",
        "ProgressiveFilling", "NashBargaining", "Fraction.Value",
    ];

    private static readonly Lazy<Dictionary<string, XElement>> Docs = new(ReadDocs);

    [Fact]
    public void The_public_surface_is_the_one_on_record()
    {
        string file = Path.Combine(
            Repository.Root, "tests", "Offers.Core.Tests", "Conventions", "PublicApi.txt");
        string found = PublicApi.Text();
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(file, found);
        }

        string[] expected = File.ReadAllText(file).Split('\n');
        string[] gone = [.. expected.Except(found.Split('\n'))];
        string[] added = [.. found.Split('\n').Except(expected)];
        Assert.True(found == string.Join('\n', expected),
            $"The public API of Offers.Core changed. If that is meant, run the tests with {Update}=1, "
            + "read the difference of PublicApi.txt and write a changelog line. Gone: "
            + $"[{string.Join(" | ", gone)}], added: [{string.Join(" | ", added)}]");
    }

    [Fact]
    public void Floating_point_is_public_only_where_it_decides_nothing()
    {
        var found =
            from type in PublicApi.Types
            from member in PublicApi.MembersOf(type)
            where PublicApi.TypesIn(member).Any(IsFloatingPoint)
            let name = $"{type.Name}.{member.Name}"
            where !FloatingPoint.Any(f => name.StartsWith(f, StringComparison.Ordinal))
            select name;
        Assert.True(!found.Any(),
            $"floating point in {string.Join(", ", found)}: amounts and decisions are exact; use "
            + "thousandths in a long, or list it in PublicApiTests when it is for people to read");
    }

    [Fact]
    public void Every_public_type_and_member_has_a_summary()
    {
        foreach ((string name, XElement doc) in Docs.Value)
        {
            string text = doc.Value.Trim();
            bool inherits = doc.Element("inheritdoc") is not null;
            Assert.True(inherits || text.Length > 0, $"{name}: the documentation is empty");
            Assert.True(
                inherits || !string.IsNullOrWhiteSpace(doc.Element("summary")?.Value),
                $"{name}: no summary; say what it is, its unit, range and default");
        }

        Assert.All(PublicApi.Types, type => Assert.Contains($"T:{type.FullName}", Docs.Value.Keys));
    }

    [Fact]
    public void Every_command_says_what_appears_in_the_outbox()
    {
        MethodInfo[] commands = [.. typeof(Allocator).GetMethods()
            .Where(method => method.ReturnType == typeof(AllocatorStatus))];
        Assert.NotEmpty(commands);
        foreach (MethodInfo command in commands)
        {
            XElement doc = Docs.Value.First(d => d.Key.StartsWith(
                $"M:{typeof(Allocator).FullName}.{command.Name}(", StringComparison.Ordinal)).Value;
            Assert.True(
                doc.Value.Contains("outbox", StringComparison.Ordinal),
                $"{command.Name}: say in <returns> what appears in the outbox, or that nothing does");
        }
    }

    private static bool IsFloatingPoint(Type type)
    {
        Type bare = type.IsByRef || type.IsArray ? type.GetElementType()! : type;
        return bare == typeof(double) || bare == typeof(float) || bare == typeof(decimal)
            || bare == typeof(Half) || bare.GetGenericArguments().Any(IsFloatingPoint);
    }

    private static Dictionary<string, XElement> ReadDocs()
    {
        string file = Path.ChangeExtension(Repository.CoreAssembly, ".xml");
        HashSet<string> exported = [.. PublicApi.Types.Select(type => type.FullName!)];
        return XDocument.Load(file).Descendants("member")
            .Where(member => exported.Contains(OwnerOf(member.Attribute("name")!.Value)))
            .Where(member => IsPublic(member.Attribute("name")!.Value))
            .ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);
    }

    private static string OwnerOf(string id)
    {
        string name = id[2..].Split('(')[0];
        return id[0] == 'T' ? name : name[..name.LastIndexOf('.')];
    }

    /// <summary>Internal members may have a documentation; they do not need a summary.</summary>
    private static bool IsPublic(string id)
    {
        if (id[0] == 'T')
        {
            return true;
        }

        string name = id[2..].Split('(')[0];
        string member = name[(name.LastIndexOf('.') + 1)..].Replace('#', '.');
        Type owner = PublicApi.Types.First(type => type.FullName == OwnerOf(id));
        return PublicApi.MembersOf(owner).Any(m => m.Name == member);
    }
}
