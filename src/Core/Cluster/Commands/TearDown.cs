namespace Offers;

/// <summary>
/// A framework ends for good, by its own call or an operator's: executors are shut down, tasks are
/// recorded as killed, its id is spent.
/// </summary>
/// <param name="Framework">Which.</param>
public sealed record TearDown(string Framework) : FrameworkCall(Framework);
