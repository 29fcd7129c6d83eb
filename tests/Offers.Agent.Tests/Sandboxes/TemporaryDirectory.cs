namespace Offers.Agents.Tests.Sandboxes;

/// <summary>A directory that goes away with the test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("offers-test-").FullName;

    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
    }

    internal string At(params string[] parts)
    {
        return System.IO.Path.Combine([Path, .. parts]);
    }
}
