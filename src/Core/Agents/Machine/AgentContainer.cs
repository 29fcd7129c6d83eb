using System.Collections.Generic;

namespace Offers;

/// <summary>A container on an <see cref="Agent"/>: of one command, or of an executor.</summary>
internal sealed class AgentContainer(string name, string framework, string role)
{
    internal string Name { get; } = name;

    internal string Framework { get; } = framework;

    internal string Role { get; } = role;

    /// <summary>Its executor; null when it holds one command.</summary>
    internal ExecutorDescription? Executor { get; init; }

    /// <summary>Whether the framework's own program runs the tasks.</summary>
    internal bool IsCustom => Executor is { Kind: ExecutorKind.Custom };

    /// <summary>Live tasks, in the order in which they came.</summary>
    internal List<TaskRun> Tasks { get; } = [];

    /// <summary>Processes that were told to start and have not ended, in that order.</summary>
    internal List<string> Processes { get; } = [];

    /// <summary>Whether its groups and files are there.</summary>
    internal bool IsCreated { get; set; }

    /// <summary>Whether its custom executor was ever told to launch a task.</summary>
    internal bool HadTask { get; set; }

    /// <summary>Whether its custom executor speaks.</summary>
    internal bool IsConnected { get; set; }

    /// <summary>Until when it has to; never when nobody waits.</summary>
    internal Timestamp ConnectBy { get; set; } = Timestamp.Never;

    /// <summary>Whether that is for an executor that outlived the agent.</summary>
    internal bool IsRecovered { get; set; }

    /// <summary>The numbers of the last resize that was asked for, and of the last done.</summary>
    internal long Resizes { get; set; }

    internal long Resized { get; set; }

    /// <summary>Whether it takes no more tasks: it is told to end.</summary>
    internal bool IsEnding { get; set; }

    /// <summary>When it is destroyed if it has not ended by itself.</summary>
    internal Timestamp DestroyAt { get; set; } = Timestamp.Never;

    /// <summary>Whether it is being destroyed.</summary>
    internal bool IsDestroyed { get; set; }

    /// <summary>Whether its framework is no more, so that nobody is told of it.</summary>
    internal bool IsForgotten { get; set; }

    /// <summary>What it died of, if that was a limit.</summary>
    internal TaskReason Limit { get; set; }

    internal string? LimitMessage { get; set; }

    internal int ExitStatus { get; set; }
}
