using System.Text;
using Offers.Masters.Options;
using Offers.Simulation;
using Offers.Simulation.Experiments;

namespace Offers.Masters.Frameworks;

/// <summary>
/// Reads jobs files, strictly: whatever is wrong is one error with file, line, field, what was
/// found and what was expected, and nothing is half read.
/// </summary>
internal static class JobsReader
{
    private const int MostTasks = 1_000_000;

    private static readonly string[] Lists = ["roles", "services", "batch", "gang", "cron"];
    private static readonly KeyLevel FileKeys = new(Lists);

    private static readonly KeyLevel RoleKeys = new("name", "weight", "guarantees", "limits");
    private static readonly KeyLevel RestartKeys = new("first", "factor", "most", "reset");
    private static readonly KeyLevel ServiceKeys = Keys("instances", "constraints", "restart");
    private static readonly KeyLevel BatchKeys = Keys(
        "tasks", "retries", "restart", "preferred_agents", "locality_wait");

    private static readonly KeyLevel GangKeys = Keys("tasks", "retries", "restart");
    private static readonly KeyLevel CronKeys = Keys(
        "schedule", "overlap", "deadline", "retries", "restart");

    private static readonly string[] Overlaps = ["cancel_new", "kill_existing", "allow"];

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">It is not what it has to be.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static JobsFile ReadFile(string path)
    {
        try
        {
            return Read(path, File.ReadAllText(
                path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, true)));
        }
        catch (DecoderFallbackException)
        {
            throw new InputException(path, 0, "file", "other bytes", "UTF-8");
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException)
        {
            throw InputFile.Unreadable(path);
        }
    }

    /// <summary>Reads the text of a file.</summary>
    /// <param name="file">What messages call it.</param>
    /// <param name="text">The YAML.</param>
    /// <exception cref="InputException">It is not what it has to be.</exception>
    internal static JobsFile Read(string file, string text)
    {
        YamlValue root = new(YamlTree.Read(file, text, "file"), "");
        YamlMap map = root.Map(FileKeys);
        List<RoleSettings> roles = map.Find("roles") is { } list ? Roles(list) : [];
        List<JobSpec> jobs = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        Add(map.Find("services"), Service);
        Add(map.Find("batch"), Batch);
        Add(map.Find("gang"), Gang);
        Add(map.Find("cron"), Cron);

        // An empty list is said on purpose; a file that lost its text is not to end all jobs.
        return Array.Exists(Lists, map.Has)
            ? new JobsFile(jobs, roles)
            : throw root.Bad("nothing", "services, batch, gang, cron or roles");

        void Add(YamlValue? items, Func<YamlValue, JobSpec> read)
        {
            foreach (YamlValue item in items?.Items(mayBeEmpty: true) ?? [])
            {
                JobSpec job = read(item);
                jobs.Add(names.Add(job.Name) ? job : throw item.Bad(
                    $"{job.Name} a second time", "each name once in the file"));
            }
        }
    }

    private static KeyLevel Keys(params string[] own) =>
        new KeyLevel("name", "role").And(own).And(JobTaskReader.Keys);

    private static List<RoleSettings> Roles(YamlValue list)
    {
        List<RoleSettings> roles = [];
        foreach (YamlValue item in list.Items())
        {
            RoleSettings role = Role(item);
            bool isKnown = roles.Exists(
                other => string.Equals(other.Name, role.Name, StringComparison.Ordinal));
            roles.Add(!isKnown ? role : throw item.Bad(
                $"{role.Name} a second time", "each role once"));
        }

        return roles;
    }

    private static RoleSettings Role(YamlValue value)
    {
        YamlMap map = value.Map(RoleKeys);
        double? weight = map.Find("weight")?.Number(0.001, 67_108);
        RoleSettings role = new(
            RoleNameOf(map.Require("name")),
            weight is { } number ? (long)Math.Round(number * Weight.One) : null,
            map.Find("guarantees")?.Resources(),
            map.Find("limits")?.Resources())
        {
            Line = value.Item.Mark.Line,
        };
        CheckQuota(map, role);
        return role;
    }

    /// <summary>What is guaranteed to a role has to be within what it may have.</summary>
    private static void CheckQuota(YamlMap map, RoleSettings role)
    {
        if (role.Limits is null)
        {
            return;
        }

        ResourceSchema schema = ResourceSchema.CreateStandard();
        ResourceLimits limits;
        try
        {
            limits = ResourceText.ParseLimits(role.Limits, schema);
        }
        catch (FormatException bad)
        {
            throw map.Require("limits").Bad($"limits, such as cpus:4;mem:1024 ({bad.Message})");
        }

        if (role.Guarantees is { } guarantees
            && !limits.Allow(ResourceText.Parse(guarantees, schema)))
        {
            throw map.Require("guarantees").Bad($"guarantees within the limits, {role.Limits}");
        }
    }

    private static string RoleNameOf(YamlValue value)
    {
        string name = value.Text("the path of a role");
        return RoleName.IsValid(name) ? name : throw value.Bad("the path of a role, such as a/b");
    }

    private static JobSpec Service(YamlValue value)
    {
        YamlMap map = value.Map(ServiceKeys);
        int instances = (int)map.Require("instances").Whole(0, MostTasks);
        ValueList<PlacementConstraint> constraints =
            map.Find("constraints") is { } list ? ConstraintReader.Read(list) : [];
        RestartBackoff restart = Restart(map, new RestartBackoff());
        Func<ResourceSchema, TaskTemplate> task = JobTaskReader.Read(map);
        return Checked(value, map, JobKind.Service, (name, profile, options, schema) =>
            new ServiceScheduler(
                profile,
                new ServiceDefinition(name, instances, task(schema))
                {
                    Constraints = constraints,
                    Restart = restart,
                },
                options));
    }

    private static JobSpec Batch(YamlValue value)
    {
        YamlMap map = value.Map(BatchKeys);
        Func<string, ResourceSchema, JobDescription> job = Job(map);
        return Checked(value, map, JobKind.Batch, (name, profile, options, schema) =>
        {
            BatchScheduler scheduler = new(profile, options);
            scheduler.Submit(job(name, schema));
            return scheduler;
        });
    }

    private static JobSpec Gang(YamlValue value)
    {
        YamlMap map = value.Map(GangKeys);
        Func<string, ResourceSchema, JobDescription> job = Job(map);
        return Checked(value, map, JobKind.Gang, (name, profile, options, schema) =>
        {
            GangScheduler scheduler = new(profile, options);
            scheduler.Submit(job(name, schema));
            return scheduler;
        });
    }

    private static Func<string, ResourceSchema, JobDescription> Job(YamlMap map)
    {
        int tasks = (int)map.Require("tasks").Whole(1, MostTasks);
        int? retries = (int?)map.Find("retries")?.Whole(0, MostTasks);
        JobDescription usual = new("", tasks, new TaskTemplate(ResourceSet.Empty));
        RestartBackoff restart = Restart(map, usual.Restart);
        ValueList<string> preferred = map.Find("preferred_agents") is { } agents
            ? [.. agents.Distinct(static item => item.Text(), "agent")]
            : [];
        TimeSpan wait =
            JobTaskReader.Seconds(map.Find("locality_wait"), 0) ?? usual.LocalityWait;
        Func<ResourceSchema, TaskTemplate> task = JobTaskReader.Read(map);
        return (name, schema) => usual with
        {
            Name = name,
            Task = task(schema),
            Retries = retries ?? usual.Retries,
            Restart = restart,
            PreferredAgents = preferred,
            LocalityWait = wait,
        };
    }

    private static JobSpec Cron(YamlValue value)
    {
        YamlMap map = value.Map(CronKeys);
        YamlValue when = map.Require("schedule");
        if (!CronExpression.TryParse(
            when.Text("five fields of a cron expression"), out CronExpression? schedule,
            out string error))
        {
            throw when.Bad($"five fields of a cron expression ({error})");
        }

        int overlap = map.Find("overlap") is { } word
            ? Array.IndexOf(Overlaps, word.Word("overlap", Overlaps))
            : 0;
        TimeSpan? deadline = JobTaskReader.Seconds(map.Find("deadline"), 0);
        int retries = (int)(map.Find("retries")?.Whole(0, MostTasks) ?? 0);
        RestartBackoff restart = Restart(map, new RestartBackoff());
        Func<ResourceSchema, TaskTemplate> task = JobTaskReader.Read(map);
        return Checked(value, map, JobKind.Cron, (name, profile, options, schema) =>
        {
            CronEntry entry = new(name, schedule!, task(schema))
            {
                Overlap = (CronOverlap)overlap,
                Retries = retries,
                Restart = restart,
            };
            entry = deadline is { } latest ? entry with { StartingDeadline = latest } : entry;
            return new CronScheduler(profile, [entry], options);
        });
    }

    private static RestartBackoff Restart(YamlMap job, RestartBackoff usual)
    {
        if (job.Find("restart") is not { } value)
        {
            return usual;
        }

        YamlMap map = value.Map(RestartKeys);
        TimeSpan first = JobTaskReader.Seconds(map.Find("first"), 0.001) ?? usual.Initial;
        double? factor = map.Find("factor")?.Number(1.15, 2);
        TimeSpan most = JobTaskReader.Seconds(map.Find("most"), 0.001)
            ?? (first > usual.Most ? first : usual.Most);
        return new RestartBackoff
        {
            Initial = first,
            FactorThousandths = factor is { } number
                ? (int)Math.Round(number * 1000)
                : usual.FactorThousandths,
            Most = most >= first ? most : throw value.Bad("most not below first"),
            ResetAfter = JobTaskReader.Seconds(map.Find("reset"), 0) ?? usual.ResetAfter,
        };
    }

    /// <summary>Makes the scheduler once, so that what it refuses has a line.</summary>
    private static JobSpec Checked(
        YamlValue value, YamlMap map, JobKind kind,
        Func<string, FrameworkProfile, SchedulerOptions, ResourceSchema, SchedulerBase> create)
    {
        string name = map.Require("name").Name();
        string role = map.Find("role") is { } path ? RoleNameOf(path) : "jobs";
        JobSpec job = new(name, kind, role, $"{kind} {YamlForm.Of(value.Item)}")
        {
            Create = (profile, options, schema) => create(name, profile, options, schema),
        };

        try
        {
            FrameworkProfile profile = new(name, new FrameworkDescription { Roles = [role] });
            _ = job.Create(profile, new SchedulerOptions(), ResourceSchema.CreateStandard());
            return job;
        }
        catch (Exception bad)
            when (bad is ArgumentException or FormatException or OverflowException)
        {
            throw value.Bad($"a job that can be run ({bad.Message})");
        }
    }
}
