using System.Text;

namespace Offers.Simulation.Experiments;

/// <summary>
/// Reads experiment files: YAML of exactly the keys that <c>docs/experiment-format.md</c> lists.
/// Whatever is not understood is refused, never ignored.
/// </summary>
/// <remarks>
/// Text is limited to 1 MiB, 100 000 items with aliases written out, and 32 levels. Tags, merge
/// keys and a second document are refused. The files that an experiment names are not looked at.
/// </remarks>
public static class ExperimentReader
{
    private const string Demo = "demo.yaml";

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; relative paths in it start at its folder.</param>
    /// <param name="overrides">
    /// Changes to make before it is read, each <c>PATH=VALUE</c> as in
    /// <c>workload.generate.roles[0].weight=2</c>; the value is YAML, null removes the key.
    /// Messages about them name the file <c>--set</c>.
    /// </param>
    /// <returns>The experiment, complete and checked.</returns>
    /// <exception cref="InputException">The file or a change is not what it has to be.</exception>
    public static Experiment Read(string path, IReadOnlyList<string>? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return ReadText(path, ReadFile(path), overrides);
    }

    /// <summary>Reads the text of a file.</summary>
    /// <param name="path">The file that messages and <see cref="Experiment.Path"/> name.</param>
    /// <param name="text">What stands in it.</param>
    /// <param name="overrides">As in <see cref="Read"/>.</param>
    /// <returns>The experiment, complete and checked.</returns>
    /// <exception cref="InputException">The text or a change is not what it has to be.</exception>
    public static Experiment ReadText(
        string path, string text, IReadOnlyList<string>? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(text);
        YamlItem root = YamlTree.Read(path, text, "file");
        if (root is not YamlMapping mapping)
        {
            throw new InputException(
                path, root.Mark.Line, "file", root.Found, "a mapping with the key 'name'");
        }

        ExperimentOverrides.Apply(mapping, overrides ?? []);
        return ReadRoot(path, new YamlMap(mapping, ExperimentKeys.Experiment, ""));
    }

    /// <summary>Reads the experiment that comes with the tool.</summary>
    /// <param name="overrides">As in <see cref="Read"/>.</param>
    /// <returns>The experiment; its path is <c>demo.yaml</c>, and it reads no other file.</returns>
    /// <exception cref="InputException">A change is not what it has to be.</exception>
    public static Experiment ReadDemo(IReadOnlyList<string>? overrides = null)
    {
        using Stream stream =
            typeof(ExperimentReader).Assembly.GetManifestResourceStream(Demo)!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return ReadText(Demo, reader.ReadToEnd(), overrides) with { IsEmbedded = true };
    }

    private static Experiment ReadRoot(string path, YamlMap map)
    {
        string name = map.Require("name").Name();
        WorkloadSpec workload = WorkloadReader.Read(
            map.Require("workload").Map(ExperimentKeys.Workload));
        Experiment defaults = new() { Path = path, Name = name, Workload = workload };
        return defaults with
        {
            Question = map.Find("question")?.Text() ?? defaults.Question,
            Frameworks = SettingsReader.ReadFrameworks(map.Find("frameworks")),
            Allocator = SettingsReader.ReadAllocator(map.Find("allocator")),
            Cell = ReadCell(map, workload),
            Policies = map.Find("policies")?.Distinct(
                static item => item.Word("policy", PolicyNames.All), "policy")
                ?? defaults.Policies,
            Seeds = map.Find("seeds") is { } seeds ? ReadSeeds(seeds) : defaults.Seeds,
            WarmUpSeconds = map.Find("warm_up")?.Number(0, Limits.MaxSeconds) ?? 0,
            SeriesPoints = (int?)map.Find("series_points")?.Whole(0, 100_000)
                ?? defaults.SeriesPoints,
            WriteJobs = map.Find("jobs")?.Flag() ?? defaults.WriteJobs,
            Compact = SettingsReader.ReadCompact(map.Find("compact")),
        };
    }

    /// <summary>A generated workload brings no machines of its own, so the file has to.</summary>
    private static CellSpec ReadCell(YamlMap map, WorkloadSpec workload)
    {
        CellSpec cell = SettingsReader.ReadCell(map.Find("cell"));
        return workload.Generate is null || cell.Shapes.Count > 0
            ? cell
            : throw map.Missing(
                "cell.shapes", "machines, because a generated workload brings none");
    }

    private static IReadOnlyList<ulong> ReadSeeds(YamlValue value)
    {
        if (value.Item is YamlList { Items.Count: > Limits.MaxSeeds })
        {
            throw value.Bad("more", "at most 1000 seeds");
        }

        if (value.Item is YamlList)
        {
            return value.Distinct(
                static item => (ulong)item.Whole(0, Limits.MaxSeed), "seed");
        }

        long count = value.Whole(1, Limits.MaxSeeds);
        return [.. Enumerable.Range(1, (int)count).Select(static seed => (ulong)seed)];
    }

    private static string ReadFile(string path)
    {
        byte[] bytes = ReadBytes(path);
        try
        {
            UTF8Encoding strict = new(false, throwOnInvalidBytes: true);
            return strict.GetString(bytes).TrimStart('\ufeff');
        }
        catch (DecoderFallbackException e)
        {
            int line = 1 + bytes.AsSpan(0, e.Index).Count((byte)'\n');
            string found = Convert.ToHexStringLower(e.BytesUnknown ?? []);
            throw new InputException(path, line, "text", found, "UTF-8");
        }
    }

    /// <summary>Reads no more than it takes to see that a file is too long.</summary>
    private static byte[] ReadBytes(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            byte[] bytes = new byte[YamlTree.MaxBytes + 1];
            int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length <= YamlTree.MaxBytes
                ? bytes[..length]
                : throw new InputException(path, 0, "file", "more", "at most 1 MiB of text");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException(path, 0, "file", "nothing", "an experiment file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException
            or ArgumentException or NotSupportedException)
        {
            string found = Directory.Exists(path) ? "a directory" : e.Message;
            throw new InputException(path, 0, "file", found, "a readable file");
        }
    }
}
