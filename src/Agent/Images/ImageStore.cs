using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Offers.Agents.Sandboxes;

namespace Offers.Agents.Images;

/// <summary>
/// Finds images on this machine: a directory that is a root file system, or a local OCI image
/// layout, <c>PATH</c> or <c>PATH:TAG</c>, whose layers are unpacked once and shared.
/// </summary>
/// <param name="directory">Where layouts are unpacked.</param>
/// <param name="roots">Directories below which images may be.</param>
internal sealed partial class ImageStore(
    string directory, IReadOnlyList<string> roots) : IDisposable
{
    private const string TagKey = "org.opencontainers.image.ref.name";
    private const string IndexType = "application/vnd.oci.image.index.v1+json";
    private const string DigestPrefix = "sha256:";

    /// <summary>What images call machines like this one.</summary>
    internal static readonly string ThisMachine =
        "linux/" + RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => "amd64",
            Architecture.X86 => "386",
            Architecture other => other.ToString().ToLowerInvariant(),
        };

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");
    private readonly SemaphoreSlim _one = new(1);

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    /// <summary>The files of an image; unpacked if need be.</summary>
    /// <param name="image">Which.</param>
    /// <param name="use">
    /// Notes for whom they are, before <see cref="CollectAsync"/> can look.
    /// </param>
    /// <param name="cancellation">Calls it off.</param>
    /// <exception cref="ImageException">It cannot be used; the message says why.</exception>
    internal async Task<ImageFiles> FindAsync(
        string image, Action<ImageFiles> use, CancellationToken cancellation)
    {
        (string path, string? tag) = Split(image);
        if (!roots.Any(root => IsBelow(path, root)))
        {
            throw new ImageException(
                $"image '{image}': expected a path below a directory the agent allows");
        }

        if (!File.Exists(Path.Combine(path, "oci-layout")))
        {
            ImageFiles whole = Directory.Exists(path) && tag is null
                ? new ImageFiles(path, [], [])
                : throw new ImageException(
                    $"image '{image}': expected a directory, or an OCI image layout");
            use(whole);
            return whole;
        }

        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            ImageFiles unpacked = await Task.Run(
                () => Unpacked(image, path, tag, cancellation), cancellation)
                .ConfigureAwait(false);
            use(unpacked);
            return unpacked;
        }
        catch (Exception bad) when (bad is JsonException or UnauthorizedAccessException
            or InvalidDataException || (bad is IOException and not ImageException))
        {
            throw new ImageException($"image '{image}': {bad.Message}", bad);
        }
        finally
        {
            _one.Release();
        }
    }

    private ImageFiles Unpacked(
        string image, string path, string? tag, CancellationToken cancellation)
    {
        OciIndex index = JsonSerializer.Deserialize(
            File.ReadAllBytes(Path.Combine(path, "index.json")), OciJson.Default.OciIndex)!;
        OciDescriptor[] fitting = [.. index.Manifests.Where(
            m => tag is null || string.Equals(
                m.Annotations.GetValueOrDefault(TagKey), tag, StringComparison.Ordinal))];
        if ((fitting.Length > 1 ? OfThisMachine(fitting) : fitting) is not [OciDescriptor chosen])
        {
            throw new ImageException(
                $"image '{image}': found {fitting.Length} manifests that fit, expected one; "
                + $"tags: {string.Join(", ", index.Manifests.Select(
                    m => m.Annotations.GetValueOrDefault(TagKey, "none")))}");
        }

        if (chosen.MediaType is IndexType)
        {
            OciIndex platforms = Document(path, chosen, OciJson.Default.OciIndex);
            chosen = OfThisMachine(platforms.Manifests) is [OciDescriptor ours, ..]
                ? ours
                : throw new ImageException(
                    $"image '{image}': expected one for {ThisMachine}, found "
                    + string.Join(", ", platforms.Manifests.Select(m => m.Platform)));
        }

        OciManifest manifest = Document(path, chosen, OciJson.Default.OciManifest);
        OciImageDefaults defaults =
            Document(path, manifest.Config, OciJson.Default.OciImageConfig).Config;
        string root = Path.Combine(directory, chosen.Digest[DigestPrefix.Length..]);
        if (!Directory.Exists(root))
        {
            Unpack(path, manifest, root, cancellation);
        }

        File.WriteAllBytes(root + UsedEnding, []);

        return new ImageFiles(
            root, defaults.Env ?? [], [.. defaults.Entrypoint ?? [], .. defaults.Cmd ?? []]);
    }

    private static OciDescriptor[] OfThisMachine(IEnumerable<OciDescriptor> manifests) =>
        [.. manifests.Where(manifest => manifest.Platform is { } platform
            && string.Equals(platform.ToString(), ThisMachine, StringComparison.Ordinal))];

    /// <summary>All layers, or nothing.</summary>
    private static void Unpack(
        string path, OciManifest manifest, string root, CancellationToken cancellation)
    {
        string temporary = root + DurableFile.TemporaryEnding;
        TreeDeletion.Delete(temporary, cancellation);
        Directory.CreateDirectory(temporary);
        foreach (OciDescriptor layer in manifest.Layers)
        {
            string blob = BlobOf(path, layer);
            using FileStream stream = File.OpenRead(blob);
            new LayerExtraction(temporary, cancellation).Extract(stream, layer.MediaType);
        }

        // Its name says that it is whole, so it has to be on disk before it has it.
        DurableFile.SyncFileSystem(temporary);
        DurableFile.Rename(temporary, root);
    }

    private static T Document<T>(string path, OciDescriptor descriptor, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(File.ReadAllBytes(BlobOf(path, descriptor)), type)
            ?? throw new ImageException($"{descriptor.Digest}: found null");

    /// <summary>The file of a blob whose bytes are what the digest says.</summary>
    private static string BlobOf(string path, OciDescriptor descriptor)
    {
        string digest = descriptor.Digest;
        bool isDigest = digest.StartsWith(DigestPrefix, StringComparison.Ordinal)
            && digest.Length == DigestPrefix.Length + (2 * SHA256.HashSizeInBytes)
            && !digest.AsSpan(DigestPrefix.Length).ContainsAnyExcept(Digits);
        if (!isDigest)
        {
            throw new ImageException($"found digest '{digest}', expected sha256 and 64 digits");
        }

        string blob = Path.Combine(path, "blobs", "sha256", digest[DigestPrefix.Length..]);
        using FileStream stream = File.OpenRead(blob);
        string found = Convert.ToHexStringLower(SHA256.HashData(stream));
        return string.Equals(found, digest[DigestPrefix.Length..], StringComparison.Ordinal)
            ? blob
            : throw new ImageException($"{blob}: found sha256 {found}, expected its name");
    }

    private static (string Path, string? Tag) Split(string image)
    {
        int colon = image.LastIndexOf(':');
        string path = colon < 0 ? image : image[..colon];
        return path.StartsWith('/') && !path.Contains('\0', StringComparison.Ordinal)
            ? (Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)),
                colon < 0 ? null : image[(colon + 1)..])
            : throw new ImageException(
                $"image '{image}': expected the absolute path of a directory on this machine, and "
                + "perhaps ':' and a tag");
    }

    private static bool IsBelow(string path, string root) =>
        (path + "/").StartsWith(
            Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)) + "/",
            StringComparison.Ordinal);
}
