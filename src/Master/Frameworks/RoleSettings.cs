namespace Offers.Masters.Frameworks;

/// <summary>What a jobs file says of a role.</summary>
/// <param name="Name">Its path.</param>
/// <param name="Weight">In thousandths; null when the file says nothing.</param>
/// <param name="Guarantees">As text; null when the file says nothing.</param>
/// <param name="Limits">As text; null when the file says nothing.</param>
internal sealed record RoleSettings(
    string Name, long? Weight, string? Guarantees, string? Limits)
{
    /// <summary>The commands that bring a cell to what the file says.</summary>
    internal static IEnumerable<ClusterCommand> CommandsOf(
        IReadOnlyList<RoleSettings> roles, ResourceSchema schema)
    {
        RoleWeight[] weights = [.. roles.Where(static role => role.Weight is not null)
            .Select(static role => new RoleWeight(role.Name, role.Weight!.Value))];
        if (weights.Length > 0)
        {
            yield return new SetWeights([.. weights]);
        }

        UpdateQuota[] quotas = [.. roles
            .Where(static role => role.Guarantees is not null || role.Limits is not null)
            .Select(role => new UpdateQuota(
                role.Name,
                ResourceText.Parse(role.Guarantees ?? "", schema),
                ResourceText.ParseLimits(role.Limits ?? "", schema)))];
        if (quotas.Length > 0)
        {
            // Forced: at the start there are no agents yet to hold guarantees against.
            yield return new SetQuotas([.. quotas]) { Force = true };
        }
    }
}
