using System.Text.RegularExpressions;
using Offers.Agents.Processes;
using Offers.Agents.Tests.Sandboxes;

namespace Offers.Agents.Tests.Processes;

public sealed partial class KernelFileTests
{
    [Fact]
    public void A_lock_of_others_keeps_nobody_from_reading_and_writing()
    {
        using var work = new TemporaryDirectory();
        string path = work.At("file");
        File.WriteAllText(path, "before");
        using FileStream held = new(path, FileMode.Open, FileAccess.Read, FileShare.None);
        Assert.ThrowsAny<IOException>(() => File.ReadAllText(path));
        Assert.Equal("before", KernelFile.Read(path));
        KernelFile.Write(path, "after!");
        Assert.Equal("after!", KernelFile.Read(path));
    }

    [Fact]
    public void A_long_text_is_read_whole()
    {
        using var work = new TemporaryDirectory();
        string text = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"{i}\n"));
        File.WriteAllText(work.At("file"), text);
        Assert.Equal(text, KernelFile.Read(work.At("file")));
        Assert.Contains("\n", KernelFile.Read("/proc/self/mountinfo"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_there_is_told_from_what_cannot_be_read()
    {
        using var work = new TemporaryDirectory();
        FileNotFoundException gone =
            Assert.Throws<FileNotFoundException>(() => KernelFile.Read(work.At("none")));
        Assert.Equal($"No such file or directory : '{work.At("none")}'", gone.Message);
        IOException bad = Assert.Throws<IOException>(() => KernelFile.Read(work.Path));
        Assert.Equal($"Is a directory : '{work.Path}'", bad.Message);
        Assert.Throws<FileNotFoundException>(() => KernelFile.Write(work.At("none"), "x"));
        Assert.False(File.Exists(work.At("none")));
    }

    [Fact]
    public void A_process_that_is_not_there_has_no_start_and_no_name()
    {
        int none = int.MaxValue;
        Assert.Equal(0ul, ProcFiles.StartOf(none));
        Assert.False(ProcFiles.IsRunning(none, 0));
        Assert.Empty(ProcFiles.NameOf(none));
    }

    /// <summary>What opens by the framework here are files that no task can open.</summary>
    [Fact]
    public void Processes_and_containers_open_no_file_of_the_kernels_by_the_framework()
    {
        string[] own = ["ProcessRecords.cs", "SupervisorProgram.cs"];
        string source = Path.Combine(Repository.Root, "src", "Agent");
        string[] bad = [.. new[] { "Processes", "Containers" }
            .SelectMany(part => Directory.GetFiles(Path.Combine(source, part), "*.cs"))
            .Where(file => Opening().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetFileName(file))];
        Assert.Equal(own, bad.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(
            Directory.GetFiles(source, "*.cs", SearchOption.AllDirectories),
            file => OpeningOfKernels().IsMatch(File.ReadAllText(file)));
    }

    [GeneratedRegex(@"\bFile\.(Open|Read|Write|Append|Create\()|new (FileStream|StreamReader)\b")]
    private static partial Regex Opening();

    [GeneratedRegex(@"\bFile\.\w+\(\s*\$?""/(proc|sys|dev)/")]
    private static partial Regex OpeningOfKernels();
}
