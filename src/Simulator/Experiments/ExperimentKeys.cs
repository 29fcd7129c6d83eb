namespace Offers.Simulation.Experiments;

/// <summary>Every key of an experiment file. A test compares them with the JSON Schema.</summary>
internal static class ExperimentKeys
{
    internal static readonly KeyLevel Service =
        new("task", "instances", "swing", "peak_hour", "step_minutes");

    internal static readonly KeyLevel Jobs =
        new("task", "jobs_per_hour", "swing", "peak_hour", "tasks", "minutes");

    internal static readonly KeyLevel Source = new KeyLevel("name")
        .AndMapping("service", Service)
        .AndMapping("batch", Jobs)
        .AndMapping("gang", Jobs);

    internal static readonly KeyLevel Role =
        new KeyLevel("name", "weight").AndList("frameworks", Source);

    internal static readonly KeyLevel Generator = new KeyLevel("days").AndList("roles", Role);

    internal static readonly KeyLevel Workload = new KeyLevel(
        "trace", "machines", "min_jobs_per_role", "gang", "gpus_per_task", "from_seconds",
        "to_seconds").AndMapping("generate", Generator);

    internal static readonly KeyLevel Frameworks = new(
        "hold_seconds", "back_off_seconds", "refuse_seconds", "gpu_resources",
        "task_mean_hours_to_failure", "retries");

    internal static readonly KeyLevel Allocator = new(
        "preset", "interval_seconds", "min_allocatable", "fairness_exclude", "filter_gpu",
        "allocate_on_return", "offer_timeout_seconds");

    internal static readonly KeyLevel Shape = new("count", "resources");

    internal static readonly KeyLevel Cell = new KeyLevel("machines")
        .AndList("shapes", Shape)
        .And("static_target_seconds");

    internal static readonly KeyLevel Compact = new("target_seconds", "permutations", "per_role");

    internal static readonly KeyLevel Experiment = new KeyLevel("name", "question")
        .AndMapping("workload", Workload)
        .AndMapping("frameworks", Frameworks)
        .AndMapping("allocator", Allocator)
        .AndMapping("cell", Cell)
        .And("policies", "seeds", "warm_up", "series_points", "jobs")
        .AndMapping("compact", Compact);
}
