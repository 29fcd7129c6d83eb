using Offers.Masters.Frameworks;

namespace Offers.Masters.Tests.Frameworks;

public sealed class RoleSettingsTests
{
    [Theory]
    [InlineData(null, "cpus:4", "cpus:2", "cpus:4")]
    [InlineData("cpus:1", null, "cpus:1", "cpus:8")]
    [InlineData("cpus:1", "cpus:3", "cpus:1", "cpus:3")]
    public void The_half_of_a_quota_that_a_file_does_not_say_stays_as_the_cell_has_it(
        string? guarantees, string? limits, string expectedGuarantees, string expectedLimits)
    {
        Cluster cell = new(ResourceSchema.CreateStandard(), new ClusterOptions());
        Apply(cell, new RoleSettings("a", 2000, "cpus:2", "cpus:8"));
        Apply(cell, new RoleSettings("a", null, guarantees, limits));
        RoleSnapshot role = Assert.Single(
            cell.TakeSnapshot().Allocator.Roles, static role => role.Name == "a");
        Assert.Equal(2000, role.Weight);
        Assert.Equal(expectedGuarantees, ResourceText.Format(role.Guarantees, cell.Schema));
        Assert.Equal(expectedLimits, ResourceText.Format(role.Limits, cell.Schema));
    }

    private static void Apply(Cluster cell, RoleSettings role)
    {
        foreach (ClusterCommand command in RoleSettings.CommandsOf([role], cell))
        {
            Assert.Equal(ClusterStatus.Ok, cell.Apply(command, Timestamp.Zero).Status);
        }
    }
}
