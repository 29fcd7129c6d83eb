using Offers.Agents.Sandboxes;

namespace Offers.Agents.Hosting;

/// <summary>
/// The text form of what is fetched: an address, and after <c>#</c> any of <c>sha256=HEX</c>,
/// <c>extract</c> and <c>executable</c>, joined by <c>&amp;</c>.
/// </summary>
internal static class FetchText
{
    private const string Checksum = "sha256=";

    /// <summary>Reads one.</summary>
    /// <param name="text">The form above.</param>
    /// <param name="owner">Whose the files become.</param>
    /// <exception cref="FetchFailedException">An option is unknown.</exception>
    internal static FetchRequest Parse(string text, string? owner)
    {
        int mark = text.IndexOf('#', StringComparison.Ordinal);
        FetchRequest request = new(mark < 0 ? text : text[..mark]) { Owner = owner };
        if (mark < 0)
        {
            return request;
        }

        foreach (string option in text[(mark + 1)..].Split('&'))
        {
            request = option switch
            {
                "extract" => request with { Extracts = true },
                "executable" => request with { IsExecutable = true },
                _ when option.StartsWith(Checksum, StringComparison.Ordinal) =>
                    request with { Checksum = $"sha256:{option[Checksum.Length..]}" },
                _ => throw new FetchFailedException(
                    $"found '{option}' after '#', expected sha256=HEX, extract or executable"),
            };
        }

        return request;
    }
}
