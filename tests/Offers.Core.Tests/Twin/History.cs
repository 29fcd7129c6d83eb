using System.Text;

namespace Offers.Core.Tests;

/// <summary>
/// What a command of a random history does; <see cref="TwinDriver"/> gives it its meaning.
/// </summary>
internal enum CommandKind
{
    AddAgent,
    RemoveAgent,
    UpdateAgent,
    DeactivateAgent,
    ActivateAgent,
    NameRole,
    SetWeight,
    AddFramework,
    RemoveFramework,
    DeactivateFramework,
    ActivateFramework,
    Suppress,
    Revive,
    Accept,
    Decline,
    Rescind,
    Recover,
    ExpireOffers,
    RunPending,
    RunBatch,
    SkipBatches,
    Advance,
    GrowSchema,
    Audit,
}

/// <summary>
/// One command with small numbers for arguments: they are resolved modulo what exists when it is
/// carried out, so that a history stays meaningful when a shrinker takes commands out of it.
/// </summary>
internal readonly record struct Command(CommandKind Kind, int A = 0, int B = 0, int C = 0)
{
    public override string ToString() => $"new(CommandKind.{Kind}, {A}, {B}, {C}),";
}

/// <summary>Which options a history runs under, as small numbers.</summary>
internal readonly record struct Setup(
    int Seed = 0,
    int Order = 0,
    int OnReturn = 0,
    int Timeout = 0,
    int Minimum = 0,
    int Excluded = 0,
    int Gpus = 0,
    int Interval = 0,
    int Audits = 0)
{
    /// <summary>
    /// Whether invariants and shares are asked for after every command, or only where the history
    /// says so: to ask restores what the allocator would otherwise put off, and could hide a
    /// mistake in that.
    /// </summary>
    public bool AuditsEveryCommand => Audits % 2 == 0;

    public AllocatorOptions ToOptions(ResourceSchema schema) => new()
    {
        Seed = (ulong)Seed * 0x1234_5678_9ABC_DEFUL,
        VisitOrder = (AgentVisitOrder)(Order % 4),
        AllocateOnReturn = OnReturn % 2 == 1,
        OfferTimeout = (Timeout % 4) switch
        {
            1 => TimeSpan.FromTicks(1),
            2 => TimeSpan.FromSeconds(2),
            3 => TimeSpan.FromMinutes(2),
            _ => null,
        },
        MinimumOffers = (Minimum % 3) switch
        {
            1 => [],
            2 => [ResourceText.Parse("cpus:1;mem:3", schema), ResourceText.Parse("disk:2", schema)],
            _ => null,
        },
        FairnessExcluded = (Excluded % 4) switch
        {
            2 => ["cpus"],
            3 => ["gpus", "mem"],
            _ => [],
        },
        FilterGpuAgents = Gpus % 3 != 1,
        Interval = (Interval % 4) switch
        {
            2 => TimeSpan.FromSeconds(0.5),
            3 => TimeSpan.FromSeconds(10),
            _ => TimeSpan.FromSeconds(1),
        },
    };
}

/// <summary>A setup and what happens under it.</summary>
internal sealed record History(Setup Setup, IReadOnlyList<Command> Commands)
{
    /// <summary>The text of a regression test that repeats this history.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append('\n').Append("new History(new ").Append(Setup).Append(",\n[\n");
        foreach (Command command in Commands)
        {
            text.Append("    ").Append(command).Append('\n');
        }

        return text.Append("])\n").ToString();
    }
}
