using Offers.Simulation.Experiments;

namespace Offers.Masters.Frameworks;

/// <summary>Reads what the tasks of a job have in common.</summary>
internal static class JobTaskReader
{
    /// <summary>The keys of a task, which stand with those of its job.</summary>
    internal static readonly string[] Keys =
    [
        "command", "cpus", "mem", "disk", "gpus", "ports", "grace", "max_time", "environment",
        "user", "image", "priority", "labels", "health", "container",
    ];

    private const string SharedContainer = "shared";

    // The least that a group's executor has to have.
    private const string SharedResources = "cpus:0.01;mem:32;disk:1";
    private const double LongestSeconds = 366.0 * 24 * 3600;
    private static readonly string[] Containers = ["own", SharedContainer];
    private static readonly string[] Amounts = ["cpus", "mem", "disk", "gpus"];

    private static readonly KeyLevel HealthKeys = new(
        "command", "http", "tcp", "port", "delay", "interval", "timeout", "grace", "failures");

    /// <summary>Reads the keys of a task.</summary>
    /// <returns>Makes the task under a schema.</returns>
    internal static Func<ResourceSchema, TaskTemplate> Read(YamlMap job)
    {
        string resources = Resources(job);
        bool isShared = string.Equals(
            job.Find("container")?.Word("container", Containers), SharedContainer,
            StringComparison.Ordinal);
        if (isShared && job.Find("image") is { } unwanted)
        {
            throw unwanted.Bad("no image where tasks share a container");
        }

        TaskTemplate plain = new(ResourceSet.Empty)
        {
            Command = new CommandLine(job.Require("command").Text("a command line"))
            {
                User = job.Find("user")?.Text("the name of a user"),
                Environment = [.. Texts(job, "environment")],
            },
            Ports = (int)(job.Find("ports")?.Whole(0, 1000) ?? 0),
            KillGrace = Seconds(job.Find("grace"), 0),
            MaxCompletionTime = Seconds(job.Find("max_time"), 0),
            Image = job.Find("image")?.Text("the name of an image"),
            Priority = (int)(job.Find("priority")?.Whole(int.MinValue, int.MaxValue) ?? 0),
            Labels = [.. Texts(job, "labels")],
            HealthCheck = job.Find("health") is { } health ? Health(health) : null,
        };
        return schema => plain with
        {
            Resources = ResourceSet.Parse(schema, resources),
            SharedExecutor = isShared
                ? new ExecutorDescription(
                    SharedContainer, ResourceSet.Parse(schema, SharedResources))
                {
                    Kind = ExecutorKind.Default,
                }
                : null,
        };
    }

    /// <summary>A length of time in seconds; null when there is none.</summary>
    internal static TimeSpan? Seconds(YamlValue? value, double least) => value is { } seconds
        ? TimeSpan.FromSeconds(seconds.Number(least, LongestSeconds))
        : null;

    private static string Resources(YamlMap job)
    {
        List<string> parts = [];
        foreach (string kind in Amounts)
        {
            if (job.Find(kind) is { } amount)
            {
                parts.Add($"{kind}:{Amount(amount)}");
            }
        }

        return parts.Count > 0 || job.Has("ports")
            ? string.Join(';', parts)
            : throw job.Missing("cpus", "at least one of cpus, mem, disk, gpus and ports");
    }

    /// <summary>An amount with at most three decimals, as the format of resources has it.</summary>
    private static string Amount(YamlValue value)
    {
        const string Expected = "an amount above 0 with at most three decimals";
        double number = value.Number(0, 1e11);
        string text = ((YamlScalar)value.Item).Value;
        int point = text.IndexOf('.', StringComparison.Ordinal);
        bool isExact = text.All(static c => char.IsAsciiDigit(c) || c == '.')
            && (point < 0 || (point > 0 && text.Length - point - 1 is >= 1 and <= 3));
        return isExact && number > 0 ? text : throw value.Bad(Expected);
    }

    /// <summary>A mapping from names to texts, as <c>NAME=value</c> in the order of the file.
    /// </summary>
    private static List<string> Texts(YamlMap job, string key)
    {
        List<string> texts = [];
        if (job.Find(key) is not { } value)
        {
            return texts;
        }

        if (value.Item is not YamlMapping mapping)
        {
            throw value.Bad("a mapping from names to texts");
        }

        foreach ((string name, YamlMark _) in mapping.Keys)
        {
            YamlValue item = new(mapping[name]!, YamlValue.PathOf(value.Path, name));
            if (name.Length == 0 || name.Contains('=', StringComparison.Ordinal)
                || item.Item is not YamlScalar { IsNull: false } scalar)
            {
                throw item.Bad("a name without '=' and its text");
            }

            texts.Add($"{name}={scalar.Value}");
        }

        return texts;
    }

    private static TaskCheck Health(YamlValue value)
    {
        YamlMap map = value.Map(HealthKeys);
        string kind = map.RequireOne("command", "http", "tcp");
        TaskCheck check = kind switch
        {
            "command" => new TaskCheck(CheckKind.Command)
            {
                Command = new CommandLine(map.Require("command").Text("a command line")),
            },
            "http" => new TaskCheck(CheckKind.Http)
            {
                Path = map.Require("http").Text("the path of a page"),
                Port = Port(map.Require("port")),
            },
            _ => new TaskCheck(CheckKind.Tcp) { Port = Port(map.Require("tcp")) },
        };
        if (map.Find("port") is { } port && kind is not "http")
        {
            throw port.Bad("a port with http only");
        }

        return check with
        {
            Delay = Seconds(map.Find("delay"), 0) ?? check.Delay,
            Interval = Seconds(map.Find("interval"), 0.001) ?? check.Interval,
            Timeout = Seconds(map.Find("timeout"), 0.001) ?? check.Timeout,
            GracePeriod = Seconds(map.Find("grace"), 0) ?? check.GracePeriod,
            ConsecutiveFailures = (int)(map.Find("failures")?.Whole(1, 1_000_000)
                ?? check.ConsecutiveFailures),
        };
    }

    private static int Port(YamlValue value) => (int)value.Whole(1, 65_535);

}
