using System.Text.Json;
using Offers.Faults.Machine;
using Offers.Masters.Options;
using Offers.Masters.Store;

namespace Offers.Faults.Checks;

/// <summary>Ends a cell in order, and looks at what each step leaves.</summary>
internal static class LastCheck
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Tears the frameworks down, stops and starts the agents, takes them out of the cell, ends the
    /// master, and reads its books once more from the disk.
    /// </summary>
    internal static async Task RunAsync(Cell cell, List<string> wrong)
    {
        JsonElement? frameworks = await cell.Client.AskAsync("frameworks");
        foreach (JsonElement framework in frameworks?.EnumerateArray().ToArray() ?? [])
        {
            string id = framework.GetProperty("id").GetRawText();
            await cell.Client.CommandAsync($$"""{"op":"tear_down","framework":{{id}}}""");
        }

        wrong.AddRange(await CellCheck.SettleAsync(cell, 0));
        foreach (AgentSite agent in cell.Agents)
        {
            Expect(wrong, agent.Program, await agent.Program.TerminateAsync());
            foreach (AgentRow row in CellCheck.RowsOf(agent.Work)
                .Where(static row => row is not AgentSelfRow))
            {
                wrong.Add($"kept by {agent.Name} in the end: {row}");
            }

            agent.Program.Start();
        }

        if (await Cell.UntilAsync(() => cell.IsWholeAsync(0), Bound) is null)
        {
            wrong.Add("the agents did not come back after their last start");
        }

        foreach (AgentSite agent in cell.Agents)
        {
            await cell.Client.CommandAsync(
                $$"""{"op":"mark_agent_gone","agent":"{{agent.Name}}"}""");
            Expect(wrong, agent.Program, await agent.Program.EndAsync());
            wrong.AddRange(GroupTable.RootsOf(agent.Name)
                .Select(static root => $"group {root} is left"));
        }

        Expect(wrong, cell.Master, await cell.Master.TerminateAsync());
        await Cell.UntilAsync(
            () => Task.FromResult(ProcessTable.Of(cell.Root).Count == 0), TimeSpan.FromSeconds(10));
        wrong.AddRange(ProcessTable.Of(cell.Root)
            .Select(static process => $"process {process.Pid} is left: {process.Words}"));
        ReadBooks(cell, wrong);
    }

    /// <summary>The books as the next life would have them: nothing in them, and sound.</summary>
    private static void ReadBooks(Cell cell, List<string> wrong)
    {
        using MasterStore store = MasterStore.Open(
            cell.Data, new StoreOptions(), StoreFiles.Disk);
        Cluster cluster = store.Recover(new ClusterOptions()).Cluster;
        Invariants.Check(cluster.Allocator);
        if (cluster.TaskCount != 0 || cluster.OpenOfferCount != 0 || cluster.AgentCount != 0
            || cluster.FrameworkCount != 0)
        {
            wrong.Add($"the books on disk: found {cluster.AgentCount} agents, "
                + $"{cluster.FrameworkCount} frameworks, {cluster.TaskCount} tasks, "
                + $"{cluster.OpenOfferCount} offers, expected none");
        }
    }

    private static void Expect(List<string> wrong, HostedProgram program, int code)
    {
        if (code != 0)
        {
            wrong.Add($"{program}: ended with {code}, expected 0");
        }
    }
}
