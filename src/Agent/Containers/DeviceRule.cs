using System.Globalization;

namespace Offers.Agents.Containers;

/// <summary>Devices that a container may read, write and make nodes of.</summary>
/// <param name="IsBlock">Block devices; otherwise character devices.</param>
/// <param name="Major">The major number, 0 or more; null is every one.</param>
/// <param name="Minor">The minor number, 0 or more; null is every one.</param>
public readonly record struct DeviceRule(bool IsBlock, int? Major, int? Minor)
{
    /// <summary>
    /// What every container may use: null, zero, full, random, urandom, tty, console, ptmx and the
    /// pseudo terminals. Nothing of it touches another container or the machine.
    /// </summary>
    public static ValueList<DeviceRule> Default { get; } =
    [
        new(false, 1, 3), new(false, 1, 5), new(false, 1, 7), new(false, 1, 8), new(false, 1, 9),
        new(false, 5, 0), new(false, 5, 1), new(false, 5, 2), new(false, 136, null),
    ];

    /// <summary>
    /// Whether only nodes may be made, which nobody may open for it; false by default.
    /// </summary>
    public bool IsNodeOnly { get; init; }

    /// <summary>As the kernel writes it: <c>c 1:3 rwm</c>, <c>c 136:* rwm</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(IsBlock ? 'b' : 'c')} {Number(Major)}:{Number(Minor)} {(IsNodeOnly ? "m" : "rwm")}");

    private static string Number(int? number) =>
        number?.ToString(CultureInfo.InvariantCulture) ?? "*";
}
