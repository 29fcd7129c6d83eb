namespace Offers;

/// <summary>
/// ACKNOWLEDGE: the framework has taken note of an update. The agent hears of it, and with a
/// terminal update the master forgets the task.
/// </summary>
/// <param name="Framework">Whose task.</param>
/// <param name="Agent">Where it is.</param>
/// <param name="Task">Which.</param>
/// <param name="Update">Which update.</param>
public sealed record AcknowledgeUpdate(
    string Framework, string Agent, string Task, UpdateId Update) : FrameworkCall(Framework);
