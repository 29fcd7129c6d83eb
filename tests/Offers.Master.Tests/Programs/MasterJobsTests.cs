namespace Offers.Masters.Tests.Programs;

/// <summary>What becomes of jobs when the program is started, in one process after another.</summary>
public sealed class MasterJobsTests : IDisposable
{
    private readonly TemporaryDirectory _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_role_that_the_cluster_does_not_take_is_named()
    {
        await File.WriteAllTextAsync(
            _home["config.json"], """{"cluster":{"allocator":{"mode":"mesos"}}}""");
        await File.WriteAllTextAsync(_home["jobs.yaml"],
            """
            roles:
              - { name: web, guarantees: cpus:1 }
              - { name: web/front, guarantees: cpus:1 }
            """);
        (int code, string errors) = await RefusedAsync(
            "--config", _home["config.json"], "--run", _home["jobs.yaml"]);
        Assert.Equal(2, code);
        Assert.Contains("jobs.yaml:3: roles: found 'web/front: NESTED_QUOTA'", errors,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_that_is_torn_down_is_no_success()
    {
        await File.WriteAllTextAsync(_home["jobs.yaml"],
            "batch: [{ name: crunch, tasks: 5, command: x, cpus: 1 }]");
        using MasterProcess master = MasterProcess.Start(
            "--data", _home["data"], "--run", _home["jobs.yaml"], "--until-done");
        await Eventually.TrueAsync(
            "the framework", async () => await ControlAsync("teardown", IdOf("crunch")) == 0);
        (int code, string output, string errors) = await master.EndAsync();
        Assert.True(code == 3, errors);
        Assert.Contains("\ncrunch\t0\t5\t", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_file_jobs_that_are_there_are_not_ended()
    {
        await File.WriteAllTextAsync(_home["jobs.yaml"],
            """
            services: [{ name: web-front, instances: 1, command: x, cpus: 1 }]
            cron: [{ name: tick, schedule: "* * * * *", command: x, cpus: 1 }]
            """);
        string first = await LifeAsync("--run", _home["jobs.yaml"]);
        Assert.DoesNotContain("torn down", first, StringComparison.Ordinal);
        string web = IdOf("web-front");
        (int code, string errors) = await RefusedAsync();
        Assert.Equal(2, code);
        Assert.Contains("frameworks of jobs: tick, web-front; give --run FILE, with an empty "
            + "list of jobs (services: []) to end them all", errors, StringComparison.Ordinal);
        Assert.Equal(web, IdOf("web-front"));

        await File.WriteAllTextAsync(_home["none.yaml"], "services: []");
        string last = await LifeAsync("--run", _home["none.yaml"]);
        Assert.Contains($"the job web-front is torn down ({web})", last, StringComparison.Ordinal);
        Assert.Contains("the job tick is torn down", last, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_home["data"] + "/frameworks"));
        await LifeAsync();
    }

    /// <summary>Starts a master and ends it when it is ready; what it said.</summary>
    private async Task<string> LifeAsync(params string[] arguments)
    {
        using MasterProcess master =
            MasterProcess.Start(["--data", _home["data"], .. arguments]);
        await Eventually.TrueAsync("the master", async () => await ControlAsync("state") == 0);
        master.Terminate();
        (int code, _, string errors) = await master.EndAsync();
        Assert.True(code == 0, errors);
        return errors;
    }

    private string IdOf(string job) => Directory.Exists(_home["data"] + "/frameworks")
        ? Directory.GetFiles(_home["data"] + "/frameworks", job + "-*.log")
            .Select(Path.GetFileNameWithoutExtension).FirstOrDefault() ?? "none"
        : "none";

    private async Task<int> ControlAsync(params string[] words)
    {
        using MasterProcess control =
            MasterProcess.Start(["ctl", "--data", _home["data"], .. words]);
        return (await control.EndAsync()).Code;
    }

    private async Task<(int Code, string Errors)> RefusedAsync(params string[] arguments)
    {
        using MasterProcess master =
            MasterProcess.Start(["--data", _home["data"], .. arguments]);
        (int code, string output, string errors) = await master.EndAsync();
        Assert.Equal("", output);
        Assert.Single(errors.TrimEnd('\n').Split('\n'));
        return (code, errors);
    }
}
