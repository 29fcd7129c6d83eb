using System.Buffers;
using Offers.Core.Tests.Journal;

namespace Offers.Wire.Tests.Codec;

public sealed class MessagePackTests
{
    [Theory]
    [InlineData(0L, "00")]
    [InlineData(127L, "7f")]
    [InlineData(128L, "cc80")]
    [InlineData(255L, "ccff")]
    [InlineData(256L, "cd0100")]
    [InlineData(65536L, "ce00010000")]
    [InlineData(4294967296L, "cf0000000100000000")]
    [InlineData(-1L, "ff")]
    [InlineData(-32L, "e0")]
    [InlineData(-33L, "d0df")]
    [InlineData(-129L, "d1ff7f")]
    [InlineData(-32769L, "d2ffff7fff")]
    [InlineData(-2147483649L, "d3ffffffff7fffffff")]
    [InlineData(long.MinValue, "d38000000000000000")]
    public void A_whole_number_is_written_in_its_shortest_form(long value, string hex)
    {
        Assert.Equal(hex, Written(writer => writer.Integer(value)));
        Assert.Equal(value, new MessagePackReader(Convert.FromHexString(hex)).ReadInt64());
    }

    [Theory]
    [InlineData("05")]
    [InlineData("cc05")]
    [InlineData("cd0005")]
    [InlineData("ce00000005")]
    [InlineData("cf0000000000000005")]
    [InlineData("d005")]
    [InlineData("d10005")]
    [InlineData("d200000005")]
    [InlineData("d30000000000000005")]
    public void A_whole_number_is_read_from_every_form(string hex)
    {
        byte[] bytes = Convert.FromHexString(hex);
        Assert.Equal(5, new MessagePackReader(bytes).ReadInt64());
        Assert.Equal(5, new MessagePackReader(bytes).ReadInt32());
        Assert.Equal(5UL, new MessagePackReader(bytes).ReadUInt64());
    }

    [Theory]
    [InlineData("a161")]
    [InlineData("d90161")]
    [InlineData("da000161")]
    [InlineData("db0000000161")]
    public void A_text_is_read_from_every_form(string hex) => Assert.Equal(
        "a", new MessagePackReader(Convert.FromHexString(hex)).ReadString());

    [Theory]
    [InlineData("c40161")]
    [InlineData("c5000161")]
    [InlineData("c60000000161")]
    public void Bytes_are_read_from_every_form(string hex) => Assert.Equal(
        "a"u8, new MessagePackReader(Convert.FromHexString(hex)).ReadBytes());

    [Theory]
    [InlineData("91c0", "81c0c0")]
    [InlineData("dc0001c0", "de0001c0c0")]
    [InlineData("dd00000001c0", "df00000001c0c0")]
    public void Collections_are_read_from_every_form(string array, string map)
    {
        Assert.Equal(1, new MessagePackReader(Convert.FromHexString(array)).ReadArrayHeader());
        Assert.Equal(1, new MessagePackReader(Convert.FromHexString(map)).ReadMapHeader());
    }

    [Theory]
    [InlineData(0, "a0")]
    [InlineData(31, "bf")]
    [InlineData(32, "d920")]
    [InlineData(255, "d9ff")]
    [InlineData(256, "da0100")]
    [InlineData(65536, "db00010000")]
    public void A_text_is_written_in_its_shortest_form(int length, string head) => Assert.Equal(
        head, Written(writer => writer.Text(new string('a', length)))[..head.Length]);

    [Theory]
    [InlineData(0, "c400")]
    [InlineData(256, "c50100")]
    [InlineData(65536, "c600010000")]
    public void Bytes_are_written_in_their_shortest_form(int length, string head) => Assert.Equal(
        head, Written(writer => writer.Bytes(new byte[length]))[..head.Length]);

    [Theory]
    [InlineData(0, "c70005")]
    [InlineData(1, "d405")]
    [InlineData(2, "d505")]
    [InlineData(3, "c70305")]
    [InlineData(4, "d605")]
    [InlineData(8, "d705")]
    [InlineData(16, "d805")]
    [InlineData(17, "c71105")]
    [InlineData(256, "c8010005")]
    [InlineData(65536, "c90001000005")]
    public void An_extension_is_written_in_its_shortest_form(int length, string head)
    {
        string hex = Written(writer => writer.Extension(5, new byte[length]));
        Assert.Equal(head, hex[..head.Length]);
        MessagePackReader reader = new(Convert.FromHexString(hex));
        Assert.Equal(length, reader.ReadExtension(out sbyte type).Length);
        Assert.Equal(5, type);
        Assert.True(reader.IsAtEnd);
    }

