using Offers.Masters.Local;

namespace Offers.Masters.Tests.Programs;

/// <summary>A first look on one machine: master, agent and real tasks by one command.</summary>
public sealed class LocalAgentTests : IDisposable
{
    private readonly TemporaryDirectory _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task The_sample_runs_to_its_end_and_leaves_nothing()
    {
        using MasterProcess master = MasterProcess.Start(
            "--with-agent", "--agent-resources", "cpus:2;mem:512", "--run",
            RepositoryFile.PathOf("samples", "jobs.yaml"));
        (int code, string output, string errors) = await master.EndAsync();
        Assert.True(code == 0, errors);
        Assert.Contains("\tis made\tcpus:0.2;mem:32\t", output, StringComparison.Ordinal);
        Assert.Contains("\thas shrunk\tcpus:0.41;disk:1;mem:96\t", output, StringComparison.Ordinal);

        // A launch may meet the end of the executor that it was for: it is dropped, and tried again.
        Assert.Matches(@"\ncrunch\t20\t0\t(\d+)\t\1\t0\n", output);
        NothingIsLeft(errors);
    }

    [Fact]
    public async Task Tasks_that_fail_are_tried_again_and_given_up_at_last()
    {
        await File.WriteAllTextAsync(_home["jobs.yaml"],
            """
            batch:
              - name: mixed
                tasks: 4
                command: '[ $(($(echo $OFFERS_TASK | tr -dc 0-9 | tail -c 1) % 2)) = 0 ]'
                cpus: 0.1
                mem: 32
                retries: 1
                restart: { first: 0.1 }
            """);
        using MasterProcess master = MasterProcess.Start(
            "--with-agent", "--agent-resources", "cpus:2;mem:512", "--run", _home["jobs.yaml"]);
        (int code, string output, string errors) = await master.EndAsync();
        string line = Assert.Single(output.Split('\n'),
            text => text.StartsWith("mixed\t", StringComparison.Ordinal));
        long[] counts = [.. line.Split('\t').Skip(1).Select(long.Parse)];
        Assert.Equal(4, counts[0] + counts[1]);
        Assert.True(counts[2] > 0, line);
        Assert.Equal(counts[3], counts[1] + counts[2]);
        Assert.Equal(counts[1] > 0 ? 3 : 0, code);
        Assert.Matches(@"\nlast failure of mixed: task mixed-\S+ on local-[0-9a-f]{8}: FAILED", output);
        Assert.Contains(" warn: Offers.Masters.MasterService[6] mixed-", errors,
            StringComparison.Ordinal);
        NothingIsLeft(errors);
    }

    [Fact]
    public async Task Asked_to_end_it_kills_what_runs_and_leaves_nothing()
    {
        await File.WriteAllTextAsync(_home["jobs.yaml"],
            $$"""
            services:
              - { name: web, instances: 3, command: 'trap "" TERM; touch {{_home["here"]}}; sleep 1000', cpus: 0.1, mem: 32, user: {{Environment.UserName}} }
            """);
        using MasterProcess master = MasterProcess.Start(
            "--with-agent", "--agent-resources", "cpus:2;mem:512", "--run", _home["jobs.yaml"]);
        await Eventually.TrueAsync("a task", () => File.Exists(_home["here"]));
        master.Terminate();
        (int code, string _, string errors) = await master.EndAsync();
        Assert.True(code == 0, errors);
        NothingIsLeft(errors);
    }

    [Fact]
    public async Task It_is_the_same_agent_when_it_comes_back_to_its_data()
    {
        // The task's user has to come to its sandbox.
        File.SetUnixFileMode(_home.Path,
            File.GetUnixFileMode(_home.Path) | UnixFileMode.OtherExecute);
        await File.WriteAllTextAsync(_home["jobs.yaml"],
            "batch: [{ name: one, tasks: 1, command: 'true', cpus: 0.1 }]");
        for (int life = 0; life < 2; life++)
        {
            using MasterProcess master = MasterProcess.Start(
                "--with-agent", "--data", _home["data"], "--agent-resources", "cpus:2;mem:512",
                "--run", _home["jobs.yaml"]);
            (int code, string output, string errors) = await master.EndAsync();
            Assert.True(code == 0, errors);
            Assert.Contains("\none\t1\t0\t", "\n" + output, StringComparison.Ordinal);
        }
    }

    private static void NothingIsLeft(string errors)
    {
        int at = errors.IndexOf("unix:/", StringComparison.Ordinal);
        string directory = errors[(at + 5)..errors.IndexOf("/master/", at, StringComparison.Ordinal)];
        Assert.False(Directory.Exists(directory), directory);
        string name = LocalAgent.NameOf(Path.Combine(directory, "agent"));
        Assert.Contains($"agent {name} ", errors, StringComparison.Ordinal);
        Assert.False(File.Exists($"/run/offers/offers-{name}.lock"));
        if (Directory.Exists("/sys/fs/cgroup"))
        {
            Assert.Empty(Directory.EnumerateDirectories("/sys/fs/cgroup").SelectMany(
                tree => Directory.EnumerateDirectories(tree, $"offers-{name}")));
        }

        Assert.DoesNotContain(Directory.EnumerateDirectories("/proc"), path => IsOf(path, directory));
    }

    /// <summary>Whether a process was started with a path below a directory.</summary>
    private static bool IsOf(string process, string directory)
    {
        try
        {
            return char.IsAsciiDigit(Path.GetFileName(process)[0]) && File
                .ReadAllText(Path.Combine(process, "cmdline"))
                .Contains(directory, StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
