using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Offers.Wire;

/// <summary>The JSON form of attributes, which keeps what their text form cannot.</summary>
internal static class JsonForm
{
    internal static string Of(AgentAttributes attributes)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter writer = new(bytes))
        {
            attributes.WriteJson(writer);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
