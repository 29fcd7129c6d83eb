namespace Offers.Wire;

/// <summary>The four sides of the two conversations.</summary>
public static class WireProtocols
{
    /// <summary>The major version that is spoken here; another one is refused.</summary>
    public const int Major = 1;

    /// <summary>
    /// The minor version that is spoken here: it grows with each field or message that is added.
    /// </summary>
    public const int Minor = 1;

    /// <summary>A master that talks to an agent.</summary>
    /// <param name="name">The name of the speaker; 1 to 256 bytes, no control characters.</param>
    /// <param name="schema">What kinds of resources are called; names are added to it.</param>
    /// <param name="options">Bounds; the default ones when null.</param>
    public static WireProtocol<AgentReport, AgentInstruction> MasterToAgent(
        string name, ResourceSchema schema, WireOptions? options = null) => new(
        Self(WireRole.Master, name), WireRole.Agent, WireCodecs.Reports(schema, options),
        WireCodecs.Instructions(schema, options));

    /// <summary>An agent that talks to its master.</summary>
    /// <inheritdoc cref="MasterToAgent"/>
    public static WireProtocol<AgentInstruction, AgentReport> AgentToMaster(
        string name, ResourceSchema schema, WireOptions? options = null) => new(
        Self(WireRole.Agent, name), WireRole.Master, WireCodecs.Instructions(schema, options),
        WireCodecs.Reports(schema, options));

    /// <summary>An agent that talks to an executor.</summary>
    /// <inheritdoc cref="MasterToAgent"/>
    public static WireProtocol<ExecutorReport, ExecutorInstruction> AgentToExecutor(
        string name, ResourceSchema schema, WireOptions? options = null) => new(
        Self(WireRole.Agent, name), WireRole.Executor,
        WireCodecs.ExecutorReports(schema, options),
        WireCodecs.ExecutorInstructions(schema, options));

    /// <summary>An executor that talks to its agent.</summary>
    /// <inheritdoc cref="MasterToAgent"/>
    public static WireProtocol<ExecutorInstruction, ExecutorReport> ExecutorToAgent(
        string name, ResourceSchema schema, WireOptions? options = null) => new(
        Self(WireRole.Executor, name), WireRole.Agent,
        WireCodecs.ExecutorInstructions(schema, options),
        WireCodecs.ExecutorReports(schema, options));

    private static WirePeer Self(WireRole role, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Hello.IsName(name)
            ? new WirePeer(role, name, Minor)
            : throw new ArgumentException(
                $"found the name '{name}', expected 1 to {Hello.MaxNameBytes} bytes without "
                + "control characters", nameof(name));
    }
}
