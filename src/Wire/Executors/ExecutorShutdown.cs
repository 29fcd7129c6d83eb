namespace Offers.Wire;

/// <summary>The executor ends with all its tasks; after the grace it is killed.</summary>
/// <param name="Grace">How long it has.</param>
public sealed record ExecutorShutdown(TimeSpan Grace) : ExecutorInstruction;
