using System.Buffers;
using System.Text;

namespace Offers.Wire;

/// <summary>
/// The first message each way: an array of magic, major, minor, role and name. Its form is the same
/// in all versions; elements that are added stand behind.
/// </summary>
internal static class Hello
{
    internal const int MaxBytes = 1024;

    internal const int MaxNameBytes = 256;

    private const string Magic = "offers";

    internal static bool IsName(string name)
    {
        foreach (char c in name)
        {
            if (char.IsControl(c) || char.IsSurrogate(c))
            {
                return false;
            }
        }

        return name.Length > 0 && Encoding.UTF8.GetByteCount(name) <= MaxNameBytes;
    }

    internal static void Write(IBufferWriter<byte> output, WirePeer self)
    {
        MessagePackWriter writer = new(output);
        writer.ArrayHeader(5);
        writer.Text(Magic);
        writer.Integer(WireProtocols.Major);
        writer.Integer(self.Minor);
        writer.Integer((int)self.Role);
        writer.Text(self.Name);
    }

    /// <summary>Reads what the peer says of itself, or why it cannot be talked to.</summary>
    internal static (WirePeer? Peer, WireClose? Refusal) Read(
        ReadOnlySpan<byte> bytes, WireRole expected)
    {
        try
        {
            MessagePackReader reader = new(bytes);
            int count = reader.ReadArrayHeader();
            if (count < 5 || !reader.ReadText().SequenceEqual("offers"u8))
            {
                return (null, Strange("another first message"));
            }

            return Read(ref reader, expected);
        }
        catch (WireException bad)
        {
            return (null, Strange(bad.Message));
        }
    }

    private static (WirePeer? Peer, WireClose? Refusal) Read(
        ref MessagePackReader reader, WireRole expected)
    {
        int major = reader.ReadInt32();
        int minor = reader.ReadInt32();
        if (major != WireProtocols.Major)
        {
            return (null, new WireClose(CloseReason.Incompatible, FormattableString.Invariant(
                $"found protocol version {major}.{minor}, expected {WireProtocols.Major}.x")));
        }

        WireRole role = (WireRole)reader.ReadInt32();
        string name = reader.ReadString();
        return role != expected
                ? (null, new WireClose(CloseReason.WrongPeer,
                    $"found role {RoleText(role)}, expected {RoleText(expected)}"))
            : minor < 0 || !IsName(name) ? (null, Strange("a bad name or version"))
            : (new WirePeer(role, name, minor), null);
    }

    private static WireClose Strange(string found) => new(
        CloseReason.Protocol, $"no hello: found {found}, expected a hello of this protocol");

    private static string RoleText(WireRole role) => role switch
    {
        WireRole.Master => "master",
        WireRole.Agent => "agent",
        WireRole.Executor => "executor",
        _ => FormattableString.Invariant($"{(int)role}"),
    };
}
