namespace Offers;

/// <summary>REQUEST: accepted and ignored, as in Mesos.</summary>
/// <param name="Framework">Whose.</param>
public sealed record RequestResources(string Framework) : FrameworkCall(Framework);
