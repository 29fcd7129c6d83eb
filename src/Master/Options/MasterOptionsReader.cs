using System.Globalization;
using System.Text.Json;
using Offers.Agents.Hosting;
using Offers.Masters.Agents;
using Offers.Masters.Store;
using Offers.Simulation;
using Offers.Wire;

namespace Offers.Masters.Options;

/// <summary>
/// Makes options of flags, environment and file, in this order of precedence, and checks them.
/// </summary>
internal sealed partial class MasterOptionsReader
{
    private readonly Func<OptionKey, string?> _flags;
    private readonly Func<string, string?> _environment;
    private readonly OptionsFile _file;
    private readonly string _fileName;

    /// <summary>A reader of these sources; each gives null for what it does not say.</summary>
    internal MasterOptionsReader(
        Func<OptionKey, string?> flags, Func<string, string?> environment, OptionsFile file,
        string fileName)
    {
        _flags = flags;
        _environment = environment;
        _file = file;
        _fileName = fileName;
    }

    /// <summary>Reads all options.</summary>
    /// <exception cref="InputException">One is not what it has to be.</exception>
    internal MasterOptions Read()
    {
        bool withAgent = Flag("with_agent");
        bool isTemporary = withAgent && Text("data") is null;
        string? temporary = isTemporary ? Passable() : null;
        try
        {
            return Read(withAgent, temporary);
        }
        catch
        {
            // Nobody else hears of the directory.
            if (temporary is not null)
            {
                Directory.Delete(temporary);
            }

            throw;
        }
    }

    private MasterOptions Read(bool withAgent, string? temporary)
    {
        string data = temporary is not null
            ? Path.Combine(temporary, "master")
            : Data();
        string? run = Text("run");
        MasterOptions options = new()
        {
            Data = data,
            Listen = Endpoint("listen", $"unix:{Path.Combine(data, "agents.sock")}"),
            Operator = Operator(data),
            Http = (int?)Whole("http", 0, 65_535),
            TokenFile = Path.GetFullPath(Text("token_file") ?? Path.Combine(data, "token")),
            Tls = Tls(),
            AllowsInsecure = Flag("insecure_anywhere"),
            MaxConnections = (int?)Whole("max_connections", 1, 1_000_000)
                ?? AgentServer.UsualConnections,
            Run = run is null ? null : Path.GetFullPath(run),
            UntilDone = Flag("until_done") || (withAgent && run is not null),
            WithAgent = withAgent,
            AgentResources = AgentResources(),
            AgentWork = temporary is null ? $"{data}.agent" : Path.Combine(temporary, "agent"),
            Temporary = temporary,
            TimeScale = Number("time_scale", 0.0001, 10_000) ?? 1,
            Store = new StoreOptions(
                Whole("journal_lines", 1, int.MaxValue) ?? new StoreOptions().JournalLines,
                Whole("journal_bytes", 1, 1L << 40) ?? new StoreOptions().JournalBytes),
            Cluster = Cluster(),
        };
        if (options.AgentResources.Length > 0 && !withAgent)
        {
            throw Bad("agent_resources", options.AgentResources, "with_agent as well");
        }

        if (options.UntilDone && options.Run is null)
        {
            throw Bad("until_done", "no jobs file", "run as well");
        }

        CheckListen(options);
        return options;
    }

    /// <summary>Reads where operators reach the master, and nothing else.</summary>
    /// <exception cref="InputException">It is not what it has to be.</exception>
    internal string ReadOperator() => Operator(Data());

    private string Data() => Path.GetFullPath(Text("data") ?? "offers-master");

    private string Operator(string data) =>
        Socket("operator", Path.Combine(data, "operator.sock"));

    private ClusterOptions Cluster()
    {
        ClusterOptions options = OfFile();
        InitOptions allocator = options.Allocator;
        TimeSpan? offers = Time("offer_timeout", 0);
        return options with
        {
            PingInterval = Time("ping_interval", 0.001) ?? options.PingInterval,
            MaxMissedPings = (int?)Whole("max_missed_pings", 1, 1_000_000)
                ?? options.MaxMissedPings,
            RemovalInterval = Time("removal_interval", 0) ?? options.RemovalInterval,
            ReregistrationTimeout = Time("reregistration_timeout", 0.001)
                ?? options.ReregistrationTimeout,
            Allocator = allocator with
            {
                Interval = Time("allocation_interval", 0.001) ?? allocator.Interval,
                OfferTimeout = offers is { } length
                    ? length > TimeSpan.Zero ? length : null
                    : _file.Cluster is null ? TimeSpan.FromMinutes(2) : allocator.OfferTimeout,
            },
        };
    }

