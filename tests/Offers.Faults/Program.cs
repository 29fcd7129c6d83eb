using System.Diagnostics;
using System.Globalization;
using Offers.Faults;
using Offers.Faults.Machine;

// Real processes under real faults; ends with 0, with 1 when anything is wrong, with 2 for words
// that are not understood, with 3 where it cannot run.
// --fault all|agent-kill,cut,... --rounds 100 --seed 1 --agents 2 --tasks 90 --verbose
FaultOptions options;
try
{
    options = FaultOptions.Read(args);
}
catch (FormatException bad)
{
    Console.Error.WriteLine(bad.Message);
    return 2;
}

if (Requirements.Missing() is { } missing)
{
    Console.Error.WriteLine(missing);
    return 3;
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {options.Seed}"));
Console.WriteLine();
Console.WriteLine(
    "| fault | injected | batches | tasks | not run | unknown | wrong | healed, s: median "
    + "| longest | took, s |");
Console.WriteLine("|:---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
bool isGood = true;
foreach (FaultKind kind in options.Kinds)
{
    Stopwatch watch = Stopwatch.StartNew();
    FaultResult result = await new Experiment(kind, options).RunAsync();
    List<TimeSpan> heals = [.. result.Heals.Order()];
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"| {FaultOptions.NameOf(kind)} | {result.Injected} | 2 x {result.Groups} | {result.Tasks} "
        + $"| {result.NotRun} | {result.Unknown} | {result.Wrong.Count} "
        + $"| {(heals.Count > 0 ? heals[heals.Count / 2].TotalSeconds : 0):F2} "
        + $"| {(heals.Count > 0 ? heals[^1].TotalSeconds : 0):F2} "
        + $"| {watch.Elapsed.TotalSeconds:F0} |"));
    foreach (string wrong in result.Wrong)
    {
        isGood = false;
        Console.Error.WriteLine($"WRONG {FaultOptions.NameOf(kind)}, seed {options.Seed}: {wrong}");
    }
}

return isGood ? 0 : 1;
