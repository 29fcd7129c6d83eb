using System;

namespace Offers;

/// <summary>What a resource item must be to be one, however it was written.</summary>
internal static class ItemRules
{
    /// <summary>The largest value of a range, 2^53: exact in every JSON reader.</summary>
    internal const long MaxRangeValue = 1L << 53;

    /// <summary>
    /// The first broken rule, as "found ..., expected ..."; null when there is none.
    /// </summary>
    internal static string? Check(in ItemDraft draft) =>
        CheckName(draft) ?? CheckStack(draft.Reservations) ?? CheckDisk(draft)
        ?? CheckText("provider", draft.Provider) ?? CheckValue(draft);

    /// <summary>The first broken rule of a stack of reservations, bottom first.</summary>
    internal static string? CheckStack(ReadOnlySpan<Reservation> stack)
    {
        for (int i = 0; i < stack.Length; i++)
        {
            string? reason = CheckReservation(stack[i], i == 0 ? null : stack[i - 1]);
            if (reason is not null)
            {
                return reason;
            }
        }

        return null;
    }

    private static string? CheckName(in ItemDraft draft)
    {
        if (!ResourceSchema.IsName(draft.Name))
        {
            return $"found name '{draft.Name}', expected letters, digits, '_', '-' or '.'";
        }

        ResourceValueType? expected = draft.Name switch
        {
            "cpus" or "mem" or "disk" or "gpus" => ResourceValueType.Scalar,
            "ports" => ResourceValueType.Ranges,
            _ => null,
        };
        return expected is null || expected == draft.Type
            ? null
            : $"found {Word(draft.Type)} for '{draft.Name}', expected {Word(expected.Value)}";
    }

    private static string Word(ResourceValueType type) => type switch
    {
        ResourceValueType.Scalar => "a scalar",
        ResourceValueType.Ranges => "ranges",
        _ => "a set",
    };

    private static string? CheckReservation(Reservation entry, Reservation? below)
    {
        if (entry.Role is RoleName.Default)
        {
            return "found a reservation for '*', expected another role";
        }

        if (RoleName.Check(entry.Role) is string reason)
        {
            return $"found role '{entry.Role}', which {reason}";
        }

        if (below is not null && entry.Type != ReservationType.Dynamic)
        {
            return $"found a static refinement for '{entry.Role}', expected a dynamic one";
        }

        if (below is not null && !RoleName.IsStrictSubrole(entry.Role, below.Role))
        {
            return $"found a refinement for '{entry.Role}', expected a sub-role of "
                + $"'{below.Role}'";
        }

        return CheckText("principal", entry.Principal) ?? CheckLabels(entry);
    }

    private static string? CheckLabels(Reservation entry)
    {
        string? reason = null;
        for (int i = 0; i < entry.Labels.Count && reason is null; i++)
        {
            string? value = entry.Labels[i].Value;
            reason = CheckText("label", entry.Labels[i].Key)
                ?? CheckText("label", value is "" ? null : value);
        }

        return reason;
    }

    private static string? CheckDisk(in ItemDraft draft)
    {
        if (draft.IsShared && draft.Disk?.PersistenceId is null)
        {
            return "found a shared item, expected only persistent volumes to be shared";
        }

        if (draft.Disk is not DiskDescription disk)
        {
            return null;
        }

        if (draft.Name is not "disk")
        {
            return $"found a disk's description on '{draft.Name}', expected it on 'disk' only";
        }

        if (disk is { PersistenceId: null, ContainerPath: null, Source: null })
        {
            return "found an empty description of a disk, expected a source or a volume";
        }

        if (disk is { PersistenceId: null, PersistencePrincipal: not null })
        {
            return "found the principal of a volume, expected its id, too";
        }

        return CheckText("persistence id", disk.PersistenceId)
            ?? CheckText("principal", disk.PersistencePrincipal)
            ?? CheckText("container path", disk.ContainerPath) ?? CheckSource(disk.Source);
    }

    private static string? CheckSource(DiskSource? source)
    {
        if (source is { Type: DiskSourceType.Block or DiskSourceType.Raw, Root: not null })
        {
            return "found a root on a disk that is not PATH or MOUNT, expected none";
        }

        return CheckText("root", source?.Root) ?? CheckText("source id", source?.Id)
            ?? CheckText("profile", source?.Profile);
    }

    private static string? CheckValue(in ItemDraft draft)
    {
        bool isCounted = draft.IsShared || DiskDescription.IsWhole(draft.Disk, draft.IsShared);
        if (draft.Copies != 1 && !isCounted)
        {
            return "found a number of copies, expected it on items that do not split only";
        }

        string? reason = null;
        for (int i = 0; i < (draft.Members?.Count ?? 0) && reason is null; i++)
        {
            reason = CheckText("member", draft.Members![i]);
        }

        return reason;
    }

    /// <summary>Null is no text, and in order; otherwise well-formed text, not empty.</summary>
    private static string? CheckText(string what, string? text)
    {
        if (text is "")
        {
            return $"found an empty {what}, expected at least one character";
        }

        for (int i = 0; i < (text?.Length ?? 0); i++)
        {
            if (RoleName.IsLoneSurrogate(text!, i))
            {
                return $"found half of a surrogate pair in a {what}, expected well-formed text";
            }
        }

        return null;
    }
}