    [Theory]
    [InlineData(1L, 0U, "d6ff00000001")]
    [InlineData(1L, 1U, "d7ff0000000400000001")]
    [InlineData(17179869183L, 0U, "d7ff00000003ffffffff")]
    [InlineData(17179869184L, 0U, "c70cff000000000000000400000000")]
    [InlineData(-1L, 999_999_999U, "c70cff3b9ac9ffffffffffffffffff")]
    public void A_moment_is_written_in_its_shortest_form(long seconds, uint nanos, string hex)
    {
        Assert.Equal(hex, Written(writer => writer.Timestamp(seconds, nanos)));
        Assert.Equal(
            (seconds, nanos), new MessagePackReader(Convert.FromHexString(hex)).ReadTimestamp());
    }

    [Theory]
    [InlineData("ca3fc00000")]
    [InlineData("cb3ff8000000000000")]
    public void A_floating_point_number_is_read_from_both_forms(string hex) => Assert.Equal(
        1.5, new MessagePackReader(Convert.FromHexString(hex)).ReadDouble());

    [Theory]
    [InlineData("c1")]
    [InlineData("cc")]
    [InlineData("d9ff")]
    [InlineData("dcffff00")]
    [InlineData("ddffffffff")]
    [InlineData("dfffffffff")]
    [InlineData("df7fffffff0000")]
    [InlineData("c6ffffffff00")]
    [InlineData("c9ffffffff0000")]
    [InlineData("d401")]
    [InlineData("8100")]
    [InlineData("92c0")]
    public void What_is_cut_off_or_lies_is_refused_and_costs_nothing(string hex)
    {
        byte[] bytes = Convert.FromHexString(hex);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<WireException>(() => new MessagePackReader(bytes).Skip(32));
        long cost = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(cost < 64 << 10, $"{hex} cost {cost} bytes");
    }

    [Theory]
    [InlineData("cf8000000000000000", "9223372036854775808")]
    [InlineData("a0", "a text")]
    [InlineData("c3", "true or false")]
    public void Another_sort_or_size_of_value_is_named(string hex, string found)
    {
        WireException bad = Assert.Throws<WireException>(
            () => new MessagePackReader(Convert.FromHexString(hex)).ReadInt64());
        Assert.Equal((0L, found), (bad.Position, bad.Found));
    }

    [Fact]
    public void Nesting_ends_at_its_bound()
    {
        byte[] deep = [.. Enumerable.Repeat((byte)0x91, 1_000_000), 0xc0];
        WireException bad = Assert.Throws<WireException>(
            () => new MessagePackReader(deep).Skip(32));
        Assert.Equal(32, bad.Position);
        new MessagePackReader(deep.AsSpan(1_000_000 - 32)).Skip(32);
    }

    [Fact]
    public void Any_value_is_read_as_it_was_written_and_passed_over_whole()
    {
        int seed = RandomSeed.Next();
        Random random = new(seed);
        ArrayBufferWriter<byte> bytes = new();
        for (int i = 0; i < 5_000; i++)
        {
            bytes.ResetWrittenCount();
            string told = Node.Write(new MessagePackWriter(bytes), random, 4);
            MessagePackReader reader = new(bytes.WrittenSpan);
            string read = Node.Read(ref reader);
            Assert.True(told == read && reader.IsAtEnd, $"seed {seed}: {told} read as {read}");
            MessagePackReader skipping = new(bytes.WrittenSpan);
            skipping.Skip(5);
            Assert.True(skipping.IsAtEnd, $"seed {seed}: {told} is not passed over");
        }
    }

    [Fact]
    public void Every_prefix_of_a_value_is_refused()
    {
        Random random = new(RandomSeed.Next());
        ArrayBufferWriter<byte> bytes = new();
        for (int i = 0; i < 200; i++)
        {
            bytes.ResetWrittenCount();
            Node.Write(new MessagePackWriter(bytes), random, 3);
            for (int cut = 0; cut < Math.Min(bytes.WrittenCount, 100); cut++)
            {
                ReadOnlyMemory<byte> prefix = bytes.WrittenMemory[..cut];
                Assert.Throws<WireException>(() => new MessagePackReader(prefix.Span).Skip(8));
            }
        }
    }

    private static string Written(Action<MessagePackWriter> write)
    {
        ArrayBufferWriter<byte> bytes = new();
        write(new MessagePackWriter(bytes));
        return Convert.ToHexStringLower(bytes.WrittenSpan);
    }
}
