using System.Globalization;
using System.Text;

namespace Offers.Agents.Containers;

/// <summary>
/// The mounts of groups in <c>/proc/self/mountinfo</c>. Reference: proc(5); a line is
/// <c>id parent device root mountpoint options tags... - type source options</c>.
/// </summary>
internal sealed class MountTable
{
    private static readonly string[] Known =
        ["freezer", "cpu", "cpuacct", "memory", "pids", "cpuset", "devices", "blkio"];

    private MountTable()
    {
    }

    /// <summary>Where each controller of version 1 is mounted; the first place counts.</summary>
    internal Dictionary<string, string> Controllers { get; } = new(StringComparer.Ordinal);

    /// <summary>Where version 2 is mounted, or null.</summary>
    internal string? Unified { get; private set; }

    internal static MountTable Read(string mountInfo)
    {
        MountTable table = new();
        foreach (string line in mountInfo.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            int dash = Array.IndexOf(fields, "-");
            if (dash >= 6 && dash + 3 < fields.Length)
            {
                table.Add(Unescape(fields[4]), fields[dash + 1], fields[dash + 3]);
            }
        }

        return table;
    }

    private void Add(string mountPoint, string type, string options)
    {
        if (type is "cgroup2")
        {
            Unified ??= mountPoint;
        }
        else if (type is "cgroup")
        {
            foreach (string option in options.Split(','))
            {
                if (Array.IndexOf(Known, option) >= 0)
                {
                    Controllers.TryAdd(option, mountPoint);
                }
            }
        }
    }

    /// <summary>Blanks and backslashes are written as a backslash and three octal digits.</summary>
    private static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        StringBuilder result = new();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 3 < text.Length && IsOctal(text.AsSpan(i + 1, 3)))
            {
                int code = ((text[i + 1] - '0') * 64) + ((text[i + 2] - '0') * 8)
                    + (text[i + 3] - '0');
                result.Append(((char)code).ToString(CultureInfo.InvariantCulture));
                i += 3;
            }
            else
            {
                result.Append(text[i]);
            }
        }

        return result.ToString();
    }

    private static bool IsOctal(ReadOnlySpan<char> digits) => !digits.ContainsAnyExceptInRange(
        '0', '7');
}
