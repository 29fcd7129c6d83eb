namespace Offers;

/// <summary>What is known of operations.</summary>
/// <param name="Framework">Whose.</param>
/// <param name="Operations">Their ids; the empty list is all that are known.</param>
public sealed record ReconcileOperations(string Framework, ValueList<string> Operations)
    : FrameworkCall(Framework);
