namespace Offers;

/// <summary>
/// Why an operation was dropped (semantics 2.3), in descending precedence: the first one that is
/// true is the answer.
/// </summary>
public enum OperationViolation
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>The offers of its accept were not valid.</summary>
    InvalidOffers,

    /// <summary>The host did not authorize it.</summary>
    Unauthorized,

    /// <summary>It wants feedback and its agent cannot give any.</summary>
    FeedbackNotSupported,

    /// <summary>An operation of this id is under way.</summary>
    IdTaken,

    /// <summary>It is about nothing, or about several where one is meant.</summary>
    NothingNamed,

    /// <summary>It concerns resources of a provider, or of several.</summary>
    ProviderResources,

    /// <summary>It concerns revocable resources.</summary>
    RevocableResources,

    /// <summary>The topmost reservation is missing or static.</summary>
    NotDynamic,

    /// <summary>It is no persistent volume with an id, or not of disk.</summary>
    NotVolume,

    /// <summary>The reservation or volume names another principal than the framework's.</summary>
    WrongPrincipal,

    /// <summary>
    /// The reservation is not for the offers' role, or the framework has dropped that role.
    /// </summary>
    WrongRole,

    /// <summary>The agent lacks hierarchical roles or refined reservations.</summary>
    AgentNotCapable,

    /// <summary>Unreserving or reserving a persistent volume.</summary>
    IsVolume,

    /// <summary>A volume of a shared kind needs a framework with shared resources.</summary>
    SharedNotSupported,

    /// <summary>A volume of this id exists for the role on the agent.</summary>
    VolumeExists,

    /// <summary>A live or pending task or executor uses the volume.</summary>
    VolumeInUse,

    /// <summary>Shared volumes keep their size.</summary>
    VolumeIsShared,

    /// <summary>Whole mounts keep their size.</summary>
    VolumeIsMount,

    /// <summary>The addition has other reservations or another source than the volume.</summary>
    AdditionDiffers,

    /// <summary>It takes nothing, or all, off the volume.</summary>
    InvalidAmount,

    /// <summary>An operation before in the same accept resized the volume.</summary>
    VolumeResized,

    /// <summary>What it consumes is not in what is left of the offers.</summary>
    NotContained,
}
