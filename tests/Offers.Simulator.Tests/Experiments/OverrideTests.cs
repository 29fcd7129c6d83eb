using Offers.Simulation.Experiments;

namespace Offers.Simulator.Tests.Experiments;

/// <summary>Changes that <c>--set</c> makes before the file is read.</summary>
public class OverrideTests
{
    [Fact]
    public void A_value_replaces_what_stands_in_the_file() => Assert.Equal(
        [4UL], ExperimentText.Read(ExperimentText.WithTrace, "seeds=[4]").Seeds);

    [Fact]
    public void A_path_leads_through_lists()
    {
        Experiment read = ExperimentText.Read(
            ExperimentText.WithGenerator,
            "workload.generate.roles[0].frameworks[1].batch.tasks=9",
            "cell.shapes[0]={count: 2, resources: 'cpus:8'}");
        Assert.Equal(9, read.Workload.Generate!.Roles[0].Frameworks[1].Tasks);
        Assert.Equal([new ShapeSpec(2, "cpus:8")], read.Cell.Shapes);
    }

    [Fact]
    public void An_element_of_a_list_of_values_can_be_replaced() => Assert.Equal(
        ["fifo", "shared-drf"],
        ExperimentText.Read(ExperimentText.WithTrace, "policies[1]=shared-drf").Policies);

    [Fact]
    public void Mappings_that_the_file_lacks_are_made() => Assert.Equal(
        3, ExperimentText.Read(ExperimentText.Least, "compact.permutations=3")
            .Compact.Permutations);

    [Fact]
    public void The_later_of_two_wins() => Assert.Equal(
        2, ExperimentText.Read(ExperimentText.Least, "warm_up=1", "warm_up=2").WarmUpSeconds);

    [Fact]
    public void Null_removes_a_key_so_that_another_can_take_its_place()
    {
        Experiment read = ExperimentText.Read(
            ExperimentText.WithGenerator, "cell.static_target_seconds=null", "cell.machines=5");
        Assert.Null(read.Cell.StaticTargetSeconds);
        Assert.Equal(5, read.Cell.Machines);
    }

    [Fact]
    public void A_value_may_hold_an_equals_sign() => Assert.Equal(
        "a=b", ExperimentText.Read(ExperimentText.Least, "question=a=b").Question);

    [Theory]
    [InlineData("seeds", "--set: option: found 'seeds', expected PATH=VALUE")]
    [InlineData("=3", "--set: option: found '=3', expected PATH=VALUE")]
    [InlineData(
        "sedes=3",
        "--set: sedes: found 'sedes', expected a known key (did you mean 'seeds'?)")]
    [InlineData(
        "cell.machine=3",
        "--set: cell.machine: found 'machine', expected a known key (did you mean 'machines'?)")]
    [InlineData(
        "seeds.first=3",
        "--set: seeds: found 'a key below it', expected a path that ends here")]
    [InlineData(
        "cell.shapes.count=3",
        "--set: cell.shapes: found 'no index', expected an index, such as cell.shapes[0]")]
    [InlineData(
        "cell[0].machines=3", "--set: cell: found 'an index', expected cell without index")]
    [InlineData(
        "cell.shapes[2].count=3",
        "--set: cell.shapes: found '[2]', expected an index below 2")]
    [InlineData(
        "cell.shapes[x].count=3",
        "--set: cell.shapes[x].count: found 'shapes[x]', expected keys and indexes, such as "
            + "roles[0].name")]
    [InlineData(
        "workload.generate.roles[0].weight=3",
        "--set: workload.generate.roles: found 'nothing', expected a list in the file")]
    [InlineData("seeds=", "--set: seeds: found 'nothing', expected one YAML document")]
    [InlineData(
        "cell.machines=0",
        "--set: cell.machines: found '0', expected a whole number from 1 to 1000000")]
    [InlineData(
        "workload.generate={days: 1}",
        "x.yaml:4: workload: found 'trace and generate', expected exactly one of the keys trace, "
            + "generate")]
    public void A_bad_change_is_named_as_an_option(string change, string message) =>
        ExperimentText.AssertRefused(message, ExperimentText.WithTrace, change);

    [Fact]
    public void A_value_that_is_not_yaml_is_refused() => ExperimentText.AssertRefused(
        "--set: seeds: found '[1', expected YAML (While parsing a flow sequence, did not find "
            + "expected ',' or ']')",
        ExperimentText.Least,
        "seeds=[1");
}
