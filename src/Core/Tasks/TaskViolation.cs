namespace Offers;

/// <summary>
/// What is wrong with a task (semantics 2.4), in descending precedence: the first one that is true
/// is the answer.
/// </summary>
public enum TaskViolation
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A launch carries an operation id, which only other operations may.</summary>
    LaunchWithOperationId,

    /// <summary>
    /// Its name is empty, longer than 1 024 characters, <c>.</c> or <c>..</c>, or has a slash, a
    /// backslash, white space or a control character.
    /// </summary>
    InvalidName,

    /// <summary>A live or unreachable task of the framework has its name.</summary>
    NameTaken,

    /// <summary>It names another agent than that of the offers.</summary>
    WrongAgent,

    /// <summary>Its kill grace is negative.</summary>
    NegativeKillGrace,

    /// <summary>Its longest time is negative.</summary>
    NegativeMaxCompletionTime,

    /// <summary>
    /// A check has a negative time, a delay, an interval or a timeout above 30 days, no command, no
    /// port, or allows no failure.
    /// </summary>
    InvalidCheck,

    /// <summary>It asks for nothing.</summary>
    NoResources,

    /// <summary>It asks for a part of a gpu.</summary>
    PartialGpu,

    /// <summary>A volume stands twice in it and its executor.</summary>
    DuplicateVolume,

    /// <summary>It or its executor mixes revocable and other resources of one name.</summary>
    MixesRevocable,

    /// <summary>It has neither a command nor an executor, or both.</summary>
    NeedsCommandOrExecutor,

    /// <summary>
    /// The executor's name is none, its command is missing, or the agent's has one.
    /// </summary>
    InvalidExecutor,

    /// <summary>The executor is another framework's.</summary>
    WrongFramework,

    /// <summary>A live executor of this name is described in another way.</summary>
    ExecutorDiffers,

    /// <summary>The executor asks for shared resources.</summary>
    ExecutorSharesResources,

    /// <summary>The executor's shutdown grace is negative.</summary>
    NegativeShutdownGrace,

    /// <summary>The task and its executor ask for the same port or member of a set.</summary>
    OverlapsExecutor,

    /// <summary>It has a limit that is not of cpus or mem, or is below its request.</summary>
    InvalidLimits,

    /// <summary>The agent cannot hold limits.</summary>
    LimitsNotSupported,

    /// <summary>It has limits and shares its executor's group.</summary>
    LimitsInSharedGroup,

    /// <summary>A task of a group has no executor of its own: the group has one.</summary>
    GroupTaskWithExecutor,

    /// <summary>A task of a group has an image.</summary>
    GroupTaskWithImage,

    /// <summary>
    /// The executor of a group has less than 0.01 cpus, 32 MB of mem or any disk, or is none of the
    /// agent's.
    /// </summary>
    GroupExecutorTooSmall,

    /// <summary>An operation before in the same accept resized a volume that it uses.</summary>
    UsesResizedVolume,

    /// <summary>It uses more than what is left of the offers.</summary>
    ExceedsOffer,
}
