using System.Reflection;
using System.Text;

namespace Offers.Core.Tests.Conventions;

/// <summary>The public surface of Core as text, one member a line, in a total order.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    internal static IEnumerable<Type> Types => typeof(Allocator).Assembly.GetExportedTypes()
        .OrderBy(type => type.FullName, StringComparer.Ordinal);

    internal static IEnumerable<MemberInfo> MembersOf(Type type) => type.GetMembers(Declared)
        .Where(member => member is not MethodInfo { IsSpecialName: true } method
            || method.Name.StartsWith("op_", StringComparison.Ordinal))
        .Where(member => member is not FieldInfo { IsSpecialName: true })
        .Where(member => !member.Name.StartsWith('<'));

    internal static string Text()
    {
        StringBuilder text = new();
        foreach (Type type in Types)
        {
            text.Append(Header(type)).Append('\n');
            foreach (string line in MembersOf(type).Select(Line).Order(StringComparer.Ordinal))
            {
                text.Append("  ").Append(line).Append('\n');
            }
        }

        return text.ToString();
    }

    internal static IEnumerable<Type> TypesIn(MemberInfo member) => member switch
    {
        FieldInfo field => [field.FieldType],
        PropertyInfo property => [property.PropertyType],
        ConstructorInfo constructor => constructor.GetParameters().Select(p => p.ParameterType),
        MethodInfo method =>
            [method.ReturnType, .. method.GetParameters().Select(p => p.ParameterType)],
        _ => [],
    };

    private static string Header(Type type)
    {
        string kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        return $"{kind} {Name(type)}";
    }

    private static string Line(MemberInfo member) => member switch
    {
        FieldInfo { IsLiteral: true } f =>
            $"const {Name(f.FieldType)} {f.Name} = {f.GetRawConstantValue()}",
        FieldInfo f => $"field {Static(f.IsStatic)}{Name(f.FieldType)} {f.Name}",
        PropertyInfo p => $"property {Static(p.GetMethod!.IsStatic)}{Name(p.PropertyType)} "
            + $"{p.Name}{Parameters(p.GetIndexParameters())} {{{Accessors(p)} }}",
        ConstructorInfo c => $"new{Parameters(c.GetParameters())}",
        MethodInfo m => $"method {Static(m.IsStatic)}{Name(m.ReturnType)} {m.Name}"
            + Parameters(m.GetParameters()),
        _ => $"{member.MemberType} {member.Name}",
    };

    private static string Accessors(PropertyInfo property)
    {
        string set = property.SetMethod is not { IsPublic: true } setter ? ""
            : setter.ReturnParameter.GetRequiredCustomModifiers().Length > 0 ? " init;" : " set;";
        return " get;" + set;
    }

    private static string Static(bool isStatic) => isStatic ? "static " : "";

    private static string Parameters(ParameterInfo[] parameters) => parameters.Length == 0
        ? "()"
        : "(" + string.Join(", ", parameters.Select(p => $"{Name(p.ParameterType)} {p.Name}")) + ")";

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return "ref " + Name(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        string name = type.Name.Split('`')[0];
        return type.IsGenericType
            ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : name;
    }
}
