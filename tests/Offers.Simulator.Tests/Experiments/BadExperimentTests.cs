namespace Offers.Simulator.Tests.Experiments;

/// <summary>Values and keys that are refused, each with its whole message.</summary>
public class BadExperimentTests
{
    [Theory]
    [InlineData("polcies: [fifo]", "polcies: found 'polcies', expected a known key (did you mean "
        + "'policies'?)")]
    [InlineData("cell: {shape: []}", "cell.shape: found 'shape', expected a known key (did you "
        + "mean 'shapes'?)")]
    [InlineData("compact: {zzz: 1}", "compact.zzz: found 'zzz', expected a known key (one of "
        + "target_seconds, permutations, per_role)")]
    public void An_unknown_key_is_refused_with_the_nearest_known_one(string text, string message) =>
        AssertRefused(message, text);

    [Theory]
    [InlineData("policies: [drf-shared]", "policies[0]: found 'drf-shared', expected a known "
        + "policy (one of static-mean, static-peak, static-equal, static-target, shared-drf, fifo, "
        + "fifo-backfill)")]
    [InlineData("policies: [fifo, shared_drf]", "policies[1]: found 'shared_drf', expected a known "
        + "policy (did you mean 'shared-drf'?)")]
    [InlineData("policies: [fifo, fifo]", "policies[1]: found 'fifo a second time', expected each "
        + "policy once")]
    [InlineData("policies: []", "policies: found 'an empty list', expected a list with at least "
        + "one element")]
    [InlineData("policies: fifo", "policies: found 'fifo', expected a list with at least one "
        + "element")]
    [InlineData("policies:", "policies: found 'nothing', expected a list with at least one "
        + "element")]
    public void Policies_are_known_and_distinct(string text, string message) =>
        AssertRefused(message, text);

    [Theory]
    [InlineData("seeds: 0", "seeds: found '0', expected a whole number from 1 to 1000")]
    [InlineData("seeds: 1001", "seeds: found '1001', expected a whole number from 1 to 1000")]
    [InlineData("seeds: 1.5", "seeds: found '1.5', expected a whole number from 1 to 1000")]
    [InlineData("seeds: []", "seeds: found 'an empty list', expected a list with at least one "
        + "element")]
    [InlineData("seeds: [1, 1]", "seeds[1]: found '1 a second time', expected each seed once")]
    [InlineData("seeds: [-1]", "seeds[0]: found '-1', expected a whole number from 0 to "
        + "9007199254740991")]
    public void Seeds_are_whole_and_distinct(string text, string message) =>
        AssertRefused(message, text);

    [Fact]
    public void More_than_a_thousand_seeds_are_refused() => AssertRefused(
        "seeds: found 'more', expected at most 1000 seeds",
        $"seeds: [{string.Join(", ", Enumerable.Range(0, 1_001))}]");

    [Theory]
    [InlineData(".nan", ".nan")]
    [InlineData(".inf", ".inf")]
    [InlineData("NaN", "NaN")]
    [InlineData("1e999", "1e999")]
    [InlineData("-0.5", "-0.5")]
    [InlineData("'3'", "\"3\"")]
    [InlineData("0x10", "0x10")]
    [InlineData("1_000", "1_000")]
    [InlineData("1,5", "1,5")]
    [InlineData("[3]", "a list")]
    [InlineData("{a: 3}", "a mapping")]
    [InlineData("~", "nothing")]
    [InlineData("", "nothing")]
    [InlineData("true", "true")]
    public void A_number_is_finite_and_in_range(string value, string found) => AssertRefused(
        $"warm_up: found '{found}', expected a number from 0 to 316224000", $"warm_up: {value}");

    [Theory]
    [InlineData("yes", "yes")]
    [InlineData("True", "True")]
    [InlineData("1", "1")]
    [InlineData("'true'", "\"true\"")]
    [InlineData("", "nothing")]
    public void A_flag_is_true_or_false(string value, string found) => AssertRefused(
        $"jobs: found '{found}', expected true or false", $"jobs: {value}");

    [Theory]
    [InlineData("allocator: {preset: default2}", "allocator.preset: found 'default2', expected a "
        + "known preset (did you mean 'default'?)")]
    [InlineData("allocator: {min_allocatable: [cpus]}", "allocator.min_allocatable[0]: found "
        + "'cpus', expected resources, such as cpus:4;mem:1024 (resources, character 1: found "
        + "'cpus', expected NAME:VALUE)")]
    [InlineData("allocator: {min_allocatable: ['cpus:0']}", "allocator.min_allocatable[0]: found "
        + "'\"cpus:0\"', expected at least one amount above 0")]
    [InlineData("allocator: {fairness_exclude: [a b]}", "allocator.fairness_exclude[0]: found "
        + "'a b', expected a resource name: letters, digits, '_', '-' or '.'")]
    [InlineData("allocator: 3", "allocator: found '3', expected a mapping")]
    [InlineData("cell: {shapes: [{count: 1}]}", "cell.shapes[0].resources: found 'nothing', "
        + "expected the required key 'resources'")]
    [InlineData("cell: {shapes: [{count: 1000000, resources: 'mem:900000000'}]}",
        "cell.shapes[0].resources: found '\"mem:900000000\"', expected smaller amounts (resource "
        + "kind 1: ")]
    [InlineData("cell: {machines: 3, static_target_seconds: 5}", "cell.static_target_seconds: "
        + "found '5', expected no such key beside 'machines'")]
    [InlineData("compact: {target_seconds: [5, 5.0]}", "compact.target_seconds[1]: found '5.0 a "
        + "second time', expected each target once")]
    [InlineData("frameworks: {retries: -1}", "frameworks.retries: found '-1', expected a whole "
        + "number from 0 to 1000000")]
    [InlineData("question: 3", "question: found '3', expected a text, in quotes")]
    public void A_bad_setting_is_refused(string text, string message) =>
        AssertRefused(message, text);

