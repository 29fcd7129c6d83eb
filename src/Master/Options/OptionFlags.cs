using System.CommandLine;

namespace Offers.Masters.Options;

/// <summary>The options as flags of the command line.</summary>
/// <remarks>Which master is meant (data, operator, config) is said to every command.</remarks>
internal sealed class OptionFlags
{
    private readonly Dictionary<string, Option<string?>> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Option<bool>> _flags = new(StringComparer.Ordinal);
    private readonly Option<string?> _file = new("--config")
    {
        Description = "A JSON file of options; flags and environment count more.",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <summary>Adds all options to a command.</summary>
    internal OptionFlags(RootCommand root)
    {
        root.Add(_file);
        foreach (OptionKey key in OptionKey.All)
        {
            root.Add(OptionOf(key));
        }
    }

    /// <summary>A reader of what was given, with the environment and the file.</summary>
    /// <exception cref="Simulation.InputException">The file is not what it has to be.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal MasterOptionsReader ReaderOf(
        ParseResult parsed, Func<string, string?> environment) => new(
            key => ValueOf(parsed, key),
            environment,
            parsed.GetValue(_file) is { } path ? OptionsFile.Read(path) : OptionsFile.None,
            parsed.GetValue(_file) ?? "");

    /// <summary>What was given for an option; null for nothing.</summary>
    private string? ValueOf(ParseResult parsed, OptionKey key)
    {
        if (key.Value is not null)
        {
            return parsed.GetValue(_texts[key.Name]);
        }

        Option<bool> flag = _flags[key.Name];
        return parsed.GetResult(flag) is { Implicit: false }
            ? parsed.GetValue(flag) ? "true" : "false"
            : null;
    }

    private Option OptionOf(OptionKey key)
    {
        if (key.Value is null)
        {
            return _flags[key.Name] = new Option<bool>(key.Flag) { Description = key.Description };
        }

        return _texts[key.Name] = new Option<string?>(key.Flag)
        {
            Description = key.Description,
            HelpName = key.Value,
            Recursive = key.Name is "data" or "operator",
        };
    }
}
