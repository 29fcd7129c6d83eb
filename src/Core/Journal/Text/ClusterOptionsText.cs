using System;

namespace Offers;

/// <summary>The text form of how a cluster is set up; what has its default is left out.</summary>
internal static class ClusterOptionsText
{
    private static readonly TimeSpan OneTick = new(1);

    private static readonly ClusterOptions Plain = new();

    internal static ClusterOptions Read(FieldReader fields) => new()
    {
        Allocator = fields.OptionalObject("allocator", InitFields.Read) ?? Plain.Allocator,
        Incarnation = fields.IntFrom("incarnation", 1, Plain.Incarnation),
        PingInterval = fields.DurationFrom("ping_interval", OneTick) ?? Plain.PingInterval,
        MaxMissedPings = fields.IntFrom("max_missed_pings", 1, Plain.MaxMissedPings),
        RemovalInterval = fields.DurationFrom("removal_interval", default) ?? default,
        ReregistrationTimeout = fields.DurationFrom("reregistration_timeout", OneTick)
            ?? Plain.ReregistrationTimeout,
        LeastAgentVersion = fields.IntOr("least_agent_version", Plain.LeastAgentVersion),
        Roles = fields.Has("roles") ? fields.Names("roles") : null,
        RateLimits = fields.ObjectsOrNone("rate_limits", ReadLimit),
        MaxCompletedFrameworks =
            fields.IntFrom("max_completed_frameworks", 0, Plain.MaxCompletedFrameworks),
        MaxCompletedTasks = fields.IntFrom("max_completed_tasks", 0, Plain.MaxCompletedTasks),
        MaxLostAgents = fields.IntFrom("max_lost_agents", 1, Plain.MaxLostAgents),
        OptimisticOffers = fields.Flag("optimistic_offers", false),
        Preemption = fields.OptionalObject("preemption", PreemptionText.ReadOptions),
    };

    internal static void Write(FieldWriter fields, ClusterOptions options)
    {
        if (options.Allocator != Plain.Allocator)
        {
            fields.Object("allocator", options.Allocator, static (inner, init) =>
                InitWriter.Write(inner.Json, init, inner.Schema));
        }

        fields.WholeUnless("incarnation", options.Incarnation, Plain.Incarnation);
        fields.LengthUnless("ping_interval", options.PingInterval, Plain.PingInterval);
        fields.WholeUnless("max_missed_pings", options.MaxMissedPings, Plain.MaxMissedPings);
        fields.LengthUnless("removal_interval", options.RemovalInterval, default);
        fields.LengthUnless("reregistration_timeout", options.ReregistrationTimeout,
            Plain.ReregistrationTimeout);
        fields.WholeUnless(
            "least_agent_version", options.LeastAgentVersion, Plain.LeastAgentVersion);
        if (options.Roles is ValueList<string> roles)
        {
            fields.Texts("roles", roles);
        }

        fields.ObjectsUnlessNone("rate_limits", options.RateLimits, WriteLimit);
        fields.WholeUnless("max_completed_frameworks", options.MaxCompletedFrameworks,
            Plain.MaxCompletedFrameworks);
        fields.WholeUnless(
            "max_completed_tasks", options.MaxCompletedTasks, Plain.MaxCompletedTasks);
        fields.WholeUnless("max_lost_agents", options.MaxLostAgents, Plain.MaxLostAgents);
        fields.FlagUnless("optimistic_offers", options.OptimisticOffers, false);
        fields.OptionalObject("preemption", options.Preemption, PreemptionText.WriteOptions);
    }

    private static RateLimit ReadLimit(FieldReader fields)
    {
        long perSecond = fields.Thousandths("per_second");
        return perSecond > 0
            ? new RateLimit(
                fields.OptionalText("principal"), perSecond, fields.IntFrom("capacity", 0, 0))
            : throw JsonShape.Bad(fields.At("per_second"),
                ExactNumber.Format(perSecond, FieldNumbers.AmountDecimals), "more than 0");
    }

    private static void WriteLimit(FieldWriter fields, RateLimit limit)
    {
        fields.OptionalText("principal", limit.Principal);
        fields.Thousandths("per_second", limit.PerSecond);
        fields.WholeUnless("capacity", limit.Capacity, 0);
    }
}
