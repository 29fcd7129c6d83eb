namespace Offers.Agents.Tests;

/// <summary>
/// Tests that measure what the kernel gives run when nothing else does, one after the other.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    internal const string Name = "alone";
}
