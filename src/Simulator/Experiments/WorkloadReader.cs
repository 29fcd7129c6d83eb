namespace Offers.Simulation.Experiments;

/// <summary>Reads the workload of an experiment file.</summary>
internal static class WorkloadReader
{
    private static readonly string[] TraceKeys = ["machines", "gang", "gpus_per_task"];

    internal static WorkloadSpec Read(YamlMap map)
    {
        bool isTrace = string.Equals(
            map.RequireOne("trace", "generate"), "trace", StringComparison.Ordinal);
        foreach (string key in isTrace ? [] : TraceKeys)
        {
            if (map.Find(key) is { } value)
            {
                throw value.Bad("no such key beside 'generate'");
            }
        }

        WorkloadSpec workload = new()
        {
            Trace = map.Find("trace")?.Text("the path of a trace"),
            Machines = map.Find("machines")?.Text("the path of a machine file"),
            MinJobsPerRole =
                (int?)map.Find("min_jobs_per_role")?.Whole(0, Limits.MaxCount) ?? 0,
            Gang = map.Find("gang")?.Flag() ?? false,
            GpusPerTask = (int?)map.Find("gpus_per_task")?.Whole(1, Limits.MaxCount),
            FromSeconds = map.Find("from_seconds")?.Number(0, Limits.MaxTraceSeconds) ?? 0,
            ToSeconds =
                map.Find("to_seconds")?.Number(Limits.Least, Limits.MaxTraceSeconds),
            Generate = isTrace ? null : ReadGenerator(map.Require("generate")),
        };
        return workload.ToSeconds <= workload.FromSeconds
            ? throw map.Find("to_seconds")!.Value.Bad("a number above 'from_seconds'")
            : workload;
    }

    private static GeneratorSpec ReadGenerator(YamlValue value)
    {
        YamlMap map = value.Map(ExperimentKeys.Generator);
        HashSet<string> roles = new(StringComparer.Ordinal);
        HashSet<string> frameworks = new(StringComparer.Ordinal);
        return new GeneratorSpec
        {
            Days = map.Require("days").Number(Limits.Least, Limits.MaxDays),
            Roles = map.Require("roles").Items()
                .ConvertAll(role => ReadRole(role, roles, frameworks)),
        };
    }

    private static RoleSpec ReadRole(
        YamlValue value, HashSet<string> roles, HashSet<string> frameworks)
    {
        YamlMap map = value.Map(ExperimentKeys.Role);
        return new RoleSpec
        {
            Name = ReadNewName(map, roles, "role"),
            Weight = map.Find("weight")?.Number(Limits.Least, Limits.MaxCount) ?? 1,
            Frameworks = map.Require("frameworks").Items()
                .ConvertAll(source => ReadSource(source, frameworks)),
        };
    }

    private static SourceSpec ReadSource(YamlValue value, HashSet<string> frameworks)
    {
        YamlMap map = value.Map(ExperimentKeys.Source);
        string name = ReadNewName(map, frameworks, "framework");
        string kind = map.RequireOne("service", "batch", "gang");
        YamlValue body = map.Require(kind);
        return kind switch
        {
            "service" => ReadService(name, body.Map(ExperimentKeys.Service)),
            "batch" => ReadJobs(name, SourceKind.Batch, body.Map(ExperimentKeys.Jobs)),
            _ => ReadJobs(name, SourceKind.Gang, body.Map(ExperimentKeys.Jobs)),
        };
    }

    private static SourceSpec ReadService(string name, YamlMap map)
    {
        SourceSpec service = ReadLoad(name, SourceKind.Service, map, "instances");
        return service with
        {
            StepMinutes = map.Find("step_minutes")?.Number(Limits.Least, Limits.MaxMinutes)
                ?? service.StepMinutes,
        };
    }

    private static SourceSpec ReadJobs(string name, SourceKind kind, YamlMap map)
    {
        int tasks = (int?)map.Find("tasks")?.Whole(1, Limits.MaxCount) ?? 1;
        return ReadLoad(name, kind, map, "jobs_per_hour", tasks) with
        {
            Tasks = tasks,
            Minutes = map.Require("minutes").Number(Limits.Least, Limits.MaxMinutes),
        };
    }

    /// <summary>What services and jobs have in common.</summary>
    private static SourceSpec ReadLoad(
        string name, SourceKind kind, YamlMap map, string rate, int tasks = 1)
    {
        SourceSpec load = new()
        {
            Name = name,
            Kind = kind,
            Task = map.Require("task").Resources(tasks),
            Rate = map.Require(rate).Number(Limits.Least, Limits.MaxCount),
        };
        return load with
        {
            Swing = map.Find("swing")?.Number(0, 1) ?? load.Swing,
            PeakHour = map.Find("peak_hour")?.Number(0, 24) ?? load.PeakHour,
        };
    }

    private static string ReadNewName(YamlMap map, HashSet<string> taken, string what)
    {
        YamlValue value = map.Require("name");
        string name = value.Name();
        return taken.Add(name)
            ? name
            : throw value.Bad($"{name} a second time", $"each {what} name once");
    }
}
