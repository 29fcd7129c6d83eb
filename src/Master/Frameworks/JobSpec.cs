namespace Offers.Masters.Frameworks;

/// <summary>One job of a jobs file, which becomes a framework of its own.</summary>
/// <param name="Name">Unique in the file.</param>
/// <param name="Kind">Which scheduler runs it.</param>
/// <param name="Role">The role that it subscribes to.</param>
/// <param name="Text">
/// All that the file says of it, in one form for equal jobs: another text is another job.
/// </param>
internal sealed record JobSpec(string Name, JobKind Kind, string Role, string Text)
{
    /// <summary>Makes its scheduler; amounts are of the schema.</summary>
    internal required Func<FrameworkProfile, SchedulerOptions, ResourceSchema, SchedulerBase>
        Create
    { get; init; }

    /// <summary>Whether it comes to an end by itself.</summary>
    internal bool Ends => Kind is JobKind.Batch or JobKind.Gang;
}
