using System.Collections.Generic;
using System.Text;

namespace Offers;

/// <summary>
/// Writes what stands before the colon of an item's text; <see cref="ResourceIdentity.Text"/> says
/// how.
/// </summary>
internal static class ItemHead
{
    private const string Hexadecimals = "0123456789ABCDEF";

    internal static string Write(ResourceIdentity identity)
    {
        StringBuilder text = new(identity.Name);
        for (int i = 0; i < identity.Reservations.Count; i++)
        {
            text.Append(i == 0 ? '(' : '|');
            AppendReservation(text, identity.Reservations[i]);
        }

        text.Append(identity.IsReserved ? ")" : "");
        if (identity.Disk is DiskDescription disk)
        {
            AppendDisk(text, disk);
        }

        text.Append(identity.IsRevocable ? "{REV}" : "");
        text.Append(identity.IsShared ? "<SHARED>" : "");
        if (identity.Provider is string provider)
        {
            text.Append('@');
            AppendEscaped(text, provider);
        }

        return text.ToString();
    }

    /// <summary>The word for a type of source.</summary>
    internal static string WordOf(DiskSourceType type) => type switch
    {
        DiskSourceType.Path => "PATH",
        DiskSourceType.Mount => "MOUNT",
        DiskSourceType.Block => "BLOCK",
        _ => "RAW",
    };

    /// <summary>Appends text with a percent sign for every character that has a meaning.</summary>
    internal static void AppendEscaped(StringBuilder text, string field)
    {
        foreach (char c in field)
        {
            if (HasMeaning(c))
            {
                AppendCode(text, c);
            }
            else
            {
                text.Append(c);
            }
        }
    }

    internal static bool HasMeaning(char c) =>
        c is <= ' ' or '\x7F' or '%' or ';' or ':' or ',' or '(' or ')' or '[' or ']' or '{' or '}'
            or '<' or '>' or '|' or '=' or '@';

    private static void AppendCode(StringBuilder text, char c) =>
        text.Append('%').Append(Hexadecimals[c >> 4]).Append(Hexadecimals[c & 15]);

    private static void AppendReservation(StringBuilder text, Reservation entry)
    {
        AppendEscaped(text, entry.Role);
        bool isShort = entry.Principal is null && entry.Labels.Count == 0;
        if (entry.Type == ReservationType.Static && isShort)
        {
            return;
        }

        text.Append(entry.Type == ReservationType.Static ? ",STATIC" : ",DYNAMIC");
        if (entry.Principal is string principal)
        {
            text.Append(',');
            AppendEscaped(text, principal);
        }

        for (int i = 0; i < entry.Labels.Count; i++)
        {
            text.Append(i == 0 ? ",{" : ",");
            AppendLabel(text, entry.Labels[i]);
        }

        text.Append(entry.Labels.Count > 0 ? "}" : "");
    }

    private static void AppendLabel(StringBuilder text, KeyValuePair<string, string?> label)
    {
        AppendEscaped(text, label.Key);
        if (label.Value is string value)
        {
            text.Append('=');
            AppendEscaped(text, value);
        }
    }

    private static void AppendDisk(StringBuilder text, DiskDescription disk)
    {
        text.Append('[');
        if (disk.Source is DiskSource source)
        {
            AppendSource(text, source);
            bool isVolume = disk.PersistenceId is not null || disk.ContainerPath is not null;
            text.Append(isVolume ? "," : "");
        }

        AppendVolume(text, disk);
        text.Append(']');
    }

    private static void AppendSource(StringBuilder text, DiskSource source)
    {
        text.Append(WordOf(source.Type));
        if (source.Id is not null || source.Profile is not null)
        {
            text.Append('(');
            AppendEscaped(text, source.Id ?? "");
            text.Append(source.Profile is null ? "" : ",");
            AppendEscaped(text, source.Profile ?? "");
            text.Append(')');
        }

        text.Append(source.Root is null ? "" : ":");
        AppendEscaped(text, source.Root ?? "");
    }

    private static void AppendVolume(StringBuilder text, DiskDescription disk)
    {
        string id = disk.PersistenceId ?? "";
        if (id is "PATH" or "MOUNT" or "BLOCK" or "RAW")
        {
            AppendCode(text, id[0]);
            id = id[1..];
        }

        AppendEscaped(text, id);
        if (disk.PersistencePrincipal is string principal)
        {
            text.Append('(');
            AppendEscaped(text, principal);
            text.Append(')');
        }

        text.Append(disk.ContainerPath is null ? "" : ":");
        AppendEscaped(text, disk.ContainerPath ?? "");
    }
}
