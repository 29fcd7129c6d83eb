using Microsoft.Extensions.Hosting;
using Offers.Agents.Processes;

if (args is [SupervisorProgram.Verb, .. string[] arguments])
{
    return await SupervisorProgram.RunAsync(arguments).ConfigureAwait(false);
}

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
using IHost host = builder.Build();
await host.RunAsync().ConfigureAwait(false);
return 0;
