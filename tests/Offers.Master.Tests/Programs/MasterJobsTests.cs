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
