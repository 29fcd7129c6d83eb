using System.Globalization;
using System.Text;

namespace Offers.Simulation;

/// <summary>
/// The names of a workload's roles as the allocator takes them. A trace names tenants as it likes;
/// there a slash or a blank is no part of a path.
/// </summary>
internal static class RoleText
{
    /// <summary>
    /// The name itself if it is a role name of one component; otherwise every character but
    /// letters, digits and <c>_</c> as a percent sign and its code, so that different names stay
    /// different.
    /// </summary>
    internal static string Of(string name)
    {
        if (RoleName.IsValid(name) && RoleName.Parent(name) is null
            && !name.Contains('%', StringComparison.Ordinal))
        {
            return name;
        }

        StringBuilder text = new();
        foreach (char c in name)
        {
            if (char.IsAsciiLetterOrDigit(c) || c == '_')
            {
                text.Append(c);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"%{(int)c:X4}");
            }
        }

        return text.Length == 0 ? "%" : text.ToString();
    }
}
