using Offers.Agents.Processes;

namespace Offers.Agents.Tests.Processes;

public sealed class UserIdsTests
{
    private const string Unknown = "54321";

    [Fact]
    public void A_number_with_an_entry_is_that_user_with_its_groups()
    {
        (string name, uint user, uint group) = Entries().First(entry => entry.User != entry.Group);
        UserIds expected = new(user, group, IsNamed: true);
        Assert.Equal(expected, UserIds.Find(name));
        Assert.Equal(expected, UserIds.Find($"{user}"));
    }

    [Fact]
    public void A_number_without_an_entry_is_in_no_group_and_not_in_that_of_its_number()
    {
        Assert.Equal(new UserIds(54321, 65534, IsNamed: false), UserIds.Find(Unknown));
    }

    [Theory]
    [InlineData("nosuchuser")]
    [InlineData("-1")]
    [InlineData("4294967295")]
    [InlineData("")]
    public void What_is_no_user_is_refused(string name)
    {
        IOException refused = Assert.Throws<IOException>(() => UserIds.Find(name));
        Assert.Equal($"user '{name}': expected a user this machine knows", refused.Message);
    }

    [SkippableFact]
    public async Task A_task_of_a_number_runs_with_the_groups_of_that_user()
    {
        Real.Require(Native.geteuid() == 0, "only root can change the user");
        Real.Require(File.Exists("/usr/bin/setpriv"), "setpriv (util-linux) is not there");
        await using var fixture = new SupervisorFixture();
        CommandSpec spec = fixture.Shell("id -u; id -g; id -G");
        await fixture.RunAsync("unknown", spec with { User = Unknown });
        await fixture.RunAsync("nobody", spec with { User = "65534", Stdout = spec.Stderr });
        Assert.Equal("54321\n65534\n65534\n", fixture.Output());
        Assert.Equal("65534\n65534\n65534\n", fixture.Output("stderr"));
    }

    private static IEnumerable<(string Name, uint User, uint Group)> Entries()
    {
        return File.ReadLines("/etc/passwd").Select(line => line.Split(':'))
            .Select(parts => (parts[0], uint.Parse(parts[2]), uint.Parse(parts[3])));
    }
}
