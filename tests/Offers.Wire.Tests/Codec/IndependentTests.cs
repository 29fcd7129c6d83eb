using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Offers.Core.Tests.Journal;
using Offers.Wire.Tests.Messages;

namespace Offers.Wire.Tests.Codec;

/// <summary>Our bytes against those of an implementation that is not ours.</summary>
public sealed class IndependentTests
{
    private const int Values = 10_000;

    private const string Python = "/usr/bin/python3";

    private static readonly Lazy<bool> IsThere = new(Probe);

    [SkippableFact]
    public async Task What_we_write_an_independent_reader_tells_as_we_do()
    {
        RequirePython();
        int seed = RandomSeed.Next();
        Random random = new(seed);
        FrameBuffer frames = new();
        List<string> told = [];
        for (int i = 0; i < Values; i++)
        {
            int start = frames.Begin();
            told.Add(Node.Write(new MessagePackWriter(frames), random, 3));
            frames.End(start);
        }

        string[] lines = await TellAsync(frames.Written);
        Assert.Equal(told.Count, lines.Length);
        for (int i = 0; i < lines.Length; i++)
        {
            Assert.True(told[i] == lines[i], $"seed {seed}: {told[i]} is told as {lines[i]}");
        }
    }

    [SkippableFact]
    public async Task What_an_independent_writer_writes_we_tell_and_write_as_it_does()
    {
        RequirePython();
        string seed = RandomSeed.Next().ToString(CultureInfo.InvariantCulture);
        byte[] output = await RunAsync(
            ["make", Values.ToString(CultureInfo.InvariantCulture), seed], default);
        int count = 0;
        for (int at = 0; at < output.Length; count++)
        {
            ReadOnlySpan<byte> value = Record(output, ref at);
            string told = Encoding.UTF8.GetString(Record(output, ref at));
            MessagePackReader reader = new(value);
            string found = Node.Read(ref reader);
            Assert.True(found == told, $"seed {seed}: {told} is read as {found}");
            Assert.True(reader.IsAtEnd);
            ArrayBufferWriter<byte> copy = new();
            MessagePackReader source = new(value);
            Copy.One(ref source, new MessagePackWriter(copy));
            Assert.True(copy.WrittenSpan.SequenceEqual(value),
                $"seed {seed}: {told} is written as {Convert.ToHexString(copy.WrittenSpan)}");
            MessagePackReader skipping = new(value);
            skipping.Skip(8);
            Assert.True(skipping.IsAtEnd);
        }

        Assert.Equal(Values, count);
    }

    [SkippableFact]
    public async Task Messages_of_every_kind_are_what_an_independent_reader_understands()
    {
        RequirePython();
        int seed = RandomSeed.Next();
        ResourceSchema schema = ResourceSchema.CreateStandard();
        AnyValue any = new(new Random(seed), schema);
        FrameBuffer frames = new();
        List<string> told = [];
        foreach (Sort sort in Sort.All)
        {
            foreach (Type kind in sort.Kinds)
            {
                for (int i = 0; i < 30; i++)
                {
                    byte[] bytes = sort.Write(schema, any.Of(kind));
                    MessagePackReader reader = new(bytes);
                    told.Add(Node.Read(ref reader));
                    int start = frames.Begin();
                    frames.Write(bytes);
                    frames.End(start);
                }
            }
        }

        Assert.Equal(told, await TellAsync(frames.Written));
    }

    private static void RequirePython() => Real.Require(
        IsThere.Value, $"{Python} with the module msgpack (Debian: python3-msgpack) is not there");

    private static bool Probe()
    {
        if (!File.Exists(Python))
        {
            return false;
        }

        ProcessStartInfo start = new(Python)
        {
            ArgumentList = { "-c", "import msgpack" },
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using Process process = Process.Start(start)!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static ReadOnlySpan<byte> Record(byte[] output, ref int at)
    {
        int length = BinaryPrimitives.ReadInt32BigEndian(output.AsSpan(at));
        at += 4 + length;
        return output.AsSpan(at - length, length);
    }

    private static async Task<string[]> TellAsync(ReadOnlyMemory<byte> records) =>
        Encoding.UTF8.GetString(await RunAsync(["tell"], records))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static async Task<byte[]> RunAsync(
        string[] arguments, ReadOnlyMemory<byte> input)
    {
        ProcessStartInfo start = new(Python)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Path.Combine(
            Repository.Root, "tests", "Offers.Wire.Tests", "Codec", "python_peer.py"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        using MemoryStream output = new();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task reading = process.StandardOutput.BaseStream.CopyToAsync(output);
        await process.StandardInput.BaseStream.WriteAsync(input);
        process.StandardInput.Close();
        await reading;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return output.ToArray();
    }
}
