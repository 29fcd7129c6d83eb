using System.Globalization;
using System.Runtime.InteropServices;

namespace Offers.Agents.Processes;

/// <summary>The numbers of a user of the system.</summary>
/// <param name="User">Of the user.</param>
/// <param name="Group">Of the main group.</param>
/// <param name="IsNamed">Whether the system knows a name, and so other groups.</param>
internal readonly record struct UserIds(uint User, uint Group, bool IsNamed)
{
    /// <summary>The group of a number without a name (<c>nogroup</c>): it is nobody's.</summary>
    private const uint NoGroup = 65534;

    /// <summary>To the kernel this number means "as before", which would be root.</summary>
    private const uint NoUser = uint.MaxValue;

    private const int IdsOffset = 16;
    private static readonly Lock Gate = new();

    /// <summary>
    /// Finds a user by name or number. A number that the system does not know is a user all the
    /// same, in no group: the group of that number is another thing (42 is <c>shadow</c>).
    /// </summary>
    /// <exception cref="IOException">The system does not know the name.</exception>
    internal static UserIds Find(string name)
    {
        bool isNumber =
            uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out uint id)
            && id != NoUser;

        // The library's answer lives in one static place.
        lock (Gate)
        {
            nint entry = Native.getpwnam(name);
            if (entry == 0 && isNumber)
            {
                entry = Native.getpwuid(id);
            }

            if (entry != 0)
            {
                // struct passwd: two pointers, then both numbers.
                return new UserIds(
                    (uint)Marshal.ReadInt32(entry, IdsOffset),
                    (uint)Marshal.ReadInt32(entry, IdsOffset + sizeof(int)),
                    IsNamed: true);
            }
        }

        return isNumber
            ? new UserIds(id, NoGroup, IsNamed: false)
            : throw new IOException($"user '{name}': expected a user this machine knows");
    }
}
