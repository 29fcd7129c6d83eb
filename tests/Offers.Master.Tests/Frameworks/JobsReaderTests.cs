using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Offers.Core.Tests.Journal;
using Offers.Masters.Frameworks;
using Offers.Simulation;

namespace Offers.Masters.Tests.Frameworks;

public sealed class JobsReaderTests
{
    private const string Everything =
        """
        roles:
          - name: a/b
            weight: 2.5
            guarantees: cpus:1
            limits: cpus:4;mem:1024
        services:
          - name: web
            role: a/b
            instances: 3
            command: run
            cpus: 0.5
            mem: 64
            disk: 10
            gpus: 1
            ports: 2
            grace: 2.5
            max_time: 60
            environment: { A: b, C: 1 }
            user: nobody
            image: web:1
            priority: 3
            labels: { tier: front }
            health: { http: /health, port: 80, delay: 1, interval: 2, timeout: 3, grace: 4, failures: 5 }
            constraints:
              - { field: hostname, operator: unique }
              - { field: rack, operator: group_by, value: 3 }
              - { field: "@zone", operator: group_by, value: [a, b] }
              - { field: rack, operator: max_per, value: 2 }
              - { field: os, operator: like, value: lin.* }
              - { field: os, operator: unlike, value: win.* }
              - { field: rack, operator: cluster }
            restart: { first: 1, factor: 1.5, most: 60, reset: 300 }
        batch:
          - { name: b, tasks: 5, command: x, cpus: 1, retries: 2, preferred_agents: [m1], locality_wait: 1 }
        gang:
          - { name: g, tasks: 4, command: x, mem: 32, retries: 0 }
        cron:
          - { name: c, schedule: "0 3 * * mon", command: x, cpus: 1, overlap: allow, deadline: 60, retries: 1 }
        """;

    [Fact]
    public void Every_field_is_read()
    {
        JobsFile file = JobsReader.Read("jobs.yaml", Everything);
        Assert.Equal(["web", "b", "g", "c"], file.Jobs.Select(static job => job.Name));
        Assert.Equal(
            [JobKind.Service, JobKind.Batch, JobKind.Gang, JobKind.Cron],
            file.Jobs.Select(static job => job.Kind));
        Assert.Equal(["a/b", "jobs", "jobs", "jobs"], file.Jobs.Select(static job => job.Role));
        ServiceDefinition web = ((ServiceScheduler)Create(file.Jobs[0])).Definition;
        Assert.Equal((3, 2, 3), (web.Instances, web.Task.Ports, web.Task.Priority));
        Assert.Equal("cpus:0.5;disk:10;gpus:1;mem:64", web.Task.Resources.ToString());
        Assert.Equal(["A=b", "C=1"], web.Task.Command.Environment);
        Assert.Equal(("run", "nobody"), (web.Task.Command.Value, web.Task.Command.User));
        Assert.Equal(TimeSpan.FromSeconds(2.5), web.Task.KillGrace);
        Assert.Equal((80, "/health", 5), (
            web.Task.HealthCheck!.Port, web.Task.HealthCheck.Path,
            web.Task.HealthCheck.ConsecutiveFailures));
        Assert.Equal(
            ["hostname UNIQUE", "rack GROUP_BY 3", "@zone GROUP_BY a,b", "rack MAX_PER 2",
                "os LIKE lin.*", "os UNLIKE win.*", "rack CLUSTER"],
            web.Constraints.Select(static one => one.ToString()));
        Assert.Equal(1500, web.Restart.FactorThousandths);
        RoleSettings role = Assert.Single(file.Roles);
        Assert.Equal(("a/b", 2500L, "cpus:1", "cpus:4;mem:1024"),
            (role.Name, role.Weight, role.Guarantees, role.Limits));
    }

    [Fact]
    public void The_sample_is_a_jobs_file_that_fits_a_small_machine()
    {
        JobsFile file = JobsReader.ReadFile(RepositoryFile.PathOf("samples", "jobs.yaml"));
        Assert.Equal(2, ((ServiceScheduler)Create(file.Jobs[0])).Definition.Instances);
        Assert.Equal(20, ((BatchScheduler)Create(file.Jobs[1])).StatusOf("crunch")!.Value.Waiting);
        Assert.Equal(JobKind.Cron, file.Jobs[2].Kind);
    }

