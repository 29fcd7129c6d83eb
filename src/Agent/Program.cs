using Offers.Agents.Hosting;

return await AgentProgram.RunAsync(args).ConfigureAwait(false);
