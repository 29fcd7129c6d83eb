using Offers.Agents.Tests.Containers.Checks;
using Offers.Agents.Containers;

Console.WriteLine($"GROUPS {ContainerGroups.Open().Layout}");
int failed = 0;
foreach ((string name, Func<Task<string>> run) in ContainerChecks.All)
{
    try
    {
        Console.WriteLine($"PASS {name}: {await run()}");
    }
    catch (Exception e)
    {
        failed++;
        Console.WriteLine($"FAIL {name}: {e}");
    }
}

Console.WriteLine($"SUMMARY {ContainerChecks.All.Count - failed} passed, {failed} failed");
return failed == 0 ? 0 : 1;
