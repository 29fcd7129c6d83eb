namespace Offers.Agents.Containers;

/// <content>
/// What the groups around all containers keep under pressure: as much as those in them together.
/// With less the kernel bounds everybody's part, and what is more it shares out among all by what
/// they use (<c>memory_recursiveprot</c>), so that requests would mean nothing.
/// </content>
internal sealed partial class GroupsV2
{
    private const string LowFile = "memory.low";

    private static readonly Dictionary<string, long> NoClaims = [];

    private readonly Lock _lowLock = new();

    /// <summary>
    /// What containers that are being made or changed may come to keep: the tree does not say it
    /// yet, and another's change must not lower what is around them. As many as there are changes.
    /// </summary>
    private readonly Dictionary<string, long> _claims = new(StringComparer.Ordinal);

    protected override void Claim(string name, ContainerLimits limits)
    {
        // A container's own request is for all in it, nested ones too.
        if (ContainerName.ParentOf(name) is not null
            || LowOf(DirectoryOf(name)) == limits.MemorySoftBytes)
        {
            return;
        }

        lock (_lowLock)
        {
            _claims[name] = limits.MemorySoftBytes;
            Stack<(string Group, long Low)> raises = [];
            Dictionary<string, long> claims = _claims;
            foreach (string group in GroupsAround())
            {
                long sum = SumIn(group, claims);
                if (sum > LowOf(group))
                {
                    raises.Push((group, sum));
                }

                claims = new(StringComparer.Ordinal) { [Path.GetFileName(group)] = sum };
            }

            // The outermost first: no group is ever below what is in it.
            foreach ((string group, long low) in raises)
            {
                WriteLow(group, low);
            }
        }
    }

    protected override void Settle(string name)
    {
        if (ContainerName.ParentOf(name) is not null)
        {
            return;
        }

        lock (_lowLock)
        {
            if (!_claims.Remove(name) && Files.Exists(DirectoryOf(name)))
            {
                // It keeps what it kept.
                return;
            }

            try
            {
                Dictionary<string, long> claims = _claims;
                foreach (string group in GroupsAround())
                {
                    long sum = SumIn(group, claims);
                    if (sum != LowOf(group))
                    {
                        WriteLow(group, sum);
                    }

                    claims = NoClaims;
                }
            }
            catch (Exception e) when (IsRefusal(e))
            {
                // The groups are gone, or keep more than they have to; the next change sees to it.
            }
        }
    }

    /// <summary>The groups around all containers, the innermost first.</summary>
    private IEnumerable<string> GroupsAround()
    {
        string group = $"{Mount}/{Layout.Root}";
        while (group.Length > Mount.Length)
        {
            yield return group;
            group = group[..group.LastIndexOf('/')];
        }
    }

    /// <summary>What the groups in a group keep together, or will when they have grown.</summary>
    private long SumIn(string group, Dictionary<string, long> claims)
    {
        long sum = 0;
        foreach (string name in Files.List(group).Union(claims.Keys, StringComparer.Ordinal))
        {
            long low = Math.Max(LowOf($"{group}/{name}"), claims.GetValueOrDefault(name));
            sum = low > long.MaxValue - sum ? long.MaxValue : sum + low;
        }

        return sum;
    }

    /// <summary>What a group keeps; nothing when it is not there or goes away.</summary>
    private long LowOf(string group)
    {
        string text = ReadOrEmpty($"{group}/{LowFile}");
        return text.Length == 0 ? 0 : GroupText.Limit(text) ?? long.MaxValue;
    }

    private void WriteLow(string group, long low) =>
        Files.Write($"{group}/{LowFile}", low == long.MaxValue ? "max" : GroupText.Of(low));
}
