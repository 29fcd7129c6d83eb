using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Offers.Core.Tests.Conventions;

/// <summary>Core asks the world nothing: what its built assembly refers to is within a list.</summary>
public sealed class PurityTests
{
    /// <summary>Types of the base library that Core may use, all members unless listed below.</summary>
    private static readonly HashSet<string> AllowedTypes = new(StringComparer.Ordinal)
    {
        "System.Object", "System.ValueType", "System.Enum", "System.Attribute", "System.Array",
        "System.Boolean", "System.Byte", "System.Char", "System.Double", "System.Int32",
        "System.Int64", "System.UInt16", "System.UInt32", "System.UInt64", "System.Int128",
        "System.UInt128", "System.Void", "System.String", "System.Type", "System.TimeSpan",
        "System.Nullable`1", "System.ValueTuple`2", "System.ValueTuple`3", "System.ValueTuple`4",
        "System.Span`1", "System.ReadOnlySpan`1", "System.MemoryExtensions",
        "System.StringComparer", "System.Math", "System.Index", "System.Range",
        "System.RuntimeTypeHandle", "System.RuntimeFieldHandle", "System.Delegate",
        "System.MulticastDelegate", "System.IntPtr", "System.UIntPtr", "System.Func`2", "System.Func`3",
        "System.Comparison`1", "System.Action`1", "System.IFormatProvider", "System.StringComparison",

        "System.IComparable`1", "System.IEquatable`1", "System.IDisposable",
        "System.ArgumentException", "System.ArgumentNullException", "System.Exception",
        "System.ArgumentOutOfRangeException", "System.FormatException",
        "System.InvalidOperationException", "System.OverflowException",
        "System.NotSupportedException",

        "System.Collections.IEnumerable", "System.Collections.IEnumerator",
        "System.Collections.Generic.Dictionary`2", "System.Collections.Generic.EqualityComparer`1",
        "System.Collections.Generic.IEnumerable`1", "System.Collections.Generic.IEnumerator`1",
        "System.Collections.Generic.IEqualityComparer`1", "System.Collections.Generic.IComparer`1",
        "System.Collections.Generic.IReadOnlyList`1", "System.Collections.Generic.List`1",
        "System.Collections.Generic.IReadOnlyCollection`1", "System.Collections.Generic.IList`1",
        "System.Collections.Generic.ICollection`1", "Enumerator", "System.Converter`2",
        "System.Collections.Generic.CollectionExtensions",

        "System.Numerics.BitOperations", "System.Text.StringBuilder",
        "System.Buffers.SearchValues", "System.Buffers.SearchValues`1",

        // The pure solvers: exact fractions, and a queue whose order is total.
        "System.Numerics.BigInteger", "System.DivideByZeroException", "System.Predicate`1",
        "System.Collections.Generic.PriorityQueue`2",
        "System.Runtime.InteropServices.MemoryMarshal", "System.Runtime.Intrinsics.Vector256",
        "System.Runtime.InteropServices.CollectionsMarshal",
        "System.GC", "System.Runtime.InteropServices.Marshal",
        "System.Runtime.InteropServices.InAttribute",
        "System.Runtime.Intrinsics.Vector256`1",

        // The JSON form of values: texts in and out of memory, no I/O.
        "System.Text.Json.JsonElement", "System.Text.Json.JsonProperty", "ArrayEnumerator",
        "System.Text.Json.JsonValueKind", "System.Text.Json.Utf8JsonWriter", "ObjectEnumerator",
        "System.Buffers.ArrayBufferWriter`1", "System.Buffers.IBufferWriter`1",
        "System.Text.Json.JsonDocument", "System.Text.Json.JsonDocumentOptions",
        "System.Text.Json.JsonException", "System.Collections.Generic.KeyValuePair`2",
        "System.Text.Encoding", "System.Text.Json.JsonWriterOptions", "SpanSplitEnumerator`1",
        "System.Collections.Generic.IReadOnlyDictionary`2", "System.IndexOutOfRangeException",

        // The logarithm of our own takes numbers apart.
        "System.BitConverter",

        // Patterns of offer constraints, without backtracking and behind a limit of their own.
        "System.Text.RegularExpressions.Regex", "System.Text.RegularExpressions.RegexOptions",

        // The text form of commands and journals: JSON lines in and out of memory, no I/O.
        "System.Text.Json.JsonDocument", "System.Text.Json.JsonDocumentOptions",
        "System.Text.Json.JsonException", "System.Text.Json.JsonReaderOptions",
        "System.Text.Json.JsonReaderState", "System.Text.Json.Utf8JsonReader",
        "System.Text.Json.Nodes.JsonNode", "System.Text.Json.Nodes.JsonNodeOptions",
        "System.Text.Json.Nodes.JsonObject", "System.Text.Json.Nodes.JsonValue",
        "System.Text.Encodings.Web.JavaScriptEncoder", "System.Action`2", "System.Action`3", "System.Func`1",
        "System.Text.Json.JsonSerializerOptions", "System.Func`3", "System.Func`4",
        "System.Text.Encodings.Web.TextEncoder", "System.Collections.Generic.KeyValuePair",
        "System.Collections.Generic.KeyValuePair`2",

        // What the compiler puts in. MethodImplOptions and inline arrays included.
        "System.FlagsAttribute", "System.Diagnostics.DebuggableAttribute", "DebuggingModes",
        "System.Diagnostics.DebuggerBrowsableAttribute", "System.ParamArrayAttribute",
        "System.Diagnostics.DebuggerBrowsableState", "System.Diagnostics.DebuggerHiddenAttribute",
        "System.Diagnostics.Debug", "System.Diagnostics.CodeAnalysis.SuppressMessageAttribute",
        "System.Diagnostics.CodeAnalysis.NotNullWhenAttribute",
        "System.Reflection.DefaultMemberAttribute", "System.ObsoleteAttribute",
        "System.Reflection.AssemblyCompanyAttribute", "System.Reflection.AssemblyProductAttribute",
        "System.Reflection.AssemblyConfigurationAttribute",
        "System.Reflection.AssemblyDescriptionAttribute",
        "System.Reflection.AssemblyFileVersionAttribute",
        "System.Reflection.AssemblyInformationalVersionAttribute",
        "System.Reflection.AssemblyMetadataAttribute", "System.Reflection.AssemblyTitleAttribute",
        "System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute",
        "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute",
        "System.Runtime.CompilerServices.CollectionBuilderAttribute",
        "System.Runtime.CompilerServices.PreserveBaseOverridesAttribute",
        "System.Runtime.CompilerServices.CompilationRelaxationsAttribute",
        "System.Runtime.CompilerServices.CompilerGeneratedAttribute",
        "System.Runtime.CompilerServices.CompilerFeatureRequiredAttribute",
        "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler",
        "System.Runtime.CompilerServices.EmbeddedAttribute",
        "System.Runtime.CompilerServices.ExtensionAttribute",
        "System.Runtime.CompilerServices.InlineArrayAttribute",
        "System.Runtime.CompilerServices.InternalsVisibleToAttribute",
        "System.Runtime.CompilerServices.IsExternalInit",
        "System.Runtime.CompilerServices.IsReadOnlyAttribute",
        "System.Runtime.CompilerServices.IsByRefLikeAttribute",
        "System.Runtime.CompilerServices.IsUnmanagedAttribute",
        "System.Runtime.CompilerServices.IteratorStateMachineAttribute",
        "System.Runtime.CompilerServices.NullableAttribute",
        "System.Runtime.CompilerServices.NullableContextAttribute",
        "System.Runtime.CompilerServices.NullablePublicOnlyAttribute",
        "System.Runtime.CompilerServices.RefSafetyRulesAttribute",
        "System.Runtime.CompilerServices.RequiredMemberAttribute",
        "System.Runtime.CompilerServices.RequiresLocationAttribute",
        "System.Runtime.CompilerServices.RuntimeCompatibilityAttribute",
        "System.Runtime.CompilerServices.RuntimeHelpers",
        "System.Runtime.CompilerServices.ScopedRefAttribute",
        "System.Runtime.CompilerServices.ParamCollectionAttribute",
        "System.Runtime.CompilerServices.SwitchExpressionException",
        "System.Runtime.CompilerServices.Unsafe",
        "System.Runtime.Versioning.TargetFrameworkAttribute",
        "System.Runtime.CompilerServices.TupleElementNamesAttribute",
        "System.Security.UnverifiableCodeAttribute",
    };

