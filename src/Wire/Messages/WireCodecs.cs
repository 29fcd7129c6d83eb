namespace Offers.Wire;

/// <summary>The codecs of all sorts of messages.</summary>
public static class WireCodecs
{
    /// <summary>
    /// What instructions are shorter than frames may be: an agent says of what it was told more
    /// than it was told.
    /// </summary>
    private const int AnswerBytes = 512;

    /// <summary>What agents say to their master.</summary>
    /// <param name="schema">What kinds of resources are called; names are added to it.</param>
    /// <param name="options">Bounds; the default ones when null.</param>
    public static WireCodec<AgentReport> Reports(
        ResourceSchema schema, WireOptions? options = null) =>
        new(ReportShapes.Family, ContextOf(schema, options));

    /// <summary>What agents hear from their master.</summary>
    /// <inheritdoc cref="Reports"/>
    public static WireCodec<AgentInstruction> Instructions(
        ResourceSchema schema, WireOptions? options = null)
    {
        WireContext context = ContextOf(schema, options);
        return new WireCodec<AgentInstruction>(
            InstructionShapes.Family, context,
            Math.Min(AnswerBytes, context.Options.MaxFrameBytes / 4));
    }

    /// <summary>What executors say to their agent.</summary>
    /// <inheritdoc cref="Reports"/>
    public static WireCodec<ExecutorReport> ExecutorReports(
        ResourceSchema schema, WireOptions? options = null) =>
        new(ExecutorReportShapes.Family, ContextOf(schema, options));

    /// <summary>What executors hear from their agent.</summary>
    /// <inheritdoc cref="Reports"/>
    public static WireCodec<ExecutorInstruction> ExecutorInstructions(
        ResourceSchema schema, WireOptions? options = null) =>
        new(ExecutorInstructionShapes.Family, ContextOf(schema, options));

    private static WireContext ContextOf(ResourceSchema schema, WireOptions? options)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new WireContext(schema, (options ?? WireOptions.Default).Validated());
    }
}
