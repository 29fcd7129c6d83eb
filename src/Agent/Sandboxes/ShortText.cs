namespace Offers.Agents.Sandboxes;

/// <summary>Texts of others in messages of the agent, which are kept and sent.</summary>
internal static class ShortText
{
    /// <summary>The most characters of a name.</summary>
    internal const int NameBound = 256;

    /// <summary>The most characters of a message.</summary>
    internal const int MessageBound = 1024;

    /// <summary>A text, or its beginning and how long it is.</summary>
    internal static string Of(string text, int bound = NameBound) => text.Length <= bound
        ? text
        : $"{text.AsSpan(0, bound)}... ({text.Length} characters)";
}
