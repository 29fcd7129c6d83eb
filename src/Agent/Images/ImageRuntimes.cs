using Offers.Agents.Containers;

namespace Offers.Agents.Images;

/// <summary>Which runtime runs which image.</summary>
/// <param name="oci">For images on this machine; disposed with this.</param>
/// <param name="docker">For those of a Docker engine.</param>
internal sealed class ImageRuntimes(OciRuntime oci, DockerRuntime docker) : IDisposable
{
    /// <summary>What the names of images begin with that a Docker engine has.</summary>
    internal const string DockerPrefix = "docker:";

    /// <summary>
    /// What runtimes want to be allowed before they allow less: nodes of every device may be made,
    /// which opens none of them, and the tunnel.
    /// </summary>
    internal static ValueList<DeviceRule> Devices { get; } =
    [
        new(false, null, null) { IsNodeOnly = true }, new(true, null, null) { IsNodeOnly = true },
        new(false, 10, 200),
    ];

    /// <inheritdoc/>
    public void Dispose() => oci.Dispose();

    /// <summary>Removes whatever either keeps of a container, also of a former life.</summary>
    internal async Task ForgetAsync(string container)
    {
        await oci.ForgetAsync(container).ConfigureAwait(false);
        await docker.ForgetAsync(container).ConfigureAwait(false);
    }

    /// <summary>
    /// Deletes images that no container has used for a time; an engine's are the engine's.
    /// </summary>
    /// <exception cref="IOException">Something could not be deleted.</exception>
    internal Task CollectAsync(TimeSpan bound, CancellationToken cancellation) =>
        oci.CollectAsync(bound, cancellation);

    /// <summary>The runtime of an image.</summary>
    internal IImageRuntime Of(string image) =>
        image.StartsWith(DockerPrefix, StringComparison.Ordinal) ? docker : oci;
}
