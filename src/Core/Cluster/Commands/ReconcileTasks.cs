namespace Offers;

/// <summary>RECONCILE: what is known of tasks (semantics 2.6).</summary>
/// <param name="Framework">Whose.</param>
/// <param name="Tasks">Which; the empty list is all that are known.</param>
public sealed record ReconcileTasks(string Framework, ValueList<TaskQuery> Tasks)
    : FrameworkCall(Framework);
