using Offers.Agents.Sandboxes;

namespace Offers.Agents.Images;

/// <content>Unpacked images that nobody uses any more.</content>
internal sealed partial class ImageStore
{
    // Beside an image: a file that was changed when a container was last seen to use it.
    private const string UsedEnding = ".used";
    private const string DoomedEnding = ".gone";

    /// <summary>
    /// Deletes the unpacked images that no container has used for a time, and what a crash left of
    /// unpacking or of this.
    /// </summary>
    /// <param name="bound">For how long nobody has used them; 0 or more.</param>
    /// <param name="usedRoots">Tells which roots containers use now.</param>
    /// <param name="cancellation">Calls it off.</param>
    /// <exception cref="IOException">Something could not be deleted, or is not known.</exception>
    internal async Task CollectAsync(
        TimeSpan bound, Func<IReadOnlySet<string>> usedRoots, CancellationToken cancellation)
    {
        if (!Directory.Exists(directory))
        {
            return;
        }

        Delete(cancellation);

        // While this is held no image is found or unpacked, and whoever found one has said so.
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            Doom(bound, usedRoots());
        }
        finally
        {
            _one.Release();
        }

        Delete(cancellation);
    }

    private void Delete(CancellationToken cancellation)
    {
        foreach (string path in Directory.EnumerateDirectories(directory, "*" + DoomedEnding))
        {
            TreeDeletion.Delete(path, cancellation);
        }
    }

    /// <summary>Notes what is used, and gives what is not another name, quickly.</summary>
    private void Doom(TimeSpan bound, IReadOnlySet<string> used)
    {
        foreach (string path in Directory.EnumerateDirectories(directory).ToArray())
        {
            if (Path.GetExtension(path) is { Length: > 0 } ending)
            {
                if (string.Equals(ending, DurableFile.TemporaryEnding, StringComparison.Ordinal))
                {
                    Directory.Move(path, path + DoomedEnding);
                }
            }
            else if (used.Contains(path) || !File.Exists(path + UsedEnding))
            {
                File.WriteAllBytes(path + UsedEnding, []);
            }
            else if (DateTime.UtcNow - File.GetLastWriteTimeUtc(path + UsedEnding) >= bound)
            {
                Directory.Move(path, path + DoomedEnding);
                File.Delete(path + UsedEnding);
            }
        }
    }
}
