namespace Offers;

/// <summary>An executor that an agent has.</summary>
/// <param name="Framework">Whose.</param>
/// <param name="Role">The allocation role of its resources.</param>
/// <param name="Description">What it is.</param>
public sealed record ReportedExecutor(
    string Framework, string Role, ExecutorDescription Description);
