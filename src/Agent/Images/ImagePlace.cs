using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Offers.Agents.Sandboxes;

namespace Offers.Agents.Images;

/// <summary>
/// Where an image lies, in which others may write at any moment: all is opened by
/// <see cref="OpenBelow"/>, so that no link leads out of what the agent allows and nothing waits.
/// </summary>
/// <param name="Root">The directory that the agent allows.</param>
/// <param name="Path">The image, an absolute path below it.</param>
internal readonly record struct ImagePlace(string Root, string Path)
{
    /// <summary>The most bytes of a document; the specification speaks of 4 MiB.</summary>
    internal const int DocumentBound = 4 << 20;

    private const string DigestPrefix = "sha256:";
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>Whether it is an OCI image layout.</summary>
    internal bool IsLayout
    {
        get
        {
            try
            {
                Open("oci-layout").Dispose();
                return true;
            }
            catch (FileNotFoundException)
            {
                return false;
            }
        }
    }

    /// <summary>The directory with no link in its path; null if there is none.</summary>
    internal string? RealPath
    {
        get
        {
            try
            {
                return OpenBelow.RealDirectory(Root, Path);
            }
            catch (FileNotFoundException)
            {
                return null;
            }
        }
    }

    /// <summary>The name of a blob, which is also its hash.</summary>
    /// <exception cref="ImageException">Its digest is none.</exception>
    internal static string NameOf(OciDescriptor descriptor)
    {
        string digest = descriptor.Digest;
        return digest.StartsWith(DigestPrefix, StringComparison.Ordinal)
            && digest.Length == DigestPrefix.Length + (2 * SHA256.HashSizeInBytes)
            && !digest.AsSpan(DigestPrefix.Length).ContainsAnyExcept(Digits)
            ? digest[DigestPrefix.Length..]
            : throw new ImageException($"found digest '{digest}', expected sha256 and 64 digits");
    }

    /// <summary>The bytes of its index.</summary>
    internal byte[] Index()
    {
        using FileStream stream = Open("index.json");
        return Whole(stream);
    }

    /// <summary>A document whose bytes are what the digest says.</summary>
    internal T Document<T>(OciDescriptor descriptor, JsonTypeInfo<T> type)
    {
        using FileStream stream = Open("blobs", "sha256", NameOf(descriptor));
        byte[] bytes = Whole(stream);
        Check(descriptor, SHA256.HashData(bytes));
        return JsonSerializer.Deserialize(bytes, type)
            ?? throw new ImageException($"{descriptor.Digest}: found null");
    }

    /// <summary>A blob whose bytes are what the digest says, when this returns.</summary>
    /// <param name="descriptor">Which.</param>
    /// <param name="budget">Counts its bytes before they are read.</param>
    internal FileStream Blob(OciDescriptor descriptor, ArchiveBudget budget)
    {
        FileStream stream = Open("blobs", "sha256", NameOf(descriptor));
        try
        {
            budget.TakeBytes(stream.Length);
            Check(descriptor, SHA256.HashData(stream));
            stream.Position = 0;
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Refuses bytes that are not what a digest says.</summary>
    internal static void Check(OciDescriptor descriptor, byte[] hash)
    {
        string found = Convert.ToHexStringLower(hash);
        if (!string.Equals(found, NameOf(descriptor), StringComparison.Ordinal))
        {
            throw new ImageException(
                $"{NameOf(descriptor)}: found sha256 {found}, expected its name");
        }
    }

    private FileStream Open(params ReadOnlySpan<string> names) =>
        OpenBelow.PlainFile(Root, System.IO.Path.Combine([Path, .. names]));

    private static byte[] Whole(FileStream stream)
    {
        if (stream.Length > DocumentBound)
        {
            throw new ImageException(
                $"found a document of {stream.Length} bytes, expected at most {DocumentBound}");
        }

        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