    /// <summary>Of these types only these members.</summary>
    private static readonly Dictionary<string, string[]> AllowedMembers =
        new(StringComparer.Ordinal)
        {
            ["System.BitConverter"] = ["DoubleToInt64Bits", "Int64BitsToDouble"],

            // Where an array lies, so that rows begin where cache lines do: changes no result.
            ["System.GC"] = ["AllocateArray"],
            ["System.Runtime.InteropServices.Marshal"] = ["UnsafeAddrOfPinnedArrayElement"],
            ["System.Math"] = ["Abs", "BigMul", "Ceiling", "Clamp", "Floor", "Max", "Min",
                "Round", "Sign", "Sqrt"],
            ["System.Object"] = [".ctor", "ToString", "Equals", "GetHashCode"],
            ["System.Runtime.CompilerServices.RuntimeHelpers"] =
                ["InitializeArray", "CreateSpan", "GetSubArray", "EnsureSufficientExecutionStack"],
        };

    private static readonly string[] DeniedMembers =
        ["System.String::GetHashCode", "System.String::Format"];

    /// <summary>The state machines of iterators ask which thread runs them.</summary>
    private static readonly string[] CompilerMembers =
        ["System.Environment::get_CurrentManagedThreadId"];

    [Fact]
    public void Core_refers_to_nothing_outside_the_list()
    {
        string[] stray = [.. References().Where(IsStray).Distinct().Order(StringComparer.Ordinal)];
        Assert.True(stray.Length == 0,
            "Offers.Core refers to " + string.Join(", ", stray) + ". Core asks the world nothing: "
            + "take it as an argument, say it in the outbox, or, when it is pure and the same on "
            + "every machine, add it to the list in PurityTests with the reason.");
    }

