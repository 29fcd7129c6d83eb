using Offers.Agents.Containers;
using Offers.Agents.Tests.Containers.Checks;
using Offers.Masters.Tests.Programs;

const int BatchTasks = 1_000;

Console.WriteLine($"GROUPS {ContainerGroups.Open().Layout}");
int failed = 0;
TwoProcesses two = new("/tmp/two", ["/offers-master"], ["/offers-agent"]);
Directory.CreateDirectory("/tmp/two");
List<(string Name, Func<Task<string>> Run)> all =
[
    .. ContainerChecks.All,
    ("two processes: a service from 1 to 20 and back", two.ScaleAsync),
    ("two processes: a batch of short tasks", () => two.BatchAsync(BatchTasks)),
];
foreach ((string name, Func<Task<string>> run) in all)
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

Console.WriteLine($"SUMMARY {all.Count - failed} passed, {failed} failed");
return failed == 0 ? 0 : 1;
