namespace Offers.Masters.Tests;

/// <summary>Files of the repository that tests look at.</summary>
internal static class RepositoryFile
{
    internal static string PathOf(params string[] parts)
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Offers.sln")))
        {
            root = Path.GetDirectoryName(root)!;
        }

        return Path.Combine([root, .. parts]);
    }

    internal static string Read(params string[] parts) => File.ReadAllText(PathOf(parts));
}
