using System;

namespace Offers;

/// <summary>
/// A task in the master's books: live, or ended with an update that is not acknowledged. Rows are
/// kept and used again.
/// </summary>
/// <remarks>
/// Invariants: (C1) it is in the lists of its agent and its framework and among the framework's
/// names; (C2) <see cref="HoldsResources"/> exactly while its state does not free them; (C3) once
/// terminal, its state stays.
/// </remarks>
internal sealed class ClusterTask
{
    internal TaskLinks OfAgent;
    internal TaskLinks OfFramework;

    internal ClusterFramework Framework { get; set; } = null!;

    internal ClusterAgent Agent { get; set; } = null!;

    internal TaskDescription Description { get; set; } = null!;

    /// <summary>The role under which its resources are allocated.</summary>
    internal RoleId Role { get; set; }

    /// <summary>Its executor; null when it runs a command.</summary>
    internal ClusterExecutor? Executor { get; set; }

    /// <summary>The latest state that is known, delivered or not.</summary>
    internal TaskState State { get; set; }

    internal bool HoldsResources { get; set; }

    /// <summary>The state in the update that was sent to the framework last.</summary>
    internal TaskState UpdateState { get; set; }

    /// <summary>That update; none before the first.</summary>
    internal UpdateId Update { get; set; }

    /// <summary>Whether somebody has asked for its end.</summary>
    internal bool IsKillWanted { get; set; }

    internal TimeSpan? KillGrace { get; set; }

    internal TaskReason KillReason { get; set; }

    /// <summary>When it was launched, or restored.</summary>
    internal Timestamp Started { get; set; }

    /// <summary>Its number among all tasks ever added: the order of every list.</summary>
    internal long Number { get; set; }

    internal string Name => Description.Name;
}
