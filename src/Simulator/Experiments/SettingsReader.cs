namespace Offers.Simulation.Experiments;

/// <summary>
/// Reads the parts of an experiment file that say how things behave and what there is.
/// </summary>
internal static class SettingsReader
{
    private static readonly string[] Presets = ["default", "mesos"];

    internal static FrameworkSpec ReadFrameworks(YamlValue? value)
    {
        FrameworkSpec defaults = new();
        if (value?.Map(ExperimentKeys.Frameworks) is not { } map)
        {
            return defaults;
        }

        return new FrameworkSpec
        {
            HoldSeconds = Seconds(map, "hold_seconds") ?? defaults.HoldSeconds,
            BackOffSeconds = Seconds(map, "back_off_seconds") ?? defaults.BackOffSeconds,
            RefuseSeconds = Seconds(map, "refuse_seconds") ?? defaults.RefuseSeconds,
            GpuResources = map.Find("gpu_resources")?.Flag() ?? defaults.GpuResources,
            TaskMeanHoursToFailure =
                map.Find("task_mean_hours_to_failure")?.Number(Limits.Least, Limits.MaxHours),
            Retries = (int?)map.Find("retries")?.Whole(0, Limits.MaxCount) ?? defaults.Retries,
        };
    }

    internal static AllocatorSpec ReadAllocator(YamlValue? value)
    {
        AllocatorSpec defaults = new();
        if (value?.Map(ExperimentKeys.Allocator) is not { } map)
        {
            return defaults;
        }

        return new AllocatorSpec
        {
            Preset = map.Find("preset")?.Word("preset", Presets) ?? defaults.Preset,
            IntervalSeconds = Seconds(map, "interval_seconds") ?? defaults.IntervalSeconds,
            MinAllocatable = map.Find("min_allocatable")?.Distinct(
                static item => item.Resources(), "size", mayBeEmpty: true),
            FairnessExclude = map.Find("fairness_exclude")?.Distinct(
                ReadKind, "resource", mayBeEmpty: true) ?? defaults.FairnessExclude,
            FilterGpu = map.Find("filter_gpu")?.Flag() ?? defaults.FilterGpu,
            AllocateOnReturn =
                map.Find("allocate_on_return")?.Flag() ?? defaults.AllocateOnReturn,
            OfferTimeoutSeconds = Seconds(map, "offer_timeout_seconds"),
        };
    }

    internal static CellSpec ReadCell(YamlValue? value)
    {
        if (value?.Map(ExperimentKeys.Cell) is not { } map)
        {
            return new CellSpec();
        }

        CellSpec cell = new()
        {
            Machines = (int?)map.Find("machines")?.Whole(1, Limits.MaxCount),
            Shapes = map.Find("shapes")?.Items().ConvertAll(ReadShape) ?? [],
            StaticTargetSeconds = Seconds(map, "static_target_seconds"),
        };
        return cell is { Machines: not null, StaticTargetSeconds: not null }
            ? throw map.Find("static_target_seconds")!.Value.Bad("no such key beside 'machines'")
            : cell;
    }

    internal static CompactSpec ReadCompact(YamlValue? value)
    {
        CompactSpec defaults = new();
        if (value?.Map(ExperimentKeys.Compact) is not { } map)
        {
            return defaults;
        }

        return new CompactSpec
        {
            TargetSeconds = map.Find("target_seconds")?.Distinct(ReadSeconds, "target")
                ?? defaults.TargetSeconds,
            Permutations = (int?)map.Find("permutations")?.Whole(1, 101)
                ?? defaults.Permutations,
            PerRole = map.Find("per_role")?.Flag() ?? defaults.PerRole,
        };
    }

    private static ShapeSpec ReadShape(YamlValue value)
    {
        YamlMap map = value.Map(ExperimentKeys.Shape);
        int count = (int)map.Require("count").Whole(1, Limits.MaxCount);
        return new ShapeSpec(count, map.Require("resources").Resources(count));
    }

    private static string ReadKind(YamlValue value)
    {
        const string Expected = "a resource name: letters, digits, '_', '-' or '.'";
        string name = value.Text(Expected);
        return name.All(IsKindLetter) ? name : throw value.Bad(Expected);
    }

    private static bool IsKindLetter(char c) =>
        char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.';

    private static double? Seconds(YamlMap map, string key) =>
        map.Find(key) is { } value ? ReadSeconds(value) : null;

    private static double ReadSeconds(YamlValue value) =>
        value.Number(Limits.Least, Limits.MaxSeconds);
}
