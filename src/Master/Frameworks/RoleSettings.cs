using Offers.Masters.Metrics;
using Offers.Simulation;

namespace Offers.Masters.Frameworks;

/// <summary>What a jobs file says of a role.</summary>
/// <param name="Name">Its path.</param>
/// <param name="Weight">In thousandths; null when the file says nothing.</param>
/// <param name="Guarantees">As text; null when the file says nothing.</param>
/// <param name="Limits">As text; null when the file says nothing.</param>
internal sealed record RoleSettings(
    string Name, long? Weight, string? Guarantees, string? Limits)
{
    /// <summary>Its line in the file.</summary>
    internal int Line { get; init; }

    /// <summary>
    /// The commands that bring a cell to what the file says. Of a quota of which it says one half
    /// the other stays as the cell has it.
    /// </summary>
    internal static IEnumerable<ClusterCommand> CommandsOf(
        IReadOnlyList<RoleSettings> roles, Cluster cell)
    {
        RoleWeight[] weights = [.. roles.Where(static role => role.Weight is not null)
            .Select(static role => new RoleWeight(role.Name, role.Weight!.Value))];
        if (weights.Length > 0)
        {
            yield return new SetWeights([.. weights]);
        }

        UpdateQuota[] quotas = [.. roles
            .Where(static role => role.Guarantees is not null || role.Limits is not null)
            .Select(role => role.QuotaIn(cell))];
        if (quotas.Length > 0)
        {
            // Forced: at the start there are no agents yet to hold guarantees against.
            yield return new SetQuotas([.. quotas]) { Force = true };
        }
    }

    private UpdateQuota QuotaIn(Cluster cell)
    {
        RoleSnapshot? now = cell.TakeSnapshot().Allocator.Roles.FirstOrDefault(
            role => string.Equals(role.Name, Name, StringComparison.Ordinal));
        return new UpdateQuota(
            Name,
            Guarantees is null
                ? now?.Guarantees ?? default
                : ResourceText.Parse(Guarantees, cell.Schema),
            Limits is null
                ? now?.Limits ?? default
                : ResourceText.ParseLimits(Limits, cell.Schema));
    }

    /// <summary>Says which of the roles a cell that refused their commands will not take.</summary>
    /// <param name="file">The jobs file.</param>
    /// <param name="roles">Its roles.</param>
    /// <param name="options">How the cell behaves.</param>
    /// <param name="status">Why it refused.</param>
    internal static InputException Refusal(
        string file, IReadOnlyList<RoleSettings> roles, ClusterOptions options,
        ClusterStatus status)
    {
        RoleSettings? role = roles.FirstOrDefault(one => !IsTaken(one, options));
        return new InputException(
            file, role?.Line ?? 0, "roles",
            $"{role?.Name ?? string.Join(", ", roles.Select(static one => one.Name))}: "
                + Words.Of(status),
            "weights, guarantees and limits that this cluster takes");
    }

    /// <summary>
    /// Whether the role alone would be taken: asked of a cell of the same kind, since all of them
    /// are taken together or none.
    /// </summary>
    private static bool IsTaken(RoleSettings role, ClusterOptions options)
    {
        Cluster cell = new(ResourceSchema.CreateStandard(), options);
        return CommandsOf([role], cell).All(
            command => cell.Apply(command, Timestamp.Zero).Status == ClusterStatus.Ok);
    }
}
