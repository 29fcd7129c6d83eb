using System.Text;
using Offers.Simulation;
using Offers.Simulation.Experiments;
using Offers.Simulator.Tests.Traces;

namespace Offers.Simulator.Tests.Experiments;

/// <summary>Files that are refused before any key is looked at.</summary>
public class BadYamlTests
{
    [Theory]
    [InlineData("", "x.yaml: file: found 'nothing', expected one YAML document")]
    [InlineData("# only this\n", "x.yaml: file: found 'nothing', expected one YAML document")]
    [InlineData(
        "---\n", "x.yaml:2: file: found 'nothing', expected a mapping with the key 'name'")]
    [InlineData(
        "- a\n", "x.yaml:1: file: found 'a list', expected a mapping with the key 'name'")]
    [InlineData(
        "name: x\n---\nname: y\n",
        "x.yaml:2: file: found 'a second document', expected one YAML document")]
    [InlineData(
        "name: x\nworkload:\n\ttrace: t\n",
        "x.yaml:3: indentation: found '\\u0009', expected spaces, not tabs")]
    [InlineData(
        "name: x\nquestion: a\0b\n",
        "x.yaml:2: text: found '\\u0000', expected no control characters")]
    [InlineData(
        "name: x\nname: y\n", "x.yaml:2: name: found 'name a second time', expected each key once")]
    [InlineData(
        "name: x\nworkload:\n  trace: a\n  trace: b\n",
        "x.yaml:4: workload.trace: found 'trace a second time', expected each key once")]
    [InlineData("name: !!str x\n", "x.yaml:1: name: found 'the tag tag:yaml.org,2002:str', "
        + "expected no tags")]
    [InlineData(
        "? [a]\n: b\n",
        "x.yaml:1: file: found 'a key that is not a word', expected plain words as keys")]
    [InlineData(
        "name: *a\n",
        "x.yaml:1: name: found '*a', expected an alias of something complete above it")]
    [InlineData(
        "name: x\ncell: &a {shapes: *a}\n",
        "x.yaml:2: cell.shapes: found '*a', expected an alias of something complete above it")]
    [InlineData(
        "name: x\nbase: &a {trace: t}\nworkload:\n  <<: *a\n",
        "x.yaml:2: base: found 'base', expected a known key (one of name, question, "
            + "workload, frameworks, allocator, cell, policies, seeds, warm_up, series_points, "
            + "jobs, compact)")]
    [InlineData(
        "name: x\nworkload:\n  <<: {trace: t}\n",
        "x.yaml:3: workload.<<: found '<<', expected a known key (one of trace, machines, "
            + "min_jobs_per_role, gang, gpus_per_task, from_seconds, to_seconds, generate)")]
    public void A_text_that_is_not_one_plain_document_is_refused(string text, string message) =>
        ExperimentText.AssertRefused(message, text);

    [Fact]
    public void A_syntax_error_names_its_line() => ExperimentText.AssertRefused(
        "x.yaml:3: file: found 'cell: 3', expected YAML (is a bracket or a quote open?)",
        "name: x\npolicies: [fifo\ncell: 3\n");

    [Fact]
    public void An_alias_bomb_is_refused()
    {
        var text = new StringBuilder("a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9]\n");
        for (int i = 1; i < 12; i++)
        {
            string alias = $"*a{i - 1}";
            text.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat(alias, 9))}]\n");
        }

        ExperimentText.AssertRefused(
            "x.yaml:6: a5[0]: found 'more', expected at most 100000 items, 32 deep",
            text.ToString());
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void Deep_nesting_is_refused(string opening)
    {
        string text = string.Concat(Enumerable.Repeat(opening, 100_000));
        Assert.Throws<InputException>(() => ExperimentText.Read(text));
    }

    [Fact]
    public void More_than_a_mebibyte_is_refused()
    {
        string text = "# " + new string('x', 1 << 20);
        ExperimentText.AssertRefused(
            "x.yaml: file: found 'more', expected at most 1 MiB of text", text);
        using var folder = new ScratchFolder();
        string path = folder.Write("x.yaml", Encoding.UTF8.GetBytes(text));
        AssertFileRefused($"{path}: file: found 'more', expected at most 1 MiB of text", path);
    }

    [Fact]
    public void A_missing_file_is_named() => AssertFileRefused(
        "none.yaml: file: found 'nothing', expected an experiment file", "none.yaml");

    [Fact]
    public void A_directory_is_not_a_file()
    {
        using var folder = new ScratchFolder();
        string path = folder.Path("x.yaml");
        Directory.CreateDirectory(path);
        AssertFileRefused($"{path}: file: found 'a directory', expected a readable file", path);
    }

    [Fact]
    public void A_file_that_is_not_utf8_is_refused()
    {
        using var folder = new ScratchFolder();
        string path = folder.Write("x.yaml", [.. "name: x\n"u8, 0xff]);
        AssertFileRefused($"{path}:2: text: found 'ff', expected UTF-8", path);
    }

    [Fact]
    public void A_byte_order_mark_is_skipped()
    {
        using var folder = new ScratchFolder();
        byte[] bytes = [0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes(ExperimentText.Least)];
        string path = folder.Write("x.yaml", bytes);
        Assert.Equal("x", ExperimentReader.Read(path).Name);
    }

    private static void AssertFileRefused(string message, string path)
    {
        var e = Assert.Throws<InputException>(() => ExperimentReader.Read(path));
        Assert.Equal(message, e.Message);
    }
}
