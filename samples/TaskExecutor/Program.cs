using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Offers;
using Offers.Wire;

// A framework's own executor: it registers with its agent and runs tasks itself. Here a task is a
// pause of as many seconds as its label "seconds=N" says; a kill ends it early.
string framework = Of("OFFERS_FRAMEWORK"), executor = Of("OFFERS_EXECUTOR");
ResourceSchema schema = ResourceSchema.CreateStandard();
ConcurrentDictionary<string, TaskCompletionSource> running = [];
ConcurrentDictionary<UpdateId, ExecutorUpdate> unacknowledged = [];
ulong life = (ulong)Random.Shared.NextInt64(1, long.MaxValue), updates = 0;
Func<ExecutorUpdate, Task> say = _ => Task.CompletedTask;

while (true)
{
    // The agent may be started anew: the executor goes on and comes again.
    try
    {
        await using var agent = await WireDialer.ConnectAsync(
            WireEndpoint.Parse(Of("OFFERS_ENDPOINT")),
            WireProtocols.ExecutorToAgent(executor, schema));
        say = update => agent.SendAsync(update).AsTask();
        await agent.SendAsync(new SubscribeExecutor(framework, executor)
        {
            Updates = [.. unacknowledged.Values],
            Tasks = [.. running.Keys],
        });
        while (await agent.ReceiveAsync() is { } instruction)
        {
            if (instruction is ExecutorShutdown)
            {
                return 0;
            }

            await FollowAsync(instruction);
        }
    }
    catch (WireClosedException)
    {
        await Task.Delay(100);
    }
}

async Task FollowAsync(ExecutorInstruction instruction)
{
    switch (instruction)
    {
        case ExecutorLaunch launch when !running.ContainsKey(launch.Task.Name):
            TaskCompletionSource killed = new();
            running[launch.Task.Name] = killed;
            await SayAsync(launch.Task.Name, TaskState.Running);
            _ = RunAsync(launch.Task, killed);
            break;
        case ExecutorKill kill when running.TryGetValue(kill.Task, out TaskCompletionSource? task):
            task.TrySetResult();
            break;
        case ExecutorAcknowledged acknowledged:
            unacknowledged.TryRemove(acknowledged.Update, out _);
            break;
    }
}

async Task RunAsync(TaskDescription task, TaskCompletionSource killed)
{
    double seconds = double.Parse(
        task.Labels[0]["seconds=".Length..], CultureInfo.InvariantCulture);
    Task first = await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(seconds)), killed.Task);
    running.TryRemove(task.Name, out _);
    await SayAsync(task.Name, first == killed.Task ? TaskState.Killed : TaskState.Finished);
}

async Task SayAsync(string task, TaskState state)
{
    UpdateId id = new(life, Interlocked.Increment(ref updates));
    ExecutorUpdate update = new(task, state, id);
    unacknowledged[update.Update] = update;
    try
    {
        await say(update);
    }
    catch (WireClosedException)
    {
        // It is said again when the agent is back.
    }
}

static string Of(string variable) => Environment.GetEnvironmentVariable(variable)
    ?? Refuse(variable);

static string Refuse(string variable)
{
    Console.Error.WriteLine($"TaskExecutor: expected {variable}: agents set it for what they start");
    Environment.Exit(2);
    return "";
}
