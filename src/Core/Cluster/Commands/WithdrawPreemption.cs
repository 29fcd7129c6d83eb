namespace Offers;

/// <summary>
/// A claimant wants nothing more: tasks that are only announced stay, kept pieces go to everybody.
/// </summary>
/// <param name="Framework">The claimant.</param>
/// <param name="Role">The role it claims in; null, the default, is all of its roles.</param>
public sealed record WithdrawPreemption(string Framework, string? Role = null) : ClusterCommand;
