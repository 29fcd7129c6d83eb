using System;

namespace Offers;

/// <summary>The names of capabilities in scenarios and journals.</summary>
internal static class CapabilityNames
{
    internal static ReadOnlySpan<(string Name, FrameworkCapabilities Value)> OfFrameworks =>
        FrameworkTable;

    internal static ReadOnlySpan<(string Name, AgentCapabilities Value)> OfAgents => AgentTable;

    private static readonly (string, FrameworkCapabilities)[] FrameworkTable =
    [
        ("GPU_RESOURCES", FrameworkCapabilities.GpuResources),
        ("REVOCABLE_RESOURCES", FrameworkCapabilities.RevocableResources),
        ("SHARED_RESOURCES", FrameworkCapabilities.SharedResources),
        ("RESERVATION_REFINEMENT", FrameworkCapabilities.ReservationRefinement),
        ("REGION_AWARE", FrameworkCapabilities.RegionAware),
        ("MULTI_ROLE", FrameworkCapabilities.MultiRole),
        ("PARTITION_AWARE", FrameworkCapabilities.PartitionAware),
        ("TASK_KILLING_STATE", FrameworkCapabilities.TaskKillingState),
        ("QUOTA_V2", FrameworkCapabilities.QuotaV2),
    ];

    private static readonly (string, AgentCapabilities)[] AgentTable =
    [
        ("MULTI_ROLE", AgentCapabilities.MultiRole),
        ("HIERARCHICAL_ROLE", AgentCapabilities.HierarchicalRole),
        ("RESERVATION_REFINEMENT", AgentCapabilities.ReservationRefinement),
        ("RESOURCE_PROVIDER", AgentCapabilities.ResourceProvider),
        ("RESIZE_VOLUME", AgentCapabilities.ResizeVolume),
        ("AGENT_OPERATION_FEEDBACK", AgentCapabilities.AgentOperationFeedback),
        ("AGENT_DRAINING", AgentCapabilities.AgentDraining),
        ("TASK_RESOURCE_LIMITS", AgentCapabilities.TaskResourceLimits),
    ];
}
