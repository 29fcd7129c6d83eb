using Offers.Simulation;

namespace Offers.Simulator.Tests.Engine;

/// <summary>Tenants of a trace become roles, whatever they are called.</summary>
public sealed class RoleTextTests
{
    [Theory]
    [InlineData("ads", "ads")]
    [InlineData("*", "*")]
    [InlineData("search, \"beta\"", "search%002C%0020%0022beta%0022")]
    [InlineData("a/b", "a%002Fb")]
    [InlineData("-x", "%002Dx")]
    [InlineData("50%", "50%0025")]
    [InlineData("", "%")]
    public void A_name_becomes_a_role_of_one_component(string name, string expected)
    {
        Assert.Equal(expected, RoleText.Of(name));
        Assert.True(RoleName.IsValid(expected) && RoleName.Parent(expected) is null);
    }
}
