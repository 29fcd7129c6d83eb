namespace Offers.Core.Tests.Resources;

public sealed class RoleNameTests
{
    [Theory]
    [InlineData("*")]
    [InlineData("a")]
    [InlineData("a/b/c")]
    [InlineData("a-b/c.d")]
    [InlineData("a/+q")]
    [InlineData("...")]
    [InlineData("a/..b")]
    [InlineData("\u00e9/\U0001F600")]
    public void Names_of_roles(string role)
    {
        Assert.Null(RoleName.Check(role));
        Assert.True(RoleName.IsValid(role));
    }

    [Theory]
    [InlineData("", "has 0 characters")]
    [InlineData("/", "has an empty component")]
    [InlineData("/a", "has an empty component")]
    [InlineData("a/", "has an empty component")]
    [InlineData("a//b", "has an empty component")]
    [InlineData(".", "has the component '.'")]
    [InlineData("a/../b", "has the component '..'")]
    [InlineData("a/*", "has the component '*'")]
    [InlineData("*/a", "has the component '*'")]
    [InlineData("-a", "has the component '-a'")]
    [InlineData("a/-", "has the component '-'")]
    [InlineData("a b", "has the white space or control character U+0020")]
    [InlineData("a\tb", "has the white space or control character U+0009")]
    [InlineData("a\n", "has the white space or control character U+000A")]
    [InlineData("a\b", "has the white space or control character U+0008")]
    [InlineData("a\u007F", "has the white space or control character U+007F")]
    public void No_names_of_roles(string role, string reason)
    {
        Assert.StartsWith(reason, RoleName.Check(role), StringComparison.Ordinal);
        Assert.False(RoleName.IsValid(role));
    }

    [Fact]
    public void A_name_has_at_most_1024_characters_and_whole_ones()
    {
        Assert.True(RoleName.IsValid(new string('a', RoleName.MaxLength)));
        Assert.False(RoleName.IsValid(new string('a', RoleName.MaxLength + 1)));
        Assert.False(RoleName.IsValid("a\uD800"));
        Assert.False(RoleName.IsValid("\uDC00a"));
        Assert.False(RoleName.IsValid(null));
    }

    [Theory]
    [InlineData("a", "a", true, false)]
    [InlineData("a", "a/b", true, true)]
    [InlineData("a", "a/b/c", true, true)]
    [InlineData("a/b", "a", false, false)]
    [InlineData("a", "ab", false, false)]
    [InlineData("*", "*", true, false)]
    [InlineData("*", "a", false, false)]
    public void A_role_is_an_ancestor_by_its_whole_components(
        string role, string of, bool ancestorOrSelf, bool strict)
    {
        Assert.Equal(ancestorOrSelf, RoleName.IsAncestorOrSelf(role, of));
        Assert.Equal(strict, RoleName.IsStrictSubrole(of, role));
    }

    [Theory]
    [InlineData("a", null, "a")]
    [InlineData("a/b", "a", "a")]
    [InlineData("a/b/c", "a/b", "a")]
    [InlineData("*", null, "*")]
    public void Parent_and_top_level(string role, string? parent, string top)
    {
        Assert.Equal(parent, RoleName.Parent(role));
        Assert.Equal(top, RoleName.TopLevel(role));
    }
}
