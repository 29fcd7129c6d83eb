namespace Offers.Core.Tests.Conventions;

/// <summary>Where things are.</summary>
internal static class Repository
{
    internal static string Root { get; } = FindRoot();

    internal static string CoreAssembly => typeof(Allocator).Assembly.Location;

    internal static IEnumerable<string> Sources(string folder) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        .Where(file => !IsBuilt(Path.GetRelativePath(Root, file)))
        .Order(StringComparer.Ordinal);

    private static bool IsBuilt(string path) =>
        path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin");

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Offers.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("no Offers.sln above the tests");
    }
}
