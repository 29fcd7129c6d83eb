using System.Diagnostics;
using System.Text;
using Offers.Agents.Processes;
using Offers.Agents.Sandboxes;

namespace Offers.Agents.Tests.Sandboxes;

public sealed class DurableFileTests
{
    private static readonly string[] Records = ["one", "", "three three three", "4", "five"];

    [Fact]
    public void A_file_is_replaced_whole_and_private()
    {
        using var work = new TemporaryDirectory();
        string path = work.At("file");
        DurableFile.Write(path, "first"u8);
        DurableFile.Write(path, "2"u8);
        Assert.Equal("2", File.ReadAllText(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal([path], Directory.GetFiles(work.Path));
        Assert.Throws<DirectoryNotFoundException>(
            () => DurableFile.Write(work.At("no", "such"), "x"u8));
    }

    [Fact]
    public void A_log_gives_back_its_records_in_order()
    {
        using var work = new TemporaryDirectory();
        Write(work.At("log"), Records);
        Assert.Equal(Records, Read(work.At("log"), out _));
    }

    [Fact]
    public void A_log_cut_at_any_byte_loses_only_the_record_that_was_cut()
    {
        using var work = new TemporaryDirectory();
        List<long> ends = Write(work.At("log"), Records);
        byte[] whole = File.ReadAllBytes(work.At("log"));
        for (int length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(work.At("cut"), whole[..length]);
            int left = ends.Count(end => end <= length);
            Assert.Equal(Records[..left], Read(work.At("cut"), out long cut));
            Assert.Equal(length - (left == 0 ? 0 : ends[left - 1]), cut);

            // What is written next is found after what was left.
            Write(work.At("cut"), ["next"]);
            Assert.Equal([.. Records[..left], "next"], Read(work.At("cut"), out cut));
            Assert.Equal(0, cut);
        }
    }

    [Fact]
    public void A_tail_of_zeros_is_cut()
    {
        using var work = new TemporaryDirectory();
        Write(work.At("log"), Records);
        byte[] whole = File.ReadAllBytes(work.At("log"));
        for (int zeros = 1; zeros < 40; zeros++)
        {
            File.WriteAllBytes(work.At("log"), [.. whole, .. new byte[zeros]]);
            Assert.Equal(Records, Read(work.At("log"), out long cut));
            Assert.Equal(zeros, cut);
        }
    }

    [Fact]
    public void A_spoilt_byte_before_the_last_record_is_an_error_never_a_loss()
    {
        using var work = new TemporaryDirectory();
        List<long> ends = Write(work.At("log"), Records);
        byte[] whole = File.ReadAllBytes(work.At("log"));
        for (int index = 0; index < ends[^2]; index++)
        {
            byte[] spoilt = [.. whole];
            spoilt[index] ^= 0x20;
            File.WriteAllBytes(work.At("spoilt"), spoilt);
            Assert.Throws<InvalidDataException>(() => Read(work.At("spoilt"), out _));
            Assert.Equal(spoilt, File.ReadAllBytes(work.At("spoilt")));
        }
    }

    [SkippableFact]
    public void A_full_disk_leaves_file_and_log_as_they_were()
    {
        Real.Require(Native.geteuid() == 0, "only root can mount a small disk");
        using var work = new TemporaryDirectory();
        string disk = work.At("disk");
        Directory.CreateDirectory(disk);
        using (SmallDisk.Mount(disk))
        {
            string file = Path.Combine(disk, "file");
            string path = Path.Combine(disk, "log");
            DurableFile.Write(file, "old"u8);
            using (AppendLog log = AppendLog.Open(path, _ => { }))
            {
                log.Append("kept"u8);
                Assert.Throws<IOException>(() => log.Append(new byte[200_000]));
                log.Append("also"u8);
                log.Sync();
            }

            Assert.Throws<IOException>(() => DurableFile.Write(file, new byte[200_000]));
            Assert.Equal("old", File.ReadAllText(file));
            Assert.Equal(["kept", "also"], Read(path, out long cut));
            Assert.Equal(0, cut);
            Assert.Equal(2, Directory.GetFiles(disk).Length);
        }
    }

    private static List<long> Write(string path, IEnumerable<string> records)
    {
        using AppendLog log = AppendLog.Open(path, _ => { });
        var ends = new List<long>();
        foreach (string record in records)
        {
            log.Append(Encoding.UTF8.GetBytes(record));
            ends.Add(log.Length);
        }

        log.Sync();
        return ends;
    }

    private static List<string> Read(string path, out long cut)
    {
        var records = new List<string>();
        using AppendLog log = AppendLog.Open(
            path, record => records.Add(Encoding.UTF8.GetString(record.Span)));
        cut = log.CutBytes;
        return records;
    }
}
