using System.CommandLine;

namespace Offers.Simulation.Commands;

/// <summary>Options that several commands share.</summary>
internal sealed class CommonOptions
{
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
    };

    internal Option<string[]> Set { get; } = new("--set")
    {
        Description = "Replaces a value of the experiment file, as in --set seeds=5 or "
            + "--set allocator.allocate_on_return=true. May be repeated.",
        HelpName = "PATH=VALUE",
        DefaultValueFactory = _ => [],
    };

    internal void AddTo(Command command)
    {
        Jobs.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 256)
            {
                result.AddError("--jobs: expected 1 to 256");
            }
        });
        command.Options.Add(Out);
        command.Options.Add(Jobs);
        command.Options.Add(Set);
    }
}
