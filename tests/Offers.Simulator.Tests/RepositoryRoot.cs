namespace Offers.Simulator.Tests;

/// <summary>Where the repository lies, found upwards from the test assembly.</summary>
internal static class RepositoryRoot
{
    /// <summary>The folder that holds <c>Offers.sln</c>.</summary>
    internal static string Folder { get; } = Find(AppContext.BaseDirectory);

    /// <summary>A file or folder of the repository.</summary>
    internal static string File(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>A file of <c>data/</c>.</summary>
    internal static string Data(string name) => File("data", name);

    private static string Find(string from)
    {
        DirectoryInfo? folder = new(from);
        while (folder is not null && !Path.Exists(Path.Combine(folder.FullName, "Offers.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new DirectoryNotFoundException($"no Offers.sln above {from}");
    }
}