    [Theory]
    [InlineData("System.Threading.Monitor::Enter")]
    [InlineData("System.IO.File::ReadAllText")]
    [InlineData("System.DateTime::get_Now")]
    [InlineData("System.Environment::get_TickCount")]
    [InlineData("System.Math::Log")]
    [InlineData("System.String::GetHashCode")]
    [InlineData("System.Random")]
    public void The_list_refuses_what_asks_the_world(string reference) =>
        Assert.True(IsStray(reference));

    [Fact]
    public void Core_refers_to_the_base_library_only()
    {
        string[] names = [.. typeof(Allocator).Assembly.GetReferencedAssemblies()
            .Select(name => name.Name!)];
        Assert.All(names, name => Assert.StartsWith("System.", name, StringComparison.Ordinal));
    }

    [Fact]
    public void Core_has_no_package_and_no_project_reference()
    {
        string project = Path.Combine(Repository.Root, "src", "Core", "Offers.Core.csproj");
        IEnumerable<XElement> references = XDocument.Load(project).Descendants()
            .Where(e => e.Name.LocalName is "PackageReference" or "ProjectReference" or "Reference");
        Assert.Empty(references);
    }

    [Fact]
    public void The_package_of_Core_depends_on_nothing()
    {
        // What restore resolved is what pack writes into the package: only development-time
        // analyzers, whose assets stay private.
        string assets = Path.Combine(Repository.Root, "src", "Core", "obj", "project.assets.json");
        using System.Text.Json.JsonDocument json =
            System.Text.Json.JsonDocument.Parse(File.ReadAllText(assets));
        System.Text.Json.JsonElement framework = json.RootElement.GetProperty("project")
            .GetProperty("frameworks").EnumerateObject().Single().Value;
        if (!framework.TryGetProperty("dependencies", out System.Text.Json.JsonElement packages))
        {
            return;
        }

        Assert.All(packages.EnumerateObject(), package => Assert.Equal(
            "All", package.Value.GetProperty("suppressParent").GetString()));
    }

    private static bool IsStray(string reference)
    {
        string[] parts = reference.Split("::");
        string type = parts[0];
        if (CompilerMembers.Contains(reference) || reference == "System.Environment")
        {
            return false;
        }

        if (!AllowedTypes.Contains(type) || DeniedMembers.Contains(reference))
        {
            return true;
        }

        return parts.Length > 1 && AllowedMembers.TryGetValue(type, out string[]? members)
            && !members.Contains(parts[1]);
    }

    private static List<string> References()
    {
        using PEReader file = new(File.OpenRead(Repository.CoreAssembly));
        MetadataReader reader = file.GetMetadataReader();
        List<string> found = [];
        foreach (TypeReferenceHandle handle in reader.TypeReferences)
        {
            found.Add(NameOf(reader, handle));
        }

        foreach (MemberReferenceHandle handle in reader.MemberReferences)
        {
            MemberReference member = reader.GetMemberReference(handle);
            if (member.Parent.Kind == HandleKind.TypeReference)
            {
                string type = NameOf(reader, (TypeReferenceHandle)member.Parent);
                found.Add($"{type}::{reader.GetString(member.Name)}");
            }
        }

        return found;
    }

    private static string NameOf(MetadataReader reader, TypeReferenceHandle handle)
    {
        TypeReference type = reader.GetTypeReference(handle);
        string space = reader.GetString(type.Namespace);
        string name = reader.GetString(type.Name);
        return space.Length == 0 ? name : $"{space}.{name}";
    }
}
