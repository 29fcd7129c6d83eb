using System.Buffers;
using Offers.Core.Tests.Journal;

namespace Offers.Wire.Tests.Messages;

/// <summary>One sort of messages, whatever its type.</summary>
internal sealed class Sort
{
    private readonly Func<ResourceSchema, object, byte[]> _write;
    private readonly Func<ResourceSchema, byte[], object> _read;

    private Sort(
        Type parent, IReadOnlyList<Type> kinds, Func<ResourceSchema, object, byte[]> write,
        Func<ResourceSchema, byte[], object> read)
    {
        Parent = parent;
        Kinds = kinds;
        _write = write;
        _read = read;
    }

    internal static IReadOnlyList<Sort> All { get; } =
    [
        Of(static schema => WireCodecs.Reports(schema)),
        Of(static schema => WireCodecs.Instructions(schema)),
        Of(static schema => WireCodecs.ExecutorReports(schema)),
        Of(static schema => WireCodecs.ExecutorInstructions(schema)),
    ];

    internal Type Parent { get; }

    internal IReadOnlyList<Type> Kinds { get; }

    internal byte[] Write(ResourceSchema schema, object message) => _write(schema, message);

    internal object Read(ResourceSchema schema, byte[] bytes) => _read(schema, bytes);

    private static Sort Of<T>(Func<ResourceSchema, WireCodec<T>> codec)
        where T : class
    {
        return new Sort(
            typeof(T), KindsOf(typeof(T)),
            (schema, message) =>
            {
                ArrayBufferWriter<byte> bytes = new();
                codec(schema).Write(bytes, (T)message);
                return bytes.WrittenSpan.ToArray();
            },
            (schema, bytes) => codec(schema).Read(bytes));
    }

    private static IReadOnlyList<Type> KindsOf(Type parent) =>
        parent == typeof(AgentReport)
            ? [.. AnyValue.KindsOf(parent), typeof(RegistrationPart)]
            : parent.Assembly == typeof(AgentReport).Assembly
            ? AnyValue.KindsOf(parent)
            : [.. parent.Assembly.GetTypes().Where(type => type.IsSubclassOf(parent))
                .OrderBy(type => type.Name, StringComparer.Ordinal)];
}
