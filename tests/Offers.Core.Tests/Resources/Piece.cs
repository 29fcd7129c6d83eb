using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Offers.Core.Tests.Resources;

/// <summary>
/// One item of a text: a scalar of <c>Low</c> thousandths, <c>More</c> + 1 copies of that size, the
/// values from <c>Low</c> to <c>Low + More</c>, or the member <c>m{Low}</c>, as its head has it.
/// </summary>
internal sealed record Piece(string Head, long Low, long More)
{
    public static readonly string[] Heads =
    [
        "cpus", "cpus(a)", "cpus(a|a/b,DYNAMIC,p)", "cpus{REV}", "cpus(a){REV}",
        "cpus(a,DYNAMIC,p,{k=v})", "mem", "disk", "disk[RAW]", "disk[PATH:/p]", "disk(a)[PATH:/q]",
        "disk(a)[v1:data]", "disk[MOUNT:/m]", "disk(a)[v1:data]<SHARED>", "disk[RAW(id)]",
        "disk[BLOCK]@rp", "disk(a)[MOUNT:/m,v2]<SHARED>", "ports", "ports(a)", "nums{REV}", "zones",
        "zones(b,DYNAMIC)",
    ];

    public static Gen<Piece> Any => Of(Heads);

    public static Gen<Piece> Of(params string[] heads) =>
        from head in Gen.Elements(heads)
        from low in Gen.Choose(0, 12)
        from more in Gen.Choose(0, 3)
        select new Piece(head, low, more);

    public static bool IsCounted(string head) =>
        head.Contains("MOUNT", StringComparison.Ordinal)
        || head.Contains("BLOCK", StringComparison.Ordinal)
        || head.Contains("RAW(", StringComparison.Ordinal)
        || head.Contains("v1", StringComparison.Ordinal);

    public static bool IsRanges(string head) => NameOf(head) is "ports" or "nums";

    public static bool IsSet(string head) => NameOf(head) is "zones";

    public static string NameOf(string head)
    {
        int end = head.AsSpan().IndexOfAnyExceptInRange('a', 'z');
        return end < 0 ? head : head[..end];
    }

    public static string TextOf(IEnumerable<Piece> pieces) => string.Join(';', pieces);

    public override string ToString()
    {
        if (IsRanges(Head))
        {
            return $"{Head}:[{Low}-{Low + More}]";
        }

        string units = (Low / 1000m).ToString(CultureInfo.InvariantCulture);
        return IsSet(Head) ? $"{Head}:{{m{Low}}}"
            : IsCounted(Head) ? $"{Head}:{units}<{More + 1}>"
            : $"{Head}:{units}";
    }
}
