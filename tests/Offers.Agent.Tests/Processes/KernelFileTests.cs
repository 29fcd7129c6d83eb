using System.Runtime.CompilerServices;
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

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex(@"\bFile\.(Open|Read|Write|Append|Create\()|new (FileStream|StreamReader)\b")]
    private static partial Regex Opening();

    [GeneratedRegex(@"\bFile\.\w+\(\s*\$?""/(proc|sys|dev)/")]
    private static partial Regex OpeningOfKernels();
}
