namespace Offers.Simulator.Tests;

/// <summary>
/// Files that tests compare with what the code gives are rewritten instead when the environment
/// variable OFFERS_REWRITE is 1. Commit such a change only if you understand what caused it.
/// </summary>
internal static class Rewrite
{
    internal static bool IsOn { get; } = string.Equals(
        Environment.GetEnvironmentVariable("OFFERS_REWRITE"), "1", StringComparison.Ordinal);
}
