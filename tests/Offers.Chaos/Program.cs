using System.Diagnostics;
using System.Globalization;
using Offers.Chaos;

// Runs many seeds: --seeds 1..1000 --commands 1000 --jobs 2 --check-every 8 --report FILE
// --keep-going --shrink-seconds 60 --transcript
Dictionary<string, string> given = new(StringComparer.Ordinal);
for (int i = 0; i < args.Length; i++)
{
    bool hasValue = i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal);
    given[args[i]] = hasValue ? args[++i] : "";
}
string[] seeds = given.GetValueOrDefault("--seeds", "1..100").Split("..");
long first = long.Parse(seeds[0], CultureInfo.InvariantCulture);
long last = long.Parse(seeds[^1], CultureInfo.InvariantCulture);
int Number(string name, int otherwise) => given.TryGetValue(name, out string? text)
    ? int.Parse(text, CultureInfo.InvariantCulture)
    : otherwise;

WorldOptions options = new(0)
{
    Commands = Number("--commands", 1000),
    CheckEvery = Number("--check-every", 8),
    KeepsTranscript = given.ContainsKey("--transcript"),
};
Campaign campaign = new(
    options, first, last, Number("--jobs", 1), given.ContainsKey("--keep-going"));
Stopwatch watch = Stopwatch.StartNew();
campaign.Run();
double elapsed = watch.Elapsed.TotalSeconds;
string summary = string.Create(CultureInfo.InvariantCulture,
    $"{campaign.Seeds} seeds, {campaign.Commands} commands in {elapsed:0.0} s "
    + $"({campaign.Commands / elapsed:0} a second), {campaign.Failures.Count} failed, "
    + $"digest {campaign.Digest:x16}");
if (given.TryGetValue("--report", out string? file))
{
    File.WriteAllText(file, $"{summary}\n\n{Report.Tables(campaign.Counters)}");
}
else if (given.ContainsKey("--tables"))
{
    Console.WriteLine(Report.Tables(campaign.Counters));
}
foreach (IGrouping<string?, Outcome> kind in campaign.Failures.GroupBy(f => f.Check))
{
    Outcome smallest = kind.MinBy(f => f.Commands)!;
    Console.WriteLine($"== {kind.Key}: {kind.Count()} seeds: "
        + string.Join(' ', kind.Take(12).Select(f => f.Options.Seed)));
    int budget = Number("--shrink-seconds", 30);
    if (budget == 0)
    {
        Console.WriteLine($"seed {smallest.Options.Seed}: {smallest.Message}");
        continue;
    }
    Outcome shrunk = new Shrinker(smallest, TimeSpan.FromSeconds(budget)).Shrink();
    Console.WriteLine(Report.Failure(shrunk));
    if (given.TryGetValue("--full", out string? transcript))
    {
        File.WriteAllLines(transcript, shrunk.Transcript);
    }
}
Console.WriteLine(summary);
return campaign.Failures.Count == 0 ? 0 : 1;