    [Fact]
    public void The_documentation_has_every_key_and_its_example_is_read()
    {
        string page = RepositoryFile.Read("docs", "jobs-format.md");
        int start = page.IndexOf("```yaml\n", StringComparison.Ordinal) + 8;
        JobsFile file = JobsReader.Read(
            "page", page[start..page.IndexOf("```\n", start, StringComparison.Ordinal)]);
        Assert.Equal(["greeter", "crunch"], file.Jobs.Select(static job => job.Name));
        string[] keys = [.. JobTaskReader.Keys, "name", "role", "instances",
            "constraints", "restart", "tasks", "retries", "preferred_agents", "locality_wait",
            "schedule", "overlap", "deadline"];
        Assert.All(keys, key => Assert.Contains($"`{key}`", page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("services")]
    [InlineData("batch")]
    [InlineData("gang")]
    [InlineData("cron")]
    public void An_empty_list_says_that_there_are_no_jobs(string list) =>
        Assert.Empty(JobsReader.Read("jobs.yaml", $"{list}: []").Jobs);

    [Fact]
    public void Equal_jobs_have_equal_texts_whatever_their_form()
    {
        string text = One("""{ name: a, tasks: 1, command: x, cpus: 1 }""");
        Assert.Equal(text, One("{cpus: 1,\n    command: \"x\", tasks: 1, name: a}"));
        Assert.NotEqual(text, One("""{ name: a, tasks: 2, command: x, cpus: 1 }"""));
        Assert.NotEqual(text, JobsReader.Read(
            "f", "gang: [{ name: a, tasks: 1, command: x, cpus: 1 }]").Jobs[0].Text);
    }

    [Theory]
    [InlineData("", "jobs.yaml: ", "one YAML document")]
    [InlineData("{}", "jobs.yaml:1: ", "services, batch, gang, cron or roles")]
    [InlineData("jobs: []", "jobs.yaml:1: jobs: found 'jobs'", "a known key")]
    [InlineData("batch: 1", "jobs.yaml:1: batch: ", "a list")]
    [InlineData("batch:", "jobs.yaml:1: batch: ", "a list")]
    [InlineData("roles: []", "jobs.yaml:1: roles: ", "a list with at least one element")]
    [InlineData("batch:\n- x", "jobs.yaml:2: batch[0]: ", "a mapping")]
    [InlineData("batch:\n- {name: a}", "jobs.yaml:2: batch[0].tasks: found 'nothing'",
        "the required key 'tasks'")]
    [InlineData("batch:\n- {name: a b, tasks: 1, command: x, cpus: 1}",
        "jobs.yaml:2: batch[0].name: found 'a b'", "letters, digits")]
    [InlineData("batch:\n- {name: a, tasks: 0, command: x, cpus: 1}",
        "jobs.yaml:2: batch[0].tasks: found '0'", "from 1 to 1000000")]
    [InlineData("batch:\n- {name: a, tasks: 1, command: 7, cpus: 1}",
        "jobs.yaml:2: batch[0].command: found '7'", "in quotes")]
    [InlineData("batch:\n- {name: a, tasks: 1, command: x}",
        "jobs.yaml:2: batch[0].cpus: found 'nothing'", "at least one of cpus, mem")]
    [InlineData("batch:\n- {name: a, tasks: 1, command: x, cpus: 0}",
        "jobs.yaml:2: batch[0].cpus: found '0'", "above 0")]
    [InlineData("batch:\n- {name: a, tasks: 1, command: x, cpus: 0.0001}",
        "jobs.yaml:2: batch[0].cpus: found '0.0001'", "three decimals")]
    [InlineData("batch:\n- {name: a, tasks: 1, command: x, cpus: -1}",
        "jobs.yaml:2: batch[0].cpus: found '-1'", "a number from 0")]
    [InlineData("batch:\n- {name: a, tasks: 1, command: x, cpu: 1}",
        "jobs.yaml:2: batch[0].cpu: found 'cpu'", "did you mean 'cpus'?")]
    [InlineData("batch:\n- {name: a, role: /, tasks: 1, command: x, cpus: 1}",
        "jobs.yaml:2: batch[0].role: found '/'", "the path of a role")]
    [InlineData("batch:\n- {name: a, tasks: 1, command: x, cpus: 1}\n"
        + "- {name: a, tasks: 1, command: x, cpus: 1}",
        "jobs.yaml:3: batch[1]: found 'a a second time'", "each name once")]
    [InlineData("batch:\n- {name: a, tasks: 1, command: x, cpus: 1, environment: {A=: b}}",
        "jobs.yaml:2: batch[0].environment.A=: ", "a name without '='")]
    [InlineData("batch:\n- {name: a, tasks: 1, command: x, cpus: 1, restart: {first: 9, most: 1}}",
        "jobs.yaml:2: batch[0].restart: ", "most not below first")]
    [InlineData("batch:\n- {name: a, tasks: 1, command: x, cpus: 1, health: {tcp: 0}}",
        "jobs.yaml:2: batch[0].health.tcp: found '0'", "from 1 to 65535")]
    [InlineData("batch:\n- {name: a, tasks: 1, command: x, cpus: 1, health: {tcp: 1, interval: 0}}",
        "jobs.yaml:2: batch[0].health.interval: found '0'", "a number from 0.001")]
    [InlineData("batch:\n- {name: a, tasks: 1, command: x, cpus: 1, health: {tcp: 1, http: /}}",
        "jobs.yaml:2: batch[0].health: found 'http and tcp'", "exactly one of")]
    [InlineData("services:\n- {name: a, instances: 1, command: x, cpus: 1, constraints: "
        + "[{field: a, operator: near}]}",
        "jobs.yaml:2: services[0].constraints[0].operator: found 'near'", "a known operator")]
    [InlineData("services:\n- {name: a, instances: 1, command: x, cpus: 1, constraints: "
        + "[{field: a, operator: like, value: '('}]}",
        "jobs.yaml:2: services[0].constraints[0]: ", "a constraint that can be asked")]
    [InlineData("cron:\n- {name: a, schedule: '* * * *', command: x, cpus: 1}",
        "jobs.yaml:2: cron[0].schedule: found '", "five fields")]
    [InlineData("cron:\n- {name: a, schedule: '* * * * *', command: x, cpus: 1, overlap: no}",
        "jobs.yaml:2: cron[0].overlap: found 'no'", "a known overlap")]
    [InlineData("roles:\n- {name: a}\n- {name: a}", "jobs.yaml:3: roles[1]: found 'a a second time'",
        "each role once")]
    [InlineData("roles:\n- {name: a, weight: 0}", "jobs.yaml:2: roles[0].weight: found '0'",
        "a number from 0.001")]
    [InlineData("roles:\n- {name: a, guarantees: many}", "jobs.yaml:2: roles[0].guarantees: ",
        "resources, such as")]
    [InlineData("roles:\n- name: a/b\n  limits: cpus:4;mem:64\n  guarantees: cpus:8",
        "jobs.yaml:4: roles[0].guarantees: found 'cpus:8'", "within the limits, cpus:4;mem:64")]
    [InlineData("roles:\n- {name: a, limits: cpus:1;cpus:2}",
        "jobs.yaml:2: roles[0].limits: found 'cpus:1;cpus:2'", "each name at most once")]
    public void What_is_wrong_has_a_line_a_field_and_what_was_expected(
        string text, string beginning, string expected)
    {
        InputException bad = Assert.Throws<InputException>(
            () => JobsReader.Read("jobs.yaml", text));
        Assert.StartsWith(beginning, bad.Message, StringComparison.Ordinal);
        Assert.Contains(expected, bad.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_bad_input()
    {
        using TemporaryDirectory home = new();
        Assert.Equal(
            $"{home["no.yaml"]}: file: found 'none', expected a file that can be read",
            Assert.Throws<InputException>(() => JobsReader.ReadFile(home["no.yaml"])).Message);
        Assert.Contains("found 'a directory'",
            Assert.Throws<InputException>(() => JobsReader.ReadFile(home.Path)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_files_are_read_or_refused_with_one_exception()
    {
        int seed = RandomSeed.Next();
        Random random = new(seed);
        Gen<char> letters = Gen.Elements("abn0159.:-_[]{},#&*!|>'\"%@ \n\t\0\u00e4/".ToCharArray());
        char[] replacements = [.. letters.Sample(20_000)];
        int read = 0;
        for (int i = 0; i < 4_000; i++)
        {
            StringBuilder text = new(Everything);
            for (int change = random.Next(1, 5); change > 0; change--)
            {
                int at = random.Next(text.Length);
                char letter = replacements[random.Next(replacements.Length)];
                _ = random.Next(3) switch
                {
                    0 => text.Insert(at, letter),
                    1 => text.Remove(at, 1),
                    _ => text.Remove(at, 1).Insert(at, letter),
                };
            }

            try
            {
                read += JobsReader.Read("f", text.ToString()).Jobs.Count > 0 ? 1 : 0;
            }
            catch (InputException)
            {
                // This is the one.
            }
            catch (Exception bad)
            {
                Assert.Fail($"seed {seed}, input {i}: {bad}\n{text}");
            }
        }

        Assert.InRange(read, 1, 3_999);
    }

    private static string One(string job) =>
        JobsReader.Read("f", $"batch:\n  - {job}").Jobs[0].Text;

    private static SchedulerBase Create(JobSpec job) => job.Create(
        new FrameworkProfile(job.Name, new FrameworkDescription { Roles = [job.Role] }),
        new SchedulerOptions(), ResourceSchema.CreateStandard());
}