    /// <summary>What the file says of the cluster, read as the header of a journal.</summary>
    private ClusterOptions OfFile()
    {
        string fields = """ "allocator":{"mode":"default"}""";
        if (_file.Cluster is { } cluster)
        {
            string text = cluster.GetRawText().ReplaceLineEndings(" ");
            fields = cluster.ValueKind == JsonValueKind.Object
                ? text[1..^1]
                : throw new InputException(_fileName, 0, "cluster", text, "an object");
        }

        string comma = string.IsNullOrWhiteSpace(fields) ? "" : ",";
        string header = $$"""{"journal":"offers-cluster","version":1{{comma}}{{fields}}}""";
        try
        {
            using ClusterJournalReader reader = new([header], ResourceSchema.CreateStandard());
            _ = new Cluster(ResourceSchema.CreateStandard(), reader.Options);
            return reader.Options;
        }
        catch (Exception bad) when (bad is FormatException or ArgumentException)
        {
            throw new InputException(
                _fileName, 0, "cluster", "what cannot be", $"options of a cluster ({bad.Message})");
        }
    }

    /// <summary>A directory that tasks of other users can pass through.</summary>
    private static string Passable()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("offers-");
        directory.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return directory.FullName;
    }

    private string AgentResources()
    {
        string text = Text("agent_resources") ?? string.Empty;
        return text.Length == 0
            || ResourceSet.TryParse(ResourceSchema.CreateStandard(), text, out _, out _)
                ? text
                : throw Bad("agent_resources", text, "resources such as cpus:2;mem:512");
    }

    private WireEndpoint Endpoint(string name, string usual)
    {
        string text = Text(name) ?? usual;
        try
        {
            return WireEndpoint.Parse(text);
        }
        catch (FormatException bad)
        {
            throw Bad(name, text, $"an endpoint ({bad.Message})");
        }
    }

    private string Socket(string name, string usual)
    {
        string path = Path.GetFullPath(Text(name) ?? usual);
        try
        {
            return WireEndpoint.Parse($"unix:{path}").Address;
        }
        catch (FormatException bad)
        {
            throw Bad(name, path, $"the path of a socket ({bad.Message})");
        }
    }

    private (string, string, string)? Tls()
    {
        string?[] files = [Text("tls_certificate"), Text("tls_key"), Text("tls_authority")];
        return files switch
        {
            [null, null, null] => null,
            [{ } certificate, { } key, { } authority] => (certificate, key, authority),
            _ => throw Bad("tls_certificate", "some of them",
                "all or none of tls_certificate, tls_key and tls_authority"),
        };
    }

    private bool Flag(string name) => Text(name) switch
    {
        null or "false" => false,
        "true" => true,
        { } other => throw Bad(name, other, "true or false"),
    };

    private long? Whole(string name, long least, long most)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return long.TryParse(
                text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && number >= least && number <= most
            ? number
            : throw Bad(name, text, string.Create(
                CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));
    }

    private double? Number(string name, double least, double most)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return double.TryParse(
                text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out double number)
            && number >= least && number <= most
            ? number
            : throw Bad(name, text, string.Create(
                CultureInfo.InvariantCulture, $"a number from {least} to {most}"));
    }

    private TimeSpan? Time(string name, double least)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return TimeText.TryParse(text, out TimeSpan time) && time.TotalSeconds >= least
            ? time
            : throw Bad(name, text, string.Create(
                CultureInfo.InvariantCulture, $"{TimeText.Form}, at least {least} s"));
    }

    private static OptionKey Key(string name) =>
        OptionKey.All.First(key => string.Equals(key.Name, name, StringComparison.Ordinal));

    private string? Text(string name)
    {
        OptionKey key = Key(name);
        return _flags(key) ?? _environment(key.Variable) ?? _file.Values.GetValueOrDefault(name);
    }

    /// <summary>The refusal, in the words of whoever gave the value.</summary>
    private InputException Bad(string name, string found, string expected)
    {
        OptionKey key = Key(name);
        return _flags(key) is not null ? new InputException(key.Flag, 0, name, found, expected)
            : _environment(key.Variable) is not null
                ? new InputException(key.Variable, 0, name, found, expected)
                : new InputException(
                    _fileName.Length > 0 ? _fileName : "options", 0, name, found, expected);
    }
}
