using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
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

    /// <summary>What images call machines like this one.</summary>
    internal static readonly string ThisMachine =
        "linux/" + RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => "amd64",
            Architecture.X86 => "386",
            Architecture other => other.ToString().ToLowerInvariant(),
        };

    private readonly SemaphoreSlim _one = new(1);

    /// <summary>The most layers of an image; 256.</summary>
    internal int LayerBound { get; init; } = 256;

    /// <summary>The most entries of all layers of an image; a million.</summary>
    internal int EntryBound { get; init; } = 1_000_000;

    /// <summary>The most bytes of all layers of an image, packed or not; 32 GiB.</summary>
    internal long ByteBound { get; init; } = 32L << 30;

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
        ImagePlace place = OpenBelow.RootOf(roots, path) is { } root
            ? new ImagePlace(root, path)
            : throw new ImageException(
                $"image '{image}': expected a path below a directory the agent allows");
        try
        {
            return place.IsLayout
                ? await UnpackedAsync(place, image, tag, use, cancellation).ConfigureAwait(false)
                : Whole(place, image, tag, use);
        }
        catch (Exception bad) when (bad is JsonException or UnauthorizedAccessException
            or InvalidDataException || (bad is IOException and not ImageException))
        {
            throw new ImageException($"image '{image}': {bad.Message}", bad);
        }
    }

    private static ImageFiles Whole(
        ImagePlace place, string image, string? tag, Action<ImageFiles> use)
    {
        ImageFiles whole = tag is null && place.RealPath is { } path
            ? new ImageFiles(path, [], [])
            : throw new ImageException(
                $"image '{image}': expected a directory, or an OCI image layout");
        use(whole);
        return whole;
    }

    private async Task<ImageFiles> UnpackedAsync(
        ImagePlace place, string image, string? tag, Action<ImageFiles> use,
        CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            ImageFiles unpacked = await Task.Run(
                () => Unpacked(image, place, tag, cancellation), cancellation)
                .ConfigureAwait(false);
            use(unpacked);
            return unpacked;
        }
        finally
        {
            _one.Release();
        }
    }

    private ImageFiles Unpacked(
        string image, ImagePlace place, string? tag, CancellationToken cancellation)
    {
        OciIndex index = JsonSerializer.Deserialize(place.Index(), OciJson.Default.OciIndex)!;
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
            OciIndex platforms = place.Document(chosen, OciJson.Default.OciIndex);
            chosen = OfThisMachine(platforms.Manifests) is [OciDescriptor ours, ..]
                ? ours
                : throw new ImageException(
                    $"image '{image}': expected one for {ThisMachine}, found "
                    + string.Join(", ", platforms.Manifests.Select(m => m.Platform)));
        }

        OciManifest manifest = place.Document(chosen, OciJson.Default.OciManifest);
        OciImageDefaults defaults =
            place.Document(manifest.Config, OciJson.Default.OciImageConfig).Config;
        string root = Path.Combine(directory, ImagePlace.NameOf(chosen));
        if (!Directory.Exists(root))
        {
            Unpack(place, manifest, root, cancellation);
        }

        File.WriteAllBytes(root + UsedEnding, []);

        return new ImageFiles(
            root, defaults.Env ?? [], [.. defaults.Entrypoint ?? [], .. defaults.Cmd ?? []]);
    }

    private static OciDescriptor[] OfThisMachine(IEnumerable<OciDescriptor> manifests) =>
        [.. manifests.Where(manifest => manifest.Platform is { } platform
            && string.Equals(platform.ToString(), ThisMachine, StringComparison.Ordinal))];

    /// <summary>All layers, or nothing.</summary>
    private void Unpack(
        ImagePlace place, OciManifest manifest, string root, CancellationToken cancellation)
    {
        string temporary = root + DurableFile.TemporaryEnding;
        if (manifest.Layers.Count > LayerBound)
        {
            throw new ImageException(
                $"found {manifest.Layers.Count} layers, expected at most {LayerBound}");
        }

        TreeDeletion.Delete(temporary, cancellation);
        Directory.CreateDirectory(temporary);
        ArchiveBudget packed = new(LayerBound, ByteBound);
        LayerExtraction extraction =
            new(temporary, new ArchiveBudget(EntryBound, ByteBound), cancellation);
        foreach (OciDescriptor layer in manifest.Layers)
        {
            using FileStream blob = place.Blob(layer, packed);
            Apply(blob, layer, extraction);
        }

        // Its name says that it is whole, so it has to be on disk before it has it.
        DurableFile.SyncFileSystem(temporary);
        DurableFile.Rename(temporary, root);
    }

    /// <summary>
    /// Applies a layer whose bytes are what its digest says, also now: others may have written
    /// there since they were looked at.
    /// </summary>
    private static void Apply(FileStream blob, OciDescriptor layer, LayerExtraction extraction)
    {
        using SHA256 hash = SHA256.Create();
        using CryptoStream read = new(blob, hash, CryptoStreamMode.Read);
        extraction.Extract(read, layer.MediaType);
        read.CopyTo(Stream.Null);
        ImagePlace.Check(layer, hash.Hash!);
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
}