    [Theory]
    [InlineData("name: a b\nworkload: {trace: t}", "x.yaml:1: name: found 'a b', expected 1 to 64 "
        + "letters, digits, '-' and '_'")]
    [InlineData("name: 2011\nworkload: {trace: t}", "x.yaml:1: name: found '2011', expected 1 to "
        + "64 letters, digits, '-' and '_', in quotes")]
    [InlineData("workload: {trace: t}", "x.yaml:1: name: found 'nothing', expected the required "
        + "key 'name'")]
    [InlineData("name: x", "x.yaml:1: workload: found 'nothing', expected the required key "
        + "'workload'")]
    [InlineData("name: x\nworkload: {}", "x.yaml:2: workload: found 'nothing', expected exactly "
        + "one of the keys trace, generate")]
    [InlineData("name: x\nworkload: {trace: t, generate: {}}", "x.yaml:2: workload: found 'trace "
        + "and generate', expected exactly one of the keys trace, generate")]
    [InlineData("name: x\nworkload: {generate: {}, gang: true}", "x.yaml:2: workload.gang: found "
        + "'true', expected no such key beside 'generate'")]
    [InlineData("name: x\nworkload: {trace: t, from_seconds: 9, to_seconds: 9}", "x.yaml:2: "
        + "workload.to_seconds: found '9', expected a number above 'from_seconds'")]
    public void A_bad_workload_is_refused(string text, string message) =>
        ExperimentText.AssertRefused(message, text);

    [Theory]
    [InlineData("roles[1].name=web", "roles[1].name: found 'web a second time', expected each role "
        + "name once")]
    [InlineData("roles[1].frameworks[0].name=a", "roles[1].frameworks[0].name: found 'a a second "
        + "time', expected each framework name once")]
    [InlineData("roles[1].frameworks=[]", "roles[1].frameworks: found 'an empty list', expected a "
        + "list with at least one element")]
    [InlineData("roles[0].weight=0", "roles[0].weight: found '0', expected a number from 0.001 to "
        + "1000000")]
    [InlineData("roles[0].frameworks[1].batch.tasks=0", "roles[0].frameworks[1].batch.tasks: found "
        + "'0', expected a whole number from 1 to 1000000")]
    [InlineData("roles[0].frameworks[0].service.swing=1.1", "roles[0].frameworks[0].service.swing: "
        + "found '1.1', expected a number from 0 to 1")]
    public void A_bad_generator_is_refused(string change, string message) =>
        ExperimentText.AssertRefused(
            "--set: workload.generate." + message,
            ExperimentText.WithGenerator,
            "workload.generate." + change);

    [Fact]
    public void A_service_has_no_tasks() => ExperimentText.AssertRefused(
        "--set: workload.generate.roles[0].frameworks[0].service.tasks: found 'tasks', expected a "
            + "known key (did you mean 'task'?)",
        ExperimentText.WithGenerator,
        "workload.generate.roles[0].frameworks[0].service="
            + "{task: 'cpus:1', instances: 1, tasks: 2}");

    [Fact]
    public void A_framework_is_of_one_kind() => ExperimentText.AssertRefused(
        "x.yaml:9: workload.generate.roles[0].frameworks[0]: found 'service and gang', expected "
            + "exactly one of the keys service, batch, gang",
        ExperimentText.WithGenerator,
        "workload.generate.roles[0].frameworks[0].gang.tasks=2");

    [Fact]
    public void A_generated_workload_needs_machines() => ExperimentText.AssertRefused(
        "x.yaml:1: cell.shapes: found 'nothing', expected machines, because a generated workload "
            + "brings none",
        ExperimentText.WithGenerator,
        "cell.shapes=null");

    /// <summary>
    /// Line 3 follows the shortest experiment; the end of a message may be Core's.
    /// </summary>
    private static void AssertRefused(string message, string text)
    {
        var e = Assert.Throws<Simulation.InputException>(
            () => ExperimentText.Read(ExperimentText.Least + text + "\n"));
        string expected = "x.yaml:3: " + message;
        if (message.EndsWith(": ", StringComparison.Ordinal))
        {
            Assert.StartsWith(expected, e.Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(expected, e.Message);
        }
    }
}
