using Offers.Agents.Containers;
using Offers.Agents.Tests.Containers.Checks;
using Xunit.Abstractions;

namespace Offers.Agents.Tests.Containers;

/// <summary>The checks on this machine; <c>tests/qemu</c> runs them on version 2.</summary>
[Collection(Alone.Name)]
public sealed class RealContainerTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => [.. ContainerChecks.All.Select(check => check.Name)];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public async Task In_the_groups_of_this_machine(string name)
    {
        RequireGroups();
        (string _, Func<Task<string>> run) =
            Assert.Single(ContainerChecks.All, check => check.Name == name);
        output.WriteLine(await run());
    }

    internal static void RequireGroups()
    {
        string why = "";
        try
        {
            GroupLayout layout = ContainerGroups.Open("offers-test-probe").Layout;
            why = layout.Has("pids") && layout.Has("cpuset") ? "" : $"no pids or cpuset: {layout}";
        }
        catch (GroupException e)
        {
            why = e.Message;
        }

        Real.Require(Environment.UserName == "root", "needs root to make groups");
        Real.Require(why.Length == 0, why);
    }
}
