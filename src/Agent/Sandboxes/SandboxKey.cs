namespace Offers.Agents.Sandboxes;

/// <summary>Which run of which executor a sandbox is of; the names may be any text.</summary>
/// <param name="Framework">The framework's id.</param>
/// <param name="Executor">The executor's id.</param>
/// <param name="Container">The container's id, of one run.</param>
internal readonly record struct SandboxKey(string Framework, string Executor, string Container);
