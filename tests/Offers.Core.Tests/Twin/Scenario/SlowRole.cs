namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>Role names as paths.</summary>
internal static class SlowRole
{
    private const int LongestName = 1024;

    public static bool IsAncestor(string role, string of) =>
        of.StartsWith(role + "/", StringComparison.Ordinal);

    public static bool IsSelfOrAncestor(string role, string of) =>
        role == of || IsAncestor(role, of);

    public static string TopLevel(string role) => role.Split('/')[0];

    /// <summary>The role's ancestors from the top and the role itself.</summary>
    public static IEnumerable<string> Path(string role)
    {
        string[] parts = role.Split('/');
        for (int length = 1; length <= parts.Length; length++)
        {
            yield return string.Join('/', parts.Take(length));
        }
    }

    /// <summary>Refuses names that semantics 1.2 forbids.</summary>
    public static string Checked(string role)
    {
        bool good = role == "*"
            || (role.Length <= LongestName && role.Split('/').All(IsComponent));
        return good ? role : throw new RefusedException($"'{role}' is no role name");
    }

    private static bool IsComponent(string part) =>
        part is not ("" or "." or ".." or "*")
        && !part.StartsWith('-')
        && !part.Any(c => char.IsWhiteSpace(c) || c is '\b' or '\u007f');
}
