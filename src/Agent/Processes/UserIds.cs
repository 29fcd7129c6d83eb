using System.Globalization;
using System.Runtime.InteropServices;

namespace Offers.Agents.Processes;

/// <summary>The numbers of a user of the system.</summary>
/// <param name="User">Of the user.</param>
/// <param name="Group">Of the main group.</param>
/// <param name="IsNamed">Whether the system knows a name, and so other groups.</param>
internal readonly record struct UserIds(uint User, uint Group, bool IsNamed)
{
    private const int IdsOffset = 16;
    private static readonly Lock Gate = new();

    /// <summary>Finds a user by name or number.</summary>
    /// <exception cref="IOException">The system does not know the name.</exception>
    internal static UserIds Find(string name)
    {
        // The library's answer lives in one static place.
        lock (Gate)
        {
            nint entry = Native.getpwnam(name);
            if (entry != 0)
            {
                // struct passwd: two pointers, then both numbers.
                return new UserIds(
                    (uint)Marshal.ReadInt32(entry, IdsOffset),
                    (uint)Marshal.ReadInt32(entry, IdsOffset + sizeof(int)),
                    IsNamed: true);
            }
        }

        return uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out uint id)
            ? new UserIds(id, id, IsNamed: false)
            : throw new IOException($"user '{name}': expected a user this machine knows");
    }
}
