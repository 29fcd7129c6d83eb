namespace Offers.Masters.Operators;

/// <summary>Which commands operators may give, and how they are read.</summary>
internal static class OperatorCommands
{
    /// <summary>The commands of operators in the cluster format.</summary>
    internal static IReadOnlyList<string> Known { get; } =
    [
        "set_quotas", "set_weights", "set_hosts", "operate_agent", "drain_agent",
        "mark_agent_gone", "set_agent_offering", "schedule_maintenance", "start_maintenance",
        "end_maintenance", "rescind_offers", "preempt", "withdraw_preemption", "tear_down",
    ];

    /// <summary>Reads one; on the loop's thread, for it may name new resources.</summary>
    /// <exception cref="FormatException">
    /// The text is no command, or none that operators may give.
    /// </exception>
    internal static ClusterCommand Read(string text, ResourceSchema schema)
    {
        ClusterCommand command = new ClusterCommandReader(schema).Read(text);
        return command switch
        {
            TearDown end => end with { IsByOperator = true },
            SetQuotas or SetWeights or SetHosts or OperateAgent or DrainAgent or MarkAgentGone
                or SetAgentOffering or ScheduleMaintenance or StartMaintenance or EndMaintenance
                or RescindOffers or Preempt or WithdrawPreemption => command,
            _ => throw new FormatException(
                $"op: found {Metrics.Words.Of(command)}, expected one of "
                + string.Join(", ", Known)),
        };
    }
}
