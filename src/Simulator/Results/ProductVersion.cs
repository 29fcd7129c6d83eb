using System.Reflection;

namespace Offers.Simulation.Results;

/// <summary>Which version of the program made a result.</summary>
/// <param name="Version">The version, for example "0.1.0".</param>
/// <param name="Commit">
/// The commit that it was built from; null when the build did not know.
/// </param>
internal sealed record ProductVersion(string Version, string? Commit)
{
    /// <summary>The version of this program.</summary>
    internal static ProductVersion Current { get; } = Parse(
        typeof(ProductVersion).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "0");

    /// <summary>Splits an informational version: what follows the plus is the commit.</summary>
    internal static ProductVersion Parse(string informational)
    {
        string[] parts = informational.Split('+', 2);
        string? commit = parts.Length > 1 && parts[1].Length > 0 ? parts[1] : null;
        return new ProductVersion(parts[0], commit);
    }
}
