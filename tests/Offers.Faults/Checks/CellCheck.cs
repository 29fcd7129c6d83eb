using System.Text.Json;
using Offers.Agents.Hosting;
using Offers.Faults.Machine;

namespace Offers.Faults.Checks;

/// <summary>
/// Holds a healed cell to what may be left: the service with its tasks, or nothing at all.
/// </summary>
internal static class CellCheck
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(40);

    /// <summary>Waits until nothing is wrong; what is, when it stays.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="instances">Tasks of the service.</param>
    internal static async Task<List<string>> SettleAsync(Cell cell, int instances)
    {
        List<string> wrong = [];
        await Cell.UntilAsync(
            async () =>
            {
                wrong = await WrongAsync(cell, instances);
                return wrong.Count == 0;
            },
            Bound);
        return wrong;
    }

    private static async Task<List<string>> WrongAsync(Cell cell, int instances)
    {
        if (await cell.Client.AskAsync("tasks") is not { } tasks
            || await cell.Client.AskAsync("roles") is not { } roles
            || await cell.Client.AskAsync("state") is not { } state)
        {
            return ["the master does not answer"];
        }

        List<string> wrong = [];
        SortedSet<string> live = [];
        foreach (JsonElement task in tasks.EnumerateArray())
        {
            live.Add(task.GetProperty("name").GetString()!);
            if (!task.GetProperty("state").ValueEquals("RUNNING"))
            {
                wrong.Add($"in the master's books: {task}");
            }
        }

        Compare(wrong, "tasks in the master's books", instances, live.Count, live);
        Compare(wrong, "open offers", 0, state.GetProperty("offers").GetInt32(), []);
        foreach (JsonElement role in roles.EnumerateArray())
        {
            bool holds = role.GetProperty("name").ValueEquals("web") && instances > 0;
            if (!role.GetProperty("held").ValueEquals(holds ? Jobs.ServiceHolds : ""))
            {
                wrong.Add($"in the master's books: {role}");
            }
        }

        CheckMachine(cell, live, wrong);
        return wrong;
    }

    /// <summary>Rows, groups and processes of every agent: those of live tasks, and no others.
    /// </summary>
    private static void CheckMachine(Cell cell, SortedSet<string> live, List<string> wrong)
    {
        SortedSet<string> kept = [];
        int count = 0;
        foreach (AgentSite agent in cell.Agents)
        {
            List<AgentRow> rows = RowsOf(agent.Work);
            SortedSet<string> containers = [];
            foreach (AgentRow row in rows)
            {
                switch (row)
                {
                    case AgentTaskRow task:
                        kept.Add(task.Description.Name);
                        break;
                    case AgentContainerRow container:
                        containers.Add(container.Name);
                        break;
                    case AgentSelfRow or AgentFrameworkRow:
                        break;
                    case AgentStreamRow updates when live.Contains(updates.Task):
                        break;
                    default:
                        wrong.Add($"kept by {agent.Name}: {row}");
                        break;
                }
            }

            count += containers.Count;
            SortedSet<string> groups = GroupTable.ContainersOf(agent.Name);
            if (!groups.SetEquals(containers))
            {
                wrong.Add($"groups of {agent.Name}: found {string.Join(' ', groups)}, expected "
                    + string.Join(' ', containers));
            }
        }

        Compare(wrong, "containers", live.Count, count, []);
        Compare(wrong, "tasks that agents keep", live.Count, kept.Count, kept);
        foreach ((int pid, string words, string environment) in ProcessTable.Of(cell.Root))
        {
            bool isTask = environment.Contains(" OFFERS_TASK=", StringComparison.Ordinal);
            if (isTask && !live.Any(task => environment.Contains(
                $" OFFERS_TASK={task} ", StringComparison.Ordinal)))
            {
                wrong.Add($"process {pid} is left: {words}");
            }
        }
    }

    /// <summary>What an agent keeps, read from a copy.</summary>
    internal static List<AgentRow> RowsOf(string work)
    {
        string copy = Directory.CreateTempSubdirectory("offers-rows-").FullName;
        try
        {
            File.Copy(Path.Combine(work, "rows.log"), Path.Combine(copy, "rows.log"));
            List<AgentRow> rows = [];
            AgentStore.Open(copy, ResourceSchema.CreateStandard(), rows).Dispose();
            Dictionary<(Type, string), AgentRow> last = [];
            foreach (AgentRow row in rows)
            {
                last[(row.GetType(), row.Key)] = row;
            }

            return [.. last.Values.Where(static row => !row.IsGone)];
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private static void Compare(
        List<string> wrong, string what, int expected, int found, IEnumerable<string> names)
    {
        if (found != expected)
        {
            wrong.Add($"{what}: found {found} ({string.Join(' ', names)}), expected {expected}");
        }
    }
}
