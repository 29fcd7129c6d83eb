using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Offers.Simulation.Reporting;

namespace Offers.Simulator.Tests;

/// <summary>Pages show code that is compiled and tables that are those of results on record.</summary>
public sealed partial class ReadmeTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/performance.md")]
    public void A_page_shows_compiled_code_and_recorded_figures(string page)
    {
        string path = RepositoryRoot.File(page);
        string text = File.ReadAllText(path);
        string expected = Block().Replace(text, match =>
        {
            (string kind, string name) = (match.Groups["kind"].Value, match.Groups["name"].Value);
            return $"<!-- {kind}: {name} -->\n{Content(kind, name)}<!-- end -->";
        });
        if (Rewrite.IsOn)
        {
            File.WriteAllText(path, expected);
            return;
        }

        Assert.Equal(expected, text);
    }

    private static string Content(string kind, string name) => kind switch
    {
        "sample" => $"```csharp\n{File.ReadAllText(RepositoryRoot.File(name))}```\n",
        "speed" => Speed(Summary(name).GetProperty("runs")),
        _ => Tables(Summary(name)),
    };

    private static JsonElement Summary(string name) => JsonDocument.Parse(
        File.ReadAllText(RepositoryRoot.File($"docs/results/{name}/summary.json"))).RootElement;

    private static string Speed(JsonElement runs)
    {
        StringBuilder text = new("| policy | tasks done | offers made | events | wall | tasks/s |\n");
        text.Append("| --- | ---: | ---: | ---: | ---: | ---: |\n");
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (JsonElement run in runs.EnumerateArray())
        {
            string policy = run.GetProperty("policy").GetString()!;
            if (seen.Add(policy))
            {
                JsonElement metrics = run.GetProperty("metrics");
                double Of(string name) => metrics.TryGetProperty(name, out JsonElement metric)
                    ? metric.GetProperty("value").GetDouble()
                    : 0;
                double perSecond = Of("tasks.done") / Of("wall");
                text.Append(CultureInfo.InvariantCulture, $"| `{policy}` | {Of("tasks.done"):N0} ");
                text.Append(CultureInfo.InvariantCulture, $"| {Of("offers.made"):N0} ");
                text.Append(CultureInfo.InvariantCulture, $"| {Of("events"):N0} ");
                text.Append(CultureInfo.InvariantCulture, $"| {Numbers.Duration(Of("wall"))} ");
                text.Append(CultureInfo.InvariantCulture, $"| {Numbers.Significant(perSecond)} |\n");
            }
        }

        return text.ToString();
    }

    private static string Tables(JsonElement summary)
    {
        StringBuilder text = new();
        if (summary.GetProperty("aggregates").GetArrayLength() > 0)
        {
            text.Append(Policies(summary.GetProperty("aggregates"))).Append('\n');
        }

        if (summary.GetProperty("compaction").GetArrayLength() > 0)
        {
            text.Append(Sizes(summary.GetProperty("compaction")));
        }

        return text.ToString();
    }

    private static string Policies(JsonElement aggregates)
    {
        string allocated = aggregates[0].GetProperty("metrics").EnumerateObject()
            .First(metric => metric.Name.StartsWith("allocated.", StringComparison.Ordinal)).Name;
        string resource = allocated.Split('.')[1];
        StringBuilder text = new($"| policy | machines | {resource} allocated | mean wait | p99 |\n");
        text.Append("| --- | ---: | ---: | ---: | ---: |\n");
        foreach (JsonElement policy in aggregates.EnumerateArray())
        {
            JsonElement metrics = policy.GetProperty("metrics");
            double Of(string name) => metrics.GetProperty(name).GetProperty("mean").GetDouble();
            text.Append(CultureInfo.InvariantCulture, $"| `{policy.GetProperty("policy")}` ");
            text.Append(CultureInfo.InvariantCulture, $"| {Of("machines"):0} ");
            text.Append(CultureInfo.InvariantCulture, $"| {Numbers.Percent(Of(allocated))} ");
            text.Append(CultureInfo.InvariantCulture, $"| {Numbers.Duration(Of("wait.all.mean"))} ");
            text.Append(CultureInfo.InvariantCulture, $"| {Numbers.Duration(Of("wait.all.p99"))} |\n");
        }

        return text.ToString();
    }

    private static string Sizes(JsonElement compaction)
    {
        StringBuilder text = new("| mean wait of at most | | static slices | shared | ratio |\n");
        text.Append("| --- | --- | ---: | ---: | ---: |\n");
        foreach (JsonElement target in compaction.EnumerateArray())
        {
            double seconds = target.GetProperty("target").GetProperty("value").GetDouble();
            JsonElement own = target.GetProperty("static");
            JsonElement shared = target.GetProperty("shared");
            Row(text, seconds, "machines", own, shared);
            foreach (JsonProperty resource in own.GetProperty("capacity").EnumerateObject())
            {
                Row(text, seconds, resource.Name, own.GetProperty("capacity"), shared.GetProperty("capacity"));
            }
        }

        return text.ToString();
    }

    private static void Row(
        StringBuilder text, double seconds, string name, JsonElement own, JsonElement shared)
    {
        double mine = own.GetProperty(name).GetDouble();
        double ours = shared.GetProperty(name).GetDouble();
        text.Append(CultureInfo.InvariantCulture, $"| {Numbers.Duration(seconds)} | {name} ");
        text.Append(CultureInfo.InvariantCulture, $"| {mine:N0} | {ours:N0} | {Numbers.Ratio(mine / ours)} |\n");
    }

    [GeneratedRegex(
        "<!-- (?<kind>sample|results|speed): (?<name>[^ ]+) -->\n.*?<!-- end -->",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();
}
