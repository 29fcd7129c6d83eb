namespace Offers;

/// <summary>An operation that an agent knows of.</summary>
/// <param name="Framework">Whose.</param>
/// <param name="Operation">Its id.</param>
/// <param name="State">Its state there.</param>
/// <param name="Update">The update that waits for its acknowledgement.</param>
public sealed record ReportedOperation(
    string Framework, string Operation, OperationState State, UpdateId Update);
