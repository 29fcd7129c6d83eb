namespace Offers;

/// <summary>A call of a framework's scheduler. Rate limits count these.</summary>
/// <param name="Framework">Whose.</param>
public abstract record FrameworkCall(string Framework) : ClusterCommand;
