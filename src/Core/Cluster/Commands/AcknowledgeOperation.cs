namespace Offers;

/// <summary>The framework has taken note of an operation's update.</summary>
/// <param name="Framework">Whose.</param>
/// <param name="Operation">The operation's id.</param>
/// <param name="Update">Which update.</param>
public sealed record AcknowledgeOperation(string Framework, string Operation, UpdateId Update)
    : FrameworkCall(Framework);
