using System.Collections.Generic;

namespace Offers;

/// <summary>Reads what <see cref="ItemHead"/> writes after the name, section by section.</summary>
internal static class ItemHeadReader
{
    private static readonly DiskSourceType[] SourceTypes =
        [DiskSourceType.Path, DiskSourceType.Mount, DiskSourceType.Block, DiskSourceType.Raw];

    internal static ItemDraft Read(ref TextCursor cursor, in ItemDraft named)
    {
        Reservation[]? stack = cursor.TryTake('(') ? ReadStack(ref cursor) : null;
        cursor.SkipBlanks();
        DiskDescription? disk = cursor.TryTake('[') ? ReadDisk(ref cursor) : null;
        cursor.SkipBlanks();
        bool revocable = cursor.TryTake("{REV}");
        cursor.SkipBlanks();
        bool shared = cursor.TryTake("<SHARED>");
        cursor.SkipBlanks();
        string? provider = cursor.TryTake('@') ? cursor.Field(":", "a provider") : null;
        return named with
        {
            Reservations = stack,
            Disk = disk,
            IsRevocable = revocable,
            IsShared = shared,
            Provider = provider,
        };
    }

    /// <summary>The stack, bottom first; <c>(*)</c> alone is none.</summary>
    private static Reservation[]? ReadStack(ref TextCursor cursor)
    {
        List<Reservation> stack = [];
        do
        {
            stack.Add(ReadReservation(ref cursor));
        }
        while (cursor.TryTake('|'));

        cursor.Expect(')', "',', '|' or ')'");
        bool isDefault = stack is [{ Type: ReservationType.Static, Role: RoleName.Default } only]
            && only.Principal is null && only.Labels.Count == 0;
        return isDefault ? null : [.. stack];
    }

    private static Reservation ReadReservation(ref TextCursor cursor)
    {
        string role = cursor.Field(",|)", "a role");
        if (!cursor.TryTake(','))
        {
            return new Reservation(ReservationType.Static, role);
        }

        ReservationType type = ReadType(ref cursor);
        string? principal = null;
        List<KeyValuePair<string, string?>> labels = [];
        bool more = cursor.TryTake(',');
        if (more && !cursor.TryTake('{'))
        {
            principal = cursor.Field(",|)", "a principal or labels");
            more = cursor.TryTake(',');
            if (more)
            {
                cursor.Expect('{', "labels in {}");
            }
        }

        if (more)
        {
            ReadLabels(ref cursor, labels);
        }

        return new Reservation(type, role, principal, labels);
    }

    private static ReservationType ReadType(ref TextCursor cursor)
    {
        cursor.SkipBlanks();
        if (cursor.TryTake("DYNAMIC"))
        {
            return ReservationType.Dynamic;
        }

        return cursor.TryTake("STATIC") ? ReservationType.Static
            : throw cursor.Bad("STATIC or DYNAMIC");
    }

    private static void ReadLabels(
        ref TextCursor cursor, List<KeyValuePair<string, string?>> labels)
    {
        do
        {
            string key = cursor.Field("=,}", "the key of a label");
            string? value = null;
            if (cursor.TryTake('='))
            {
                bool isEmpty = cursor.IsAt(',') || cursor.IsAt('}');
                value = isEmpty ? "" : cursor.Field(",}", "the value of a label");
            }

            labels.Add(new KeyValuePair<string, string?>(key, value));
        }
        while (cursor.TryTake(','));

        cursor.Expect('}', "',' or '}'");
    }

    private static DiskDescription ReadDisk(ref TextCursor cursor)
    {
        DiskSource? source = ReadSource(ref cursor);
        if (source is not null && !cursor.TryTake(','))
        {
            cursor.Expect(']', "',' or ']'");
            return new DiskDescription(null, null, null, source);
        }

        string? id = cursor.IsAt(':') ? null : cursor.Field("(:]", "a persistence id");
        string? principal = null;
        if (cursor.TryTake('('))
        {
            principal = cursor.Field(")", "a principal");
            cursor.Expect(')', "')'");
        }

        string? path = cursor.TryTake(':') ? cursor.Field("]", "a path") : null;
        cursor.Expect(']', "']'");
        return new DiskDescription(id, principal, path, source);
    }

    private static DiskSource? ReadSource(ref TextCursor cursor)
    {
        foreach (DiskSourceType type in SourceTypes)
        {
            if (cursor.TryTakeWord(ItemHead.WordOf(type), "(:,]"))
            {
                return ReadSource(ref cursor, type);
            }
        }

        return null;
    }

    private static DiskSource ReadSource(ref TextCursor cursor, DiskSourceType type)
    {
        string? id = null;
        string? profile = null;
        if (cursor.TryTake('('))
        {
            id = cursor.IsAt(',') ? null : cursor.Field(",)", "the id of a source");
            profile = cursor.TryTake(',') ? cursor.Field(")", "a profile") : null;
            cursor.Expect(')', "')'");
        }

        string? root = cursor.TryTake(':') ? cursor.Field(",]", "a root") : null;
        return new DiskSource(type, root, id, profile);
    }
}
