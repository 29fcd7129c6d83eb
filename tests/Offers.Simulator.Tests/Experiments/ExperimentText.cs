using System.Text.Json;
using Offers.Simulation;
using Offers.Simulation.Experiments;

namespace Offers.Simulator.Tests.Experiments;

/// <summary>Experiment files as texts, and what reading them gives.</summary>
internal static class ExperimentText
{
    internal const string File = "x.yaml";

    /// <summary>The shortest experiment.</summary>
    internal const string Least = "name: x\nworkload: {trace: t.csv}\n";

    /// <summary>Every key that a trace allows, none with its default.</summary>
    internal const string WithTrace = """
        name: whole-1_A
        question: Why?
        workload:
          trace: ../t.csv.gz
          machines: m.csv
          min_jobs_per_role: 100
          gang: true
          gpus_per_task: 8
          from_seconds: 10.5
          to_seconds: 2e3
        frameworks:
          hold_seconds: 60
          back_off_seconds: 61
          refuse_seconds: 5
          gpu_resources: true
          task_mean_hours_to_failure: 1000
          retries: 0
        allocator:
          preset: mesos
          interval_seconds: 0.5
          min_allocatable: ["cpus:1", "mem:64"]
          fairness_exclude: [disk, ports.x]
          filter_gpu: false
          allocate_on_return: true
          offer_timeout_seconds: 30
        cell:
          machines: 7
          shapes:
            - count: 3
              resources: cpus:4;mem:1024
            - {count: 1, resources: "gpus:8"}
        policies: [fifo, static-mean]
        seeds: [1, 5]
        warm_up: 3600
        series_points: 0
        jobs: false
        compact:
          target_seconds: [3600, 0.5]
          permutations: 101
          per_role: false
        """;

    /// <summary>Every key that a generator allows, none with its default.</summary>
    internal const string WithGenerator = """
        name: x
        workload:
          generate:
            days: 0.5
            roles:
              - name: web
                weight: 2.5
                frameworks:
                  - name: a
                    service:
                      task: cpus:1
                      instances: 12.5
                      swing: 0.8
                      peak_hour: 14
                      step_minutes: 5
                  - name: b
                    batch:
                      task: cpus:2
                      jobs_per_hour: 3
                      swing: 1
                      peak_hour: 0
                      tasks: 4
                      minutes: 90
              - name: research
                frameworks:
                  - name: c
                    gang:
                      task: gpus:1
                      jobs_per_hour: 0.25
                      swing: 0.1
                      peak_hour: 24
                      tasks: 16
                      minutes: 0.5
        cell:
          shapes:
            - count: 60
              resources: cpus:16;gpus:8
          static_target_seconds: 120
        """;

    internal static Experiment Read(string text, params string[] overrides) =>
        ExperimentReader.ReadText(File, text, overrides);

    /// <summary>All of an experiment as text, so that two can be compared.</summary>
    internal static string Dump(Experiment experiment) => JsonSerializer.Serialize(experiment);

    /// <summary>The text is refused with this message and no other.</summary>
    internal static void AssertRefused(string message, string text, params string[] overrides)
    {
        var e = Assert.Throws<InputException>(() => Read(text, overrides));
        Assert.Equal(message, e.Message);
    }
}
