using System.Security.Cryptography;
using System.Text;
using Offers.Agents.Sandboxes;

namespace Offers.Masters.Operators;

/// <summary>
/// The token that operators show over HTTP. Only its hash is kept in memory, and it is never
/// logged.
/// </summary>
internal sealed class OperatorToken
{
    private const int LeastLength = 16;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite;

    private readonly byte[] _hash;

    private OperatorToken(string token) => _hash = HashOf(token);

    /// <summary>Reads the token of a file, which is made (mode 0600) when there is none.</summary>
    /// <exception cref="InvalidDataException">
    /// The file is not its owner's alone, or its token is too short.
    /// </exception>
    internal static OperatorToken Of(string path)
    {
        if (!File.Exists(path))
        {
            Make(path);
        }

        if ((File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
        {
            throw new InvalidDataException(
                $"{path}: found a token that others may read or write, expected mode 0600");
        }

        string token = File.ReadAllText(path).Trim();
        return token.Length >= LeastLength
            ? new OperatorToken(token)
            : throw new InvalidDataException(
                $"{path}: found a token of {token.Length} characters, expected {LeastLength} or "
                + "more");
    }

    /// <summary>
    /// Whether the value of the header <c>Authorization</c> shows the token; takes as long whatever
    /// is shown.
    /// </summary>
    internal bool Matches(string? authorization)
    {
        const string Scheme = "Bearer ";
        bool hasScheme =
            authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true;
        byte[] shown = HashOf(hasScheme ? authorization![Scheme.Length..].Trim() : "");
        return CryptographicOperations.FixedTimeEquals(_hash, shown) && hasScheme;
    }

    private static void Make(string path) => DurableFile.Write(path, Encoding.ASCII.GetBytes(
        Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)) + "\n"));

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
