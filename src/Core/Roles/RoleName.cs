using System;

namespace Offers;

/// <summary>
/// The rules for the names of roles. A role is a path such as <c>eng/web</c>; <c>*</c> is the
/// default role, which has neither ancestors nor descendants.
/// </summary>
/// <remarks>
/// A name has 1 to <see cref="MaxLength"/> characters, no slash at either end, no component that is
/// empty, <c>.</c>, <c>..</c> or <c>*</c> or begins with <c>-</c>, no white space and neither
/// backspace nor delete. Every method is linear in the length of its arguments.
/// </remarks>
public static class RoleName
{
    /// <summary>The default role, <c>*</c>: never reserved.</summary>
    public const string Default = "*";

    /// <summary>The most characters (UTF-16 units) that a name may have.</summary>
    public const int MaxLength = 1024;

    /// <summary>True when the text may name a role; null never does.</summary>
    public static bool IsValid(string? role) => role is not null && Check(role) is null;

    /// <summary>Says what is wrong with a name.</summary>
    /// <returns>
    /// Null when the text may name a role; otherwise the first broken rule, as the end of a
    /// sentence that begins with the name.
    /// </returns>
    public static string? Check(string role)
    {
        ArgumentNullException.ThrowIfNull(role);
        if (role is Default)
        {
            return null;
        }

        if (role.Length is 0 or > MaxLength)
        {
            return $"has {role.Length} characters, expected 1 to {MaxLength}";
        }

        return CheckCharacters(role) ?? CheckComponents(role);
    }

    /// <summary>
    /// True when <paramref name="role"/> is <paramref name="of"/> or one of its ancestors:
    /// <c>eng</c> is an ancestor of <c>eng/web</c>. Both names are taken to be valid.
    /// </summary>
    public static bool IsAncestorOrSelf(string role, string of)
    {
        ArgumentNullException.ThrowIfNull(role);
        ArgumentNullException.ThrowIfNull(of);
        return of.StartsWith(role, StringComparison.Ordinal)
            && (of.Length == role.Length || of[role.Length] == '/');
    }

    /// <summary>
    /// True when <paramref name="role"/> is a descendant of <paramref name="of"/> and not the same.
    /// </summary>
    public static bool IsStrictSubrole(string role, string of)
    {
        ArgumentNullException.ThrowIfNull(role);
        return IsAncestorOrSelf(of, role) && of.Length < role.Length;
    }

    /// <summary>The role one level up; null for a top-level role.</summary>
    public static string? Parent(string role)
    {
        ArgumentNullException.ThrowIfNull(role);
        int slash = role.LastIndexOf('/');
        return slash < 0 ? null : role[..slash];
    }

    /// <summary>The first component of the path: the role itself at the top level.</summary>
    public static string TopLevel(string role)
    {
        ArgumentNullException.ThrowIfNull(role);
        int slash = role.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? role : role[..slash];
    }

    private static string? CheckCharacters(string role)
    {
        for (int i = 0; i < role.Length; i++)
        {
            if (char.IsWhiteSpace(role[i]) || role[i] is '\b' or '\x7F')
            {
                return $"has the white space or control character U+{(int)role[i]:X4}, "
                    + "expected none";
            }

            if (IsLoneSurrogate(role, i))
            {
                return "has half of a surrogate pair, expected well-formed text";
            }
        }

        return null;
    }

    internal static bool IsLoneSurrogate(string text, int index) =>
        char.IsHighSurrogate(text[index])
            ? index + 1 == text.Length || !char.IsLowSurrogate(text[index + 1])
            : char.IsLowSurrogate(text[index])
                && (index == 0 || !char.IsHighSurrogate(text[index - 1]));

    private static string? CheckComponents(string role)
    {
        int start = 0;
        while (start <= role.Length)
        {
            int slash = role.IndexOf('/', start);
            int end = slash < 0 ? role.Length : slash;
            string? reason = CheckComponent(role.AsSpan(start, end - start));
            if (reason is not null)
            {
                return reason;
            }

            start = end + 1;
        }

        return null;
    }

    private static string? CheckComponent(ReadOnlySpan<char> component) => component switch
    {
        "" => "has an empty component, expected no slash at an end and none after another",
        "." or ".." or "*" => $"has the component '{component}', expected a name",
        ['-', ..] => $"has the component '{component}', expected none that begins with '-'",
        _ => null,
    };
}
