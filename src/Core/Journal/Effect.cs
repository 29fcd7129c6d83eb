namespace Offers;

/// <summary>
/// One thing for the host to carry out. The resources of an offer are read with
/// <see cref="AllocatorOutbox.ResourcesOf"/>, which keeps this value small.
/// </summary>
/// <param name="Kind">What to do.</param>
/// <param name="Cause">Why, for a rescinded offer.</param>
/// <param name="Offer">The offer.</param>
/// <param name="Framework">Whom to tell.</param>
/// <param name="Role">The role under which it was offered.</param>
/// <param name="Agent">Where the resources are.</param>
public readonly record struct Effect(
    EffectKind Kind,
    RescindCause Cause,
    OfferId Offer,
    FrameworkId Framework,
    RoleId Role,
    AgentId Agent);
