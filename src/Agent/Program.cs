using Offers.Agents.Processes;

if (args is [SupervisorProgram.Verb, .. string[] arguments])
{
    return await SupervisorProgram.RunAsync(arguments).ConfigureAwait(false);
}

await Console.Error.WriteLineAsync(
    "offers-agent: the layers of the agent are here, the program that joins them is not yet. "
    + $"Expected the verb '{SupervisorProgram.Verb}', which holds the processes of tasks.")
    .ConfigureAwait(false);
return 2;
