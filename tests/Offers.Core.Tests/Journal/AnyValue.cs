using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Offers.Core.Tests.Journal;

/// <summary>
/// Makes values of the types of the cluster's contract, whatever their types can hold: found by
/// reflection, so that no command, event, instruction or field can be forgotten.
/// </summary>
internal sealed class AnyValue(Random random, ResourceSchema schema)
{
    private static readonly string[] Texts =
    [
        "a1", "f-1", "", "x y", "quote\"", "back\\slash", "naïve", "名", "\U0001F600", "#", "{}",
        "*", "a/b", "a//b", "-", "\0\u001f\u2028", "3-17", "NAME=value", "</script>",
    ];

    private static readonly string[] Resources =
    [
        "", "cpus:4;mem:1024", "cpus:0.001", "cpus(a):2;mem(a):0.5;ports:[1-5,7-9]",
        "cpus{REV}:1.25;gpus:2", "ports(b):[31000-32000]", "zones:{r1,r2};slots:3",
        "cpus(a|a/b,DYNAMIC,p):1;disk:33.3", "disk(a)[v1:path]:10;mem:1125899906842.623",
        "disk(a)[v2:path]<SHARED>:10<3>",
    ];

    private static readonly string[] Attributes =
        ["", "rack:r1", "rack:a;rack:b;n:0.001", "p:[1-2,5-9];\u00fc:\"x"];

    private static readonly string[] Constraints =
    [
        "{}",
        """
        {"role_constraints":{"a/b":{"groups":[{"attribute_constraints":[{"selector":
        {"pseudoattribute_type":"HOSTNAME"},"predicate":{"not_exists":{}}}]}]},"*":{"groups":
        [{"attribute_constraints":[{"selector":{"attribute_name":"rack"},"predicate":
        {"text_matches":{"regex":"r[12]\\d"}}}]}]}}}
        """,
    ];

    private static readonly long[] Edges =
    [
        0, 1, -1, 1000, 32_000, 10_000_000, 25_000_000, -30_000_000, int.MaxValue, int.MinValue,
        long.MaxValue, long.MinValue,
    ];

    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Type[] All = typeof(ClusterCommand).Assembly.GetTypes();

    /// <summary>The types that are no base of others, of a base.</summary>
    internal static IReadOnlyList<Type> KindsOf(Type parent) =>
        [.. All.Where(type => type.IsSubclassOf(parent) && !type.IsAbstract)
            .OrderBy(type => type.Name, StringComparer.Ordinal)];

    internal T Of<T>() => (T)Of(typeof(T))!;

    /// <summary>A value of a type.</summary>
    internal object Of(Type type)
    {
        if (type.IsEnum)
        {
            return EnumOf(type);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>))
        {
            return ListOf(type.GetGenericArguments()[0]);
        }

        return type.IsAbstract ? Of(Pick(KindsOf(type))) : Leaf(type) ?? RecordOf(type);
    }

    private object? Leaf(Type type) => type switch
    {
        _ when type == typeof(string) => Pick(Texts),
        _ when type == typeof(bool) => random.Next(2) == 0,
        _ when type == typeof(int) => (int)Number(),
        _ when type == typeof(long) => Number(),
        _ when type == typeof(TimeSpan) => new TimeSpan(Number()),
        _ when type == typeof(Timestamp) => new Timestamp(Number()),
        _ when type == typeof(UpdateId) => new UpdateId((ulong)Number(), (ulong)Number()),
        _ when type == typeof(OfferKey) => new OfferKey((int)Number(), Number()),
        _ when type == typeof(ResourceSet) => ResourceSet.Parse(schema, Pick(Resources)),
        _ when type == typeof(ResourceVector) => ResourceText.Parse(
            Pick(["", "cpus:0.5;slots:3", "mem:1125899906842.623"]), schema),
        _ when type == typeof(ResourceLimits) => ResourceText.ParseLimits(
            Pick(["", "cpus:0", "cpus:1.5;mem:0;slots:3", "mem:1125899906842.623"]), schema),
        _ when type == typeof(AgentAttributes) => AgentAttributes.Parse(Pick(Attributes)),
        _ when type == typeof(OfferConstraints) => ConstraintsOf(Pick(Constraints)),
        _ => null,
    };

    /// <summary>By its longest constructor, then whatever can be initialized besides.</summary>
    private object RecordOf(Type type)
    {
        ConstructorInfo constructor = type.GetConstructors()
            .OrderByDescending(one => one.GetParameters().Length).First();
        ParameterInfo[] parameters = constructor.GetParameters();
        object value = constructor.Invoke(
            [.. parameters.Select(p => OrNull(p.ParameterType, IsNullable(p)))]);
        foreach (PropertyInfo property in type.GetProperties().Where(p => p.CanWrite))
        {
            // Who calls and who reports is said by the constructors alone.
            bool isGiven = property.DeclaringType == typeof(FrameworkCall)
                || property.DeclaringType == typeof(AgentReport)
                || parameters.Any(p => p.Name == property.Name);
            bool isRequired = property.IsDefined(typeof(RequiredMemberAttribute));
            if (!isGiven && (isRequired || random.Next(3) > 0))
            {
                property.SetValue(value, OrNull(
                    property.PropertyType,
                    Nullability.Create(property).WriteState == NullabilityState.Nullable));
            }
        }

        return value is FrameworkDescription description ? OneMinimumEach(description) : value;
    }

    private object? OrNull(Type type, bool isNullable) =>
        isNullable && random.Next(3) == 0 ? null : Of(Nullable.GetUnderlyingType(type) ?? type);

    private static bool IsNullable(ParameterInfo parameter) =>
        Nullability.Create(parameter).WriteState == NullabilityState.Nullable;

    private object EnumOf(Type type)
    {
        if (type.IsDefined(typeof(FlagsAttribute), false))
        {
            int all = 0;
            foreach (object value in Enum.GetValues(type))
            {
                all |= (int)value;
            }

            return Enum.ToObject(type, random.Next(all + 1));
        }

        Array values = Enum.GetValues(type);
        return values.GetValue(random.Next(values.Length))!;
    }

    private object ListOf(Type item)
    {
        Array items = Array.CreateInstance(item, random.Next(4) == 0 ? 0 : random.Next(1, 3));
        for (int i = 0; i < items.Length; i++)
        {
            items.SetValue(Of(item), i);
        }

        return typeof(AnyValue).GetMethod(nameof(MakeList), BindingFlags.Static
            | BindingFlags.NonPublic)!.MakeGenericMethod(item).Invoke(null, [items])!;
    }

    private static ValueList<T> MakeList<T>(T[] items) => ValueLists.Of<T>(items);

    private static FrameworkDescription OneMinimumEach(FrameworkDescription description) =>
        description with
        {
            Minimums = [.. description.Minimums.DistinctBy(minimum => minimum.Role)],
        };

    private static OfferConstraints ConstraintsOf(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return OfferConstraints.FromJson(document.RootElement);
    }

    private long Number() => random.Next(3) switch
    {
        0 => random.NextInt64(long.MinValue, long.MaxValue),
        1 => random.Next(100_000) * 1_000_000L,
        _ => Pick(Edges),
    };

    private T Pick<T>(IReadOnlyList<T> pool) => pool[random.Next(pool.Count)];
}
