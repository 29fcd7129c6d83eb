using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Offers.Simulation.Commands;

/// <summary>Options that several commands share.</summary>
internal sealed class CommonOptions
{
    private const int MostJobs = 256;

    internal Option<string?> Out { get; } = new("--out")
    {
        Description = "Directory for the results; results/NAME by default. It is made if need be.",
        HelpName = "DIR",
    };

    internal Option<int> Jobs { get; } = new("--jobs")
    {
        Description = "How many runs at the same time; the number of processors by default. "
            + "The results are the same for any number.",
        HelpName = "N",
        DefaultValueFactory = _ => Environment.ProcessorCount,
        CustomParser = ParseJobs,
    };

    internal Option<string[]> Set { get; } = new("--set")
    {
        Description = "Replaces a value of the experiment file, as in --set seeds=5 or "
            + "--set allocator.allocate_on_return=true. May be repeated.",
        HelpName = "PATH=VALUE",
        DefaultValueFactory = _ => [],
    };

    internal void AddTo(System.CommandLine.Command command)
    {
        command.Options.Add(Out);
        command.Options.Add(Jobs);
        command.Options.Add(Set);
    }

    private static int ParseJobs(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        bool isNumber = int.TryParse(
            text, NumberStyles.None, CultureInfo.InvariantCulture, out int jobs);
        if (!isNumber || jobs is < 1 or > MostJobs)
        {
            result.AddError($"--jobs: found '{text}', expected 1 to {MostJobs}");
        }

        return jobs;
    }
}
