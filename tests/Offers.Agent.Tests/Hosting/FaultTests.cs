using System.Diagnostics;

namespace Offers.Agents.Tests.Hosting;

/// <summary>A few faults of each kind, by the program that does a hundred of them.</summary>
[Collection("real groups")]
public sealed class FaultTests
{
    private const int CannotRun = 3;
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(6);

    [SkippableTheory]
    [InlineData("agent-kill,master-kill,both-kill")]
    [InlineData("cut,slow,half-closed")]
    [InlineData("supervisor-kill,agent-disk-full,master-disk-full")]
    public async Task After_some_faults_every_task_has_one_end_and_nothing_is_left(string kinds)
    {
        int seed = Random.Shared.Next(1_000_000);
        ProcessStartInfo start = new(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (string word in (string[])[
            Program, "--fault", kinds, "--rounds", "2", "--tasks", "15", "--seed", $"{seed}"])
        {
            start.ArgumentList.Add(word);
        }

        using Process program = Process.Start(start)!;
        Task<string> output = program.StandardOutput.ReadToEndAsync();
        Task<string> errors = program.StandardError.ReadToEndAsync();
        await program.WaitForExitAsync().WaitAsync(Bound);
        Real.Require(program.ExitCode != CannotRun, await errors);
        Assert.True(program.ExitCode == 0, $"seed {seed}: {await errors}\n{await output}");
    }

    private static string Program => Path.Combine(
        AppContext.BaseDirectory.Replace(
            "Offers.Agent.Tests", "Offers.Faults", StringComparison.Ordinal),
        "Offers.Faults.dll");
}
